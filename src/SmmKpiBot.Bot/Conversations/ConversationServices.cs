namespace SmmKpiBot.Bot.Conversations;

/// <summary>Registers what takes and follows messages as they happen.</summary>
internal static class ConversationServices
{
    public static IServiceCollection AddConversations(this IServiceCollection services)
    {
        services.AddSingleton<LiveInbox>();
        services.AddSingleton<MessageIntake>();
        return services;
    }
}

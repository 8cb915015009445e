using SmmKpiBot.Bot.Delivery;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>Registers what hears customers in Telegram.</summary>
internal static class FeedServices
{
    public static IServiceCollection AddFeeds(this IServiceCollection services)
    {
        services.AddSingleton<ThreadStore>();
        services.AddSingleton<FeedDesk>();
        services.AddSingleton<GroupAdmins>();
        services.AddSingleton<Voices>();
        services.AddSingleton<FeedCheck>();
        services.AddSingleton<FeedWatch>();
        services.AddSingleton<FeedReport>();
        services.AddSingleton<BusinessListener>();
        services.AddSingleton<GroupListener>();
        services.AddSingleton<Listener>();
        services.AddSingleton<IChatWatcher, FeedFollower>();
        return services;
    }
}

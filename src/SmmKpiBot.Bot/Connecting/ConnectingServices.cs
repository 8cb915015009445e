using SmmKpiBot.Bot.Telegram.Questions;

namespace SmmKpiBot.Bot.Connecting;

/// <summary>Registers the connecting of accounts: for every verb, and what only the running bot does.</summary>
internal static class ConnectingServices
{
    public static IServiceCollection AddConnecting(this IServiceCollection services)
    {
        services.AddSingleton<AccessRequests>();
        services.AddSingleton<ConsentDoor>();
        services.AddSingleton<AccessIntake>();
        services.AddSingleton<AccountDisconnecting>();
        return services;
    }

    public static IServiceCollection AddConnectDesk(this IServiceCollection services)
    {
        services.AddSingleton<ConsentReturn>();
        services.AddSingleton<ConnectDesk>();
        services.AddSingleton<ConnectWays>();
        services.AddSingleton<ChoiceDesk>();
        services.AddSingleton<StraySecrets>();
        services.AddSingleton<IAwaitedText, SecretTaker>();
        services.AddSingleton<IAwaitedText, NameTaker>();
        return services;
    }
}

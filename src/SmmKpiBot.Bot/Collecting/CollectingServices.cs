using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>Registers the collecting of networks: for every verb, and what only the running bot does.</summary>
internal static class CollectingServices
{
    public static IServiceCollection AddCollecting(this IServiceCollection services)
    {
        services.AddOptions<CollectingOptions>().BindStrictly(CollectingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        foreach (var network in FoundNetworks.All)
            network.Register(services);
        services.AddSingleton<SourceBook>();
        services.AddSingleton<ApiBudget>();
        services.AddSingleton<IApiBudget>(provider => provider.GetRequiredService<ApiBudget>());
        services.AddSingleton<NetworkCircuits>();
        services.AddSingleton<CollectWakes>();
        services.AddSingleton<AccountConnecting>();
        services.AddSingleton<AccountSecrets>();
        services.AddSingleton<AccountChoosing>();
        services.AddSingleton<AccountStandings>();
        services.AddSingleton<IAccountHealth>(provider => provider.GetRequiredService<AccountStandings>());
        services.AddSingleton<PlaceFinder>();
        services.AddSingleton<PageStore>();
        services.AddSingleton<StreamReader>();
        services.AddSingleton<RunLeases>();
        services.AddSingleton<RunTroubles>();
        services.AddSingleton<RunOpening>();
        services.AddSingleton<AccountRunner>();
        services.AddSingleton<AskedCollection>();
        services.AddSingleton<CollectRound>();
        return services;
    }

    public static IServiceCollection AddCollector(this IServiceCollection services)
    {
        services.AddHostedService<Collector>();
        return services;
    }
}

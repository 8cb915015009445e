using SmmKpiBot.Bot.Alerts.Building;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Bot.Telegram.Questions;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>Registers alerts: their stores and words for every verb, the round for the running bot.</summary>
internal static class AlertServices
{
    private static readonly TimeSpan PingPatience = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddOptions<AlertsOptions>().BindStrictly(AlertsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<AlertRuleStore>();
        services.AddSingleton<AlertStateStore>();
        services.AddSingleton<AlertLog>();
        services.AddSingleton<SilenceStore>();
        services.AddSingleton<QuietStore>();
        services.AddSingleton<AlertWakes>();
        services.AddSingleton<AlertAudiences>();
        services.AddSingleton<AlertMessages>();
        services.AddSingleton<TellingPlanner>();
        services.AddSingleton<TellingJournal>();
        services.AddSingleton<AlertTelling>();
        services.AddSingleton<LedgerWriter>();
        services.AddSingleton<UnheardAlerts>();
        services.AddSingleton<IUnsentWatcher>(provider => provider.GetRequiredService<UnheardAlerts>());
        services.AddSingleton<OpenAlerts>();
        services.AddSingleton<UntoldStore>();
        services.AddSingleton<UntoldAlerts>();
        services.AddSingleton<AlertSayings>();
        services.AddSingleton<RuleRehearsal>();
        services.AddSingleton<AccountHealthBook>();
        return services;
    }

    /// <summary>What only the running bot does.</summary>
    public static IServiceCollection AddAlertRound(this IServiceCollection services)
    {
        services.AddHttpClient(OutsidePing.HttpName, client => client.Timeout = PingPatience)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false })
            .RemoveAllLoggers();
        services.AddSingleton<AlertCard>();
        services.AddSingleton<AlertPress>();
        services.AddSingleton<AlertsDesk>();
        services.AddSingleton<RulesDesk>();
        services.AddSingleton<RuleFigures>();
        services.AddSingleton<RulePreview>();
        services.AddSingleton<RuleKeeper>();
        services.AddSingleton<RuleBuilder>();
        services.AddSingleton<IAwaitedText>(provider => provider.GetRequiredService<RuleBuilder>());
        services.AddSingleton<AlertHistoryDesk>();
        services.AddSingleton<AccountRhythms>();
        services.AddSingleton<RuleFailures>();
        services.AddSingleton<ClientWatch>();
        services.AddSingleton<PlatformWatch>();
        services.AddSingleton<OutsidePing>();
        services.AddHostedService(provider => provider.GetRequiredService<OutsidePing>());
        services.AddSingleton<Heartbeat>();
        services.AddSingleton<AlertRound>();
        services.AddSingleton<ITimedWork>(provider => provider.GetRequiredService<AlertRound>());
        services.AddHostedService<AlertClock>();
        return services;
    }
}

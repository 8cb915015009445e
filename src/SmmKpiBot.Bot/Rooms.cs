using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Chatwoot;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Bot.CommandLine;
using SmmKpiBot.Bot.Conflicts;
using SmmKpiBot.Bot.Connecting;
using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Rates;
using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Bot.Waits;
using SmmKpiBot.Data;
using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Security;
using SmmKpiBot.Reporting;
using SmmKpiBot.Sources.Import;

namespace SmmKpiBot.Bot;

/// <summary>The rooms of the house, the same for the bot and for every verb.</summary>
internal static class Rooms
{
    private static readonly TimeSpan CheckPatience = TimeSpan.FromSeconds(10);

    /// <summary>Longer than the server waits on a long poll.</summary>
    private static readonly TimeSpan PollPatience = TimeSpan.FromSeconds(100);

    public static IServiceCollection AddRooms(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<AgencyOptions>().BindStrictly(AgencyOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<SecurityOptions>().BindStrictly(SecurityOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<KeyFile>();
        services.TryAddSingleton<KeyFingerprint>();
        services.TryAddSingleton(provider => new AuthorHasher(provider.GetRequiredService<KeyFile>().Derive("authors")));
        services.TryAddSingleton(provider =>
        {
            var agency = provider.GetRequiredService<IOptions<AgencyOptions>>().Value;
            return new ClientDefaults(agency.TimeZone, agency.Language);
        });
        services.AddMetrics();
        services.AddStore();
        services.AddOptions<DatabaseOptions>().BindStrictly(DatabaseOptions.Section);
        services.AddImport();
        services.AddReporting();
        services.AddAccess();
        services.AddDelivery();
        services.AddConversations();
        services.AddChatwoot();
        services.AddCollecting();
        services.AddRates();
        services.AddConnecting();
        services.AddWaits();
        services.AddSingleton<FeedStore>();
        services.AddSingleton<IAccountHealth, FeedHealth>();
        services.AddAlerts();
        services.AddConflicts();
        services.AddTelegramHttp(BotIdentity.HttpClientName, _ => CheckPatience);
        services.AddTelegramHttp(BotCalls.HttpClientName, _ => PollPatience);
        return services;
    }
}

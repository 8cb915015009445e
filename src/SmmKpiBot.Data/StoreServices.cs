using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Facts.Collected;
using SmmKpiBot.Data.Rates;

namespace SmmKpiBot.Data;

/// <summary>Registers the store.</summary>
public static class StoreServices
{
    /// <summary>Adds the database of the settings section <c>Database</c> and the stores over it. Whoever builds the host adds a <see cref="ClientDefaults"/>.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services)
    {
        services.AddOptions<DatabaseOptions>()
            .BindConfiguration(DatabaseOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Database.Database>();
        services.TryAddSingleton<ClientStore>();
        services.TryAddSingleton<ClientEraser>();
        services.TryAddSingleton<DatabaseBackup>();
        services.TryAddSingleton<AccountStore>();
        services.TryAddSingleton<FactBatchStore>();
        services.TryAddSingleton<FactReader>();
        services.TryAddSingleton<FigureDays>();
        services.TryAddSingleton<CollectedFacts>();
        services.TryAddSingleton<AccountConnections>();
        services.TryAddSingleton<AccountChoices>();
        services.TryAddSingleton<CollectionLeases>();
        services.TryAddSingleton<StreamStates>();
        services.TryAddSingleton<CollectionNotes>();
        services.TryAddSingleton<ApiUsages>();
        services.TryAddSingleton<LiveMessages>();
        services.TryAddSingleton<LiveFeeds>();
        services.TryAddSingleton<ConflictLedger>();
        services.TryAddSingleton<ApiTokens>();
        services.TryAddSingleton<RateStore>();
        return services;
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts;

namespace SmmKpiBot.Data;

/// <summary>Registers the store.</summary>
public static class StoreServices
{
    /// <summary>Adds the database of the settings section <c>Database</c> and the stores over it. Whoever builds the host adds a <see cref="ClientDefaults"/>.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DatabaseOptions>()
            .Bind(configuration.GetSection(DatabaseOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Database.Database>();
        services.AddSingleton<ClientStore>();
        services.AddSingleton<ClientEraser>();
        services.AddSingleton<AccountStore>();
        services.AddSingleton<FactBatchStore>();
        services.AddSingleton<FactReader>();
        return services;
    }
}

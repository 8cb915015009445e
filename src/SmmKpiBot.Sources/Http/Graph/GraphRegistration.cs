using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Settings;

namespace SmmKpiBot.Sources.Http.Graph;

internal static class GraphRegistration
{
    /// <summary>What every network behind the Graph API registers: its options, its HTTP client, its source.</summary>
    public static IServiceCollection AddGraphNetwork<TOptions, TSource>(this IServiceCollection services, INetwork network)
        where TOptions : GraphOptions
        where TSource : class, ISource
    {
        services.AddNetworkOptions<TOptions>("Networks:" + network.Section);
        services.AddSourceHttp(network.Key, provider => provider.GetRequiredService<IOptions<TOptions>>().Value.Servers)
            .AddHttpMessageHandler(() => new GraphStatus());
        services.TryAddSingleton<GraphClient>();
        services.TryAddSingleton<GraphConsent>();
        services.AddSingleton<ISource, TSource>();
        return services;
    }
}

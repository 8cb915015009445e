using Microsoft.Extensions.DependencyInjection;

namespace SmmKpiBot.Sources.Http;

/// <summary>
/// The HTTP client of a network, the same for all. From the outside in: failures get words, calls are repeated, answers are read whole, addresses are checked,
/// connections end on the open Internet. A client made of it needs neither a retry nor a timeout of its own.
/// </summary>
public static class SourceHttp
{
    private const long LargestAnswer = 16 * 1024 * 1024;

    /// <param name="services">Has a <see cref="TimeProvider"/>.</param>
    /// <param name="name">Of the client; pipelines are one per name.</param>
    /// <param name="hosts">The servers that the network's settings name.</param>
    /// <param name="largestAnswer">In bytes, decompressed.</param>
    /// <param name="retries">So often a call that met short trouble is repeated.</param>
    public static IHttpClientBuilder AddSourceHttp(this IServiceCollection services, string name, Func<IServiceProvider, SourceHosts> hosts, long largestAnswer = LargestAnswer, int retries = SourceResilience.Retries) => services
        .AddHttpClient(name)

        // They would write the address of everything that is asked for, and some networks take the token in it.
        .RemoveAllLoggers()
        .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
        .AddHttpMessageHandler(() => new TypedFailures())
        .AddSourceResilience(retries)
        .AddHttpMessageHandler(() => new BufferedAnswers(largestAnswer))
        .AddHttpMessageHandler(provider => new GuardedRedirects(hosts(provider)))
        .ConfigurePrimaryHttpMessageHandler(provider => new GuardedHandler(hosts(provider), provider.GetRequiredService<TimeProvider>()).Create())
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
}

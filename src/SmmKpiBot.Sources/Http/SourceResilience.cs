using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace SmmKpiBot.Sources.Http;

/// <summary>The one layer that repeats calls to a source: short trouble is waited out, long trouble is the caller's to plan for.</summary>
public static class SourceResilience
{
    private const int Retries = 3;

    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(20);

    /// <summary>A source that asks for a longer rest gets it from the next round, not while a connection waits.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    public static IHttpClientBuilder AddSourceResilience(this IHttpClientBuilder builder)
    {
        builder.AddResilienceHandler("source", pipeline => pipeline
            .AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = Retries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromSeconds(1),
                UseJitter = true,
                ShouldRetryAfterHeader = true,
                ShouldHandle = args => ValueTask.FromResult(
                    args.Outcome.Exception is not SourceException && args.Outcome.Exception?.InnerException is not SourceException
                    && HttpClientResiliencePredicates.IsTransient(args.Outcome)
                    && !(RetryAfter.Of(args.Outcome.Result) > LongestWait)),
            })
            .AddTimeout(AttemptTimeout));
        return builder;
    }
}

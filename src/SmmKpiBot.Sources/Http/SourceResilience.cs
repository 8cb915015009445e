using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace SmmKpiBot.Sources.Http;

/// <summary>The one layer that repeats calls to a source: short trouble is waited out, long trouble is the caller's to plan for.</summary>
internal static class SourceResilience
{
    /// <summary>Of one attempt, the body read to its end.</summary>
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Of a call with all its attempts and rests.</summary>
    public static readonly TimeSpan CallTimeout = TimeSpan.FromMinutes(3);

    public const int Retries = 3;

    /// <summary>A source that asks for a longer rest gets it from the next round, not while a caller waits.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    public static IHttpClientBuilder AddSourceResilience(this IHttpClientBuilder builder, int retries)
    {
        builder.AddResilienceHandler("source", (pipeline, context) =>
        {
            var clock = context.ServiceProvider.GetRequiredService<TimeProvider>();
            pipeline.TimeProvider = clock;
            pipeline
                .AddTimeout(CallTimeout)
                .AddRetry(new HttpRetryStrategyOptions
                {
                    MaxRetryAttempts = retries,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = TimeSpan.FromSeconds(1),
                    UseJitter = true,
                    ShouldHandle = args => ValueTask.FromResult(IsWorthAnother(args.Outcome, clock)),
                    DelayGenerator = args => ValueTask.FromResult(Asked(args.Outcome.Result, clock)),
                })
                .AddTimeout(AttemptTimeout);
        });
        return builder;
    }

    /// <summary>Who is told to call less and not for how long does not try at once.</summary>
    private static bool IsWorthAnother(Outcome<HttpResponseMessage> outcome, TimeProvider clock) => outcome switch
    {
        { Exception: HttpRequestException { InnerException: not SourceException } or TimeoutRejectedException } => true,
        { Result: { StatusCode: HttpStatusCode.TooManyRequests } response } => Asked(response, clock) <= LongestWait,
        { Result: { StatusCode: HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError } response } => !(Asked(response, clock) > LongestWait),
        _ => false,
    };

    /// <summary>Null where the growing pause holds: nothing was asked for, or no rest at all.</summary>
    private static TimeSpan? Asked(HttpResponseMessage? response, TimeProvider clock) => RetryAfter.Of(response, clock.GetUtcNow()) is { } asked && asked > TimeSpan.Zero ? asked : null;
}

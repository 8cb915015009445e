using System.Net;
using SmmKpiBot.Sources.Google;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.YouTube;

/// <summary>Why YouTube refuses, by the word it has for programs.</summary>
internal static class YouTubeRefusals
{
    private static readonly TimeSpan Busy = TimeSpan.FromMinutes(2);

    /// <summary>All units of the day are used.</summary>
    public static bool IsExhausted(GoogleError error) => error.Reason is "quotaExceeded" or "dailyLimitExceeded";

    public static SourceException Of(HttpResponseMessage response, GoogleError? error, DateTimeOffset now) => error?.Reason switch
    {
        "quotaExceeded" or "dailyLimitExceeded" => new(SourceProblem.RateLimited, "All units that the Google Cloud project has for a day are used.") { RetryAfter = PacificTime.UntilMidnight(now) },
        "rateLimitExceeded" or "userRateLimitExceeded" => new(SourceProblem.RateLimited, "YouTube asks for fewer calls.") { RetryAfter = SourceAnswers.Refusal(response, now).RetryAfter ?? Busy },
        "keyInvalid" or "API_KEY_INVALID" or "badRequest" when error.Message.Contains("API key", StringComparison.OrdinalIgnoreCase) => new(SourceProblem.Unauthorized, "The API key is refused: make another one and connect the account again."),
        "accessNotConfigured" or "SERVICE_DISABLED" => new(SourceProblem.Forbidden, "The API is off in the project: enable the YouTube Data API v3 and the YouTube Analytics API in Google Cloud, APIs and services."),
        "insufficientPermissions" or "ACCESS_TOKEN_SCOPE_INSUFFICIENT" => new(SourceProblem.Forbidden, "Not everything was allowed: connect the account again and leave all boxes on Google's page ticked."),
        "youtubeSignupRequired" or "NoLinkedYouTubeAccount" => new(SourceProblem.Forbidden, "Who consented has no channel: connect the account again and choose the channel itself on Google's page."),
        "invalidPageToken" => new(SourceProblem.Transient, "The list changed while its pages were read."),
        "processingFailure" or "backendError" => new(SourceProblem.Transient, "YouTube does not answer as it should."),
        _ => ByStatus(response, error, now),
    };

    private static SourceException ByStatus(HttpResponseMessage response, GoogleError? error, DateTimeOffset now) => response.StatusCode switch
    {
        HttpStatusCode.Unauthorized => new(SourceProblem.Unauthorized, "YouTube refuses the access: connect the account again."),
        HttpStatusCode.Forbidden => new(SourceProblem.Forbidden, "Who consented is not the owner of this channel: connect the account again and choose the channel itself on Google's page, not your own name."),
        HttpStatusCode.NotFound when error is not null => new(SourceProblem.Forbidden, "YouTube knows no such channel, list or video (any more)."),
        HttpStatusCode.BadRequest => new(SourceProblem.Unexpected, "YouTube does not understand the request."),
        _ => SourceAnswers.Refusal(response, now),
    };
}

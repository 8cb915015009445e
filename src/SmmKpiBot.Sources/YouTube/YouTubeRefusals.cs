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

    /// <param name="response">The refusal.</param>
    /// <param name="error">What it says, where it says something.</param>
    /// <param name="asker">With what was asked.</param>
    /// <param name="now">For what is said from now on.</param>
    public static SourceException Of(HttpResponseMessage response, GoogleError? error, YouTubeAsker asker, DateTimeOffset now) => error?.Reason switch
    {
        "quotaExceeded" or "dailyLimitExceeded" => new(SourceProblem.RateLimited, new SourceWords(
            "Усі одиниці, які проєкт Google Cloud має на день, вичерпано.",
            "All units that the Google Cloud project has for a day are used."))
        { RetryAfter = PacificTime.UntilMidnight(now) },
        "rateLimitExceeded" or "userRateLimitExceeded" => new(SourceProblem.RateLimited, new SourceWords(
            "YouTube просить звертатися рідше.",
            "YouTube asks for fewer calls."))
        { RetryAfter = SourceAnswers.Refusal(response, now).RetryAfter ?? Busy },
        "keyInvalid" or "API_KEY_INVALID" or "badRequest" when error.Message.Contains("API key", StringComparison.OrdinalIgnoreCase) => KeyRefused(asker),
        "ipRefererBlocked" => KeyRefused(asker),
        { } reason when reason.StartsWith("API_KEY_", StringComparison.Ordinal) => KeyRefused(asker),
        "accessNotConfigured" or "SERVICE_DISABLED" => new(SourceProblem.Misconfigured, new SourceWords(
            "У проєкті API вимкнено: увімкніть YouTube Data API v3 і YouTube Analytics API в Google Cloud, розділ «APIs and services».",
            "The API is off in the project: enable the YouTube Data API v3 and the YouTube Analytics API in Google Cloud, APIs and services.")),
        "insufficientPermissions" or "ACCESS_TOKEN_SCOPE_INSUFFICIENT" => new(SourceProblem.Forbidden, new SourceWords(
            "Дозволено не все: під’єднайте акаунт знову й не знімайте позначок на сторінці Google.",
            "Not everything was allowed: connect the account again and leave all boxes on Google's page ticked.")),
        "youtubeSignupRequired" or "NoLinkedYouTubeAccount" => new(SourceProblem.Forbidden, new SourceWords(
            "У того, хто дав згоду, немає каналу: під’єднайте акаунт знову й на сторінці Google оберіть сам канал.",
            "Who consented has no channel: connect the account again and choose the channel itself on Google's page.")),
        "invalidPageToken" => new(SourceProblem.Transient, new SourceWords("Список змінився, поки його читали.", "The list changed while its pages were read.")),
        "processingFailure" or "backendError" => new(SourceProblem.Transient, new SourceWords("YouTube не відповідає як слід.", "YouTube does not answer as it should.")),
        _ => ByStatus(response, error, asker, now),
    };

    public static SourceException NotTheOwner() => new(SourceProblem.Forbidden, new SourceWords(
        "Згоду дав не власник цього каналу: під’єднайте акаунт знову й на сторінці Google оберіть сам канал, а не своє ім’я.",
        "Who consented is not the owner of this channel: connect the account again and choose the channel itself on Google's page, not your own name."));

    /// <summary>It is no key, or it is limited to other servers, addresses or APIs.</summary>
    private static SourceException KeyRefused(YouTubeAsker asker) => asker == YouTubeAsker.KeyOfSettings
        ? new(SourceProblem.Misconfigured, new SourceWords(
            $"Ключ API з налаштувань не діє: перевірте {YouTubeOptions.Section}:ApiKey і обмеження ключа в Google Cloud (розділ «Credentials»).",
            $"The API key of the settings is refused: look at {YouTubeOptions.Section}:ApiKey and at the key's restrictions in Google Cloud, Credentials."))
        : new(SourceProblem.Unauthorized, new SourceWords(
            "Ключ API не діє: зніміть його обмеження в Google Cloud (розділ «Credentials») або створіть інший і під’єднайте акаунт знову.",
            "The API key is refused: lift its restrictions in Google Cloud, Credentials, or make another one, and connect the account again."));

    private static SourceException ByStatus(HttpResponseMessage response, GoogleError? error, YouTubeAsker asker, DateTimeOffset now) => response.StatusCode switch
    {
        HttpStatusCode.Unauthorized => new(SourceProblem.Unauthorized, new SourceWords(
            "YouTube не приймає цей доступ: під’єднайте акаунт знову.",
            "YouTube refuses the access: connect the account again.")),
        HttpStatusCode.Forbidden when error is null => SourceAnswers.RefusalOfAnother(response, now),
        HttpStatusCode.Forbidden when asker != YouTubeAsker.Owner => new(SourceProblem.Forbidden, new SourceWords(
            "YouTube не показує цього за ключем API: бачити це може лише власник каналу.",
            "YouTube does not show this to an API key: only the owner of the channel may see it.")),
        HttpStatusCode.Forbidden => NotTheOwner(),
        HttpStatusCode.NotFound when error is not null => new(SourceProblem.Forbidden, new SourceWords(
            "YouTube не знає (вже не знає) такого каналу, списку чи відео.",
            "YouTube knows no such channel, list or video (any more).")),
        HttpStatusCode.BadRequest => new(SourceProblem.Unexpected, new SourceWords("YouTube не розуміє запиту.", "YouTube does not understand the request.")),
        _ => SourceAnswers.Refusal(response, now),
    };
}

/// <summary>With what YouTube was asked.</summary>
internal enum YouTubeAsker
{
    /// <summary>The consent of the channel's owner.</summary>
    Owner,

    /// <summary>A key that was given for this channel.</summary>
    OwnKey,

    /// <summary>The key that the settings hold for all channels.</summary>
    KeyOfSettings,
}

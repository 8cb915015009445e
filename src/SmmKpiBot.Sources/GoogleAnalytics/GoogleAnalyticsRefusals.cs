using System.Net;
using SmmKpiBot.Sources.Google;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>Why the API refuses, and what to do about it. Status first, the words of the message second: they change.</summary>
internal static class GoogleAnalyticsRefusals
{
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(40);

    /// <summary>A short trouble is over by then, and a long one costs few of the failures that Google allows in an hour.</summary>
    private static readonly TimeSpan Trouble = TimeSpan.FromMinutes(15);

    public static SourceException Of(HttpResponseMessage response, GoogleError? error, string property, SourceWords who, DateTimeOffset now) => response.StatusCode switch
    {
        HttpStatusCode.TooManyRequests => RateLimited(response, error, now),
        HttpStatusCode.Unauthorized => new(SourceProblem.Unauthorized, new SourceWords(
            "Google не приймає цей доступ: під’єднайте акаунт знову.",
            "Google refuses the access: connect the account again.")),
        HttpStatusCode.Forbidden when error?.Reason == "SERVICE_DISABLED" =>
            new(SourceProblem.Misconfigured, new SourceWords(
                "У проєкті цього доступу API вимкнено: увімкніть Google Analytics Data API в Google Cloud, розділ «APIs and services».",
                "The API is off in the project of the access: enable the Google Analytics Data API in Google Cloud, APIs and services.")),
        HttpStatusCode.Forbidden when error?.Reason == "ACCESS_TOKEN_SCOPE_INSUFFICIENT" =>
            new(SourceProblem.Forbidden, new SourceWords(
                "Доступ не охоплює Google Analytics: під’єднайте акаунт знову й не знімайте позначку на сторінці Google.",
                "The access does not cover Google Analytics: connect the account again and leave the box on Google's page ticked.")),
        HttpStatusCode.Forbidden when error is null => SourceAnswers.RefusalOfAnother(response, now),
        HttpStatusCode.Forbidden => new(SourceProblem.Forbidden,
            new SourceWords(
                $"{who.Uk} не має права переглядати ресурс {property}: додайте в Google Analytics → «Адміністратор» → «Керування доступом до ресурсу» роль «Переглядач» і перевірте номер («Адміністратор» → «Налаштування ресурсу»).",
                $"{who.En} may not view property {property}: add it in Google Analytics, Admin, Property access management, with the role Viewer, and check the number (Admin, Property settings).")),
        >= HttpStatusCode.InternalServerError => Failed(SourceAnswers.Refusal(response, now)),
        HttpStatusCode.BadRequest => new(SourceProblem.Unexpected, new SourceWords(
            $"Google Analytics не розуміє запиту{Said(error)}.",
            $"Google Analytics does not understand the request{Said(error)}.")),
        _ => SourceAnswers.Refusal(response, now),
    };

    private static SourceException Failed(SourceException refusal) =>
        refusal is { Words: { } words } && !(refusal.RetryAfter > Trouble) ? new(refusal.Problem, words) { RetryAfter = Trouble } : refusal;

    private static SourceException RateLimited(HttpResponseMessage response, GoogleError? error, DateTimeOffset now)
    {
        var said = error?.Message ?? "";
        var rest = said.Contains("concurrent", StringComparison.OrdinalIgnoreCase) ? Busy
            : said.Contains("per day", StringComparison.OrdinalIgnoreCase) ? PacificTime.UntilMidnight(now)
            : TimeSpan.FromHours(1);
        return new(SourceProblem.RateLimited, new SourceWords(
            $"Квоту ресурсу вичерпано{Said(error)}.",
            $"The property's quota is used up{Said(error)}."))
        { RetryAfter = SourceAnswers.Refusal(response, now).RetryAfter ?? rest };
    }

    private static string Said(GoogleError? error) => error?.Message is { Length: > 0 } said ? $" ({(said.Length > 200 ? said[..200] : said).TrimEnd('.')})" : "";
}

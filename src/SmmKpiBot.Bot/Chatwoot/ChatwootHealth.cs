using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Chatwoot;

/// <summary>What is wrong with an inbox, for whoever asks how things are.</summary>
internal static class ChatwootHealth
{
    /// <summary>For /status: one line.</summary>
    public static string Line(ChatwootInbox inbox, TimeZoneInfo zone, Language language)
    {
        var local = TimeZoneInfo.ConvertTime(inbox.Since, zone);
        var since = DateText.Day(LocalDay.Of(inbox.Since, zone), language) + local.ToString(" HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        var why = (Problem(inbox.Problem) switch
        {
            SourceProblem.Unauthorized => new Words("токен не діє, під’єднайте акаунт іще раз", "the token is refused, connect the account again"),
            SourceProblem.Forbidden => new Words("власник токена не бачить цих розмов", "the token’s owner may not see these conversations"),
            SourceProblem.RateLimited => new Words("сервер просить звертатися рідше", "the server asks for fewer calls"),
            SourceProblem.Transient => new Words("сервер не відповідає", "the server does not answer"),
            _ => new Words("відповідь сервера незрозуміла", "the server’s answer is not understood"),
        }).In(language);
        return "⚠️ " + NetworkNames.Account(inbox.Account.FullName, language) + new Words(" не оновлюється з ", " has not been read since ").In(language) + since + ": " + why;
    }

    /// <summary>For doctor: what to do.</summary>
    public static string Advice(string? problem) => Problem(problem) switch
    {
        SourceProblem.Unauthorized => "The token is refused, or cannot be read: account connect with a new one.",
        SourceProblem.Forbidden => "The token's owner may not read the conversations: let an administrator or an agent of the inbox make the token.",
        SourceProblem.RateLimited => "The server asks for fewer calls: raise Networks:Chatwoot:ReadEvery.",
        SourceProblem.Transient => "The server does not answer; it is asked again.",
        SourceProblem.NotAllowed => "The server's address is not one of the open Internet.",
        _ => "The server's answer is not understood; the log says which.",
    };

    private static SourceProblem Problem(string? name) => Enum.TryParse<SourceProblem>(name, out var problem) ? problem : SourceProblem.Unexpected;
}

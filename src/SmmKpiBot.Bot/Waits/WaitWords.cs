using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Waits;

/// <summary>Waits in words: who, where, how long, against what promise.</summary>
internal static class WaitWords
{
    public static Noun Customer { get; } = new("клієнт чекає", "клієнти чекають", "клієнтів чекають", "customer waits", "customers wait");

    public static Words Over { get; } = new("Це очікування вже завершене.", "This wait is already over.");

    public static string Mark(WaitingCustomer wait, DateTimeOffset now) => wait.DueAt <= now ? "🔴" : wait.NudgeAt <= now ? "🟡" : wait.DueAt is null ? "⚪" : "🟢";

    public static TimeSpan Age(DateTimeOffset beganAt, DateTimeOffset until, Client client) => WaitPromise.Age(beganAt, until, WorkingClock.Of(client));

    /// <summary>Ages of less than a minute are told as such: seconds would be old when they are read.</summary>
    public static string Duration(TimeSpan time, Language language) => time < TimeSpan.FromMinutes(1)
        ? new Words("менше хвилини", "under a minute").In(language)
        : DurationText.Of(TimeSpan.FromMinutes(Math.Floor(time.TotalMinutes)), language);

    /// <summary>«чекає 31 хв», or that the client itself is slow.</summary>
    public static string Waits(TimeSpan age, Client client, Language language)
    {
        var length = Duration(age, language);
        return client.AnsweredBy == AnsweringSide.Client
            ? new Words($"клієнт не відповідає {length}", $"unanswered by the client for {length}").In(language)
            : new Words($"чекає {length}", $"waiting for {length}").In(language);
    }

    /// <summary>«Instagram», and that it is a comment.</summary>
    public static string Place(string account, MessageKind kind, Language language) => kind == MessageKind.Comment
        ? NetworkNames.NetworkOf(account) + new Words(", коментар", ", comment").In(language)
        : NetworkNames.NetworkOf(account);

    /// <summary>«Норма 30 хв робочого часу минула о 10:40»; null where nothing is promised.</summary>
    public static string? Promise(Client client, MessageKind kind, bool isFirst, DateTimeOffset? dueAt, DateTimeOffset now, Language language)
    {
        if (dueAt is not { } due || client.AnswerTargets.For(kind, isFirst) is not { } target)
            return null;
        var length = DurationText.Of(target, language);
        var at = Moment(due, now, client.TimeZone, language);
        var (clockUk, clockEn) = client.Hours is null ? ("", "") : (" робочого часу", " of working time");
        return due <= now
            ? new Words($"Норма {length}{clockUk} минула {at}", $"The target of {length}{clockEn} passed {at}").In(language)
            : new Words($"Норма {length}{clockUk} мине {at}", $"The target of {length}{clockEn} passes {at}").In(language);
    }

    /// <summary>«о 10:40», with the day where it is another one.</summary>
    public static string Moment(DateTimeOffset at, DateTimeOffset now, TimeZoneInfo zone, Language language)
    {
        var day = LocalDay.Of(at, zone);
        var time = DateText.Time(at, zone);
        return day == LocalDay.Of(now, zone)
            ? new Words($"о {time}", $"at {time}").In(language)
            : new Words($"{DateText.Day(day, language)} о {time}", $"on {DateText.Day(day, language)} at {time}").In(language);
    }

    /// <summary>The customer's first words and the way to the message; nothing where neither is known.</summary>
    public static TelegramHtml Said(WaitingCustomer wait, Language language)
    {
        var html = new TelegramHtml();
        if (wait.Words is { Length: > 0 } words)
            html.Text(new Words("«", "“").In(language)).Text(CustomerWords.Shown(words)).Text(new Words("»", "”").In(language));
        if (Uri.TryCreate(wait.Link, UriKind.Absolute, out var link))
        {
            if (!html.IsEmpty)
                html.Text(" · ");
            html.Link(new Words("відкрити розмову", "open the conversation").In(language), link);
        }

        return html;
    }

    public static string Taken(string name, Language language) => new Words($"Відповідає {name}", $"Taken by {name}").In(language);
}

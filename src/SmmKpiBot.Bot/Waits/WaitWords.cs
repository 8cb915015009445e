using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Waits;

/// <summary>Waits in words: who, where, how long, against what promise.</summary>
internal static class WaitWords
{
    public static Noun Customer { get; } = new("звернення чекає", "звернення чекають", "звернень чекають", "customer waits", "customers wait");

    /// <summary>Why the figures may count waits where the list has none.</summary>
    public static Words OnlyLive { get; } = new("Розмови з файлів видно лише в цифрах.", "Conversations from files are seen in figures only.");

    /// <summary>«Чекають на відповідь: 80, з них понад норму 75».</summary>
    public static string Counted(WaitingCount count, Language language)
    {
        var (all, late) = (NumberText.Count(count.All, language), NumberText.Count(count.Late, language));
        return new Words("Чекають на відповідь: ", "Waiting for an answer: ").In(language) + all + (count.Late switch
        {
            0 => new Words("", ""),
            1 when count.All == 1 => new(", понад норму", ", late"),
            _ when count.Late == count.All => new(", усі понад норму", ", all of them late"),
            _ => new Words($", з них понад норму {late}", $", {late} of them late"),
        }).In(language);
    }

    /// <summary>What the list leaves out.</summary>
    public static string HowCounted(Language language)
    {
        var oldest = Plural.Count(WaitPromise.DaysThatCount, Nouns.Day, language);
        return new Words($"За останні {oldest}, як і в показниках", $"Of the last {oldest}, as in the figures").In(language);
    }

    /// <summary>«з 12 листопада», where it did not begin today: of working time alone nobody sees how long ago that was.</summary>
    public static string? SinceDay(DateTimeOffset beganAt, DateTimeOffset now, TimeZoneInfo zone, Language language)
    {
        var day = LocalDay.Of(beganAt, zone);
        return day == LocalDay.Of(now, zone) ? null : new Words("з", "since").In(language) + Typography.NoBreakSpace + DateText.Day(day, language);
    }

    public static Words Over { get; } = new("Це звернення вже закрито. Хто чекає зараз: /waiting", "This one is closed already. Who waits now: /waiting");

    public static string Mark(WaitingCustomer wait, DateTimeOffset now) => wait.DueAt <= now ? "🔴" : wait.NudgeAt <= now ? "🟡" : wait.DueAt is null ? "⚪" : "🟢";

    public static TimeSpan Age(DateTimeOffset beganAt, DateTimeOffset until, Client client) => WaitPromise.Age(beganAt, until, WorkingClock.Of(client));

    /// <summary>
    /// The length of a wait, by the clock that the client’s answers are measured by: working time is called so, each time, and told in hours, for a day of it is no day.
    /// <c>52 год робочого часу</c>.
    /// </summary>
    public static string Length(TimeSpan time, Client client, Language language)
    {
        if (client.Hours is null || time < TimeSpan.FromMinutes(1))
            return Duration(time, language);

        var length = DurationText.OfWork(TimeSpan.FromMinutes(Math.Floor(time.TotalMinutes)), language);
        return new Words($"{length} робочого часу", $"{length} of working time").In(language);
    }

    /// <summary>Ages of less than a minute are told as such: seconds would be old when they are read.</summary>
    public static string Duration(TimeSpan time, Language language) => time < TimeSpan.FromMinutes(1)
        ? new Words("менше хвилини", "under a minute").In(language)
        : DurationText.Of(TimeSpan.FromMinutes(Math.Floor(time.TotalMinutes)), language);

    /// <summary>«чекає 31 хв», or that the client itself is slow.</summary>
    public static string Waits(TimeSpan age, Client client, Language language)
    {
        var length = Length(age, client, language);
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
        var length = Length(target, client, language);
        var at = Moment(due, now, client.TimeZone, language);
        return due <= now
            ? new Words($"Норма {length} минула {at}", $"The target of {length} passed {at}").In(language)
            : new Words($"Норма {length} мине {at}", $"The target of {length} passes {at}").In(language);
    }

    /// <summary>Of people at accounts that were disconnected: whether somebody answered them is not known.</summary>
    public static string Unknown(int count, Language language) => new Words(
        $"Акаунт відключено, відповідей бот не побачить: {NumberText.Count(count, language)}",
        $"The account was disconnected, the bot sees no answers: {NumberText.Count(count, language)}").In(language);

    /// <summary>«Нагадаю о 10:40».</summary>
    public static string Reminds(DateTimeOffset at, DateTimeOffset now, TimeZoneInfo zone, Language language)
    {
        var moment = Moment(at, now, zone, language);
        return new Words($"Нагадаю {moment}", $"I will remind you {moment}").In(language);
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

    /// <summary>The customer's first words, or what came instead of words, and the way to the message; where it has no address, the place to look for it.</summary>
    public static TelegramHtml Said(WaitingCustomer wait, Language language)
    {
        var html = Said(wait.Words, wait.Link, wait.Media, language);
        if (Uri.TryCreate(wait.Link, UriKind.Absolute, out _) || Where(wait.Account, wait.Kind, language) is not { } where)
            return html;
        return html.IsEmpty ? html.Text(where) : html.Text(" · ").Text(where);
    }

    /// <summary>The customer's first words, or what came instead of words, and the way to the message; nothing where nothing is known.</summary>
    public static TelegramHtml Said(string? words, string? link, MessageMedia? media, Language language)
    {
        var html = new TelegramHtml();
        if (words is { Length: > 0 })
            html.Text(Typography.Quoted(CustomerWords.Shown(words), language));
        else if (media is { } what)
            html.Text(MediaText.Of(what, language));
        if (Uri.TryCreate(link, UriKind.Absolute, out var address))
        {
            if (!html.IsEmpty)
                html.Text(" · ");
            html.Link(new Words("відкрити розмову", "open the conversation").In(language), address);
        }

        return html;
    }

    /// <summary>Where a message without an address is found. Who wrote it is not said: of customers no names are kept.</summary>
    private static string? Where(string account, MessageKind kind, Language language)
    {
        if (account.Split('/', 2) is not [var network, var name])
            return null;
        Words? where = (network, kind) switch
        {
            ("facebook" or "instagram", MessageKind.Comment) => new("у коментарях", "in the comments of"),
            ("facebook", _) => new("у Messenger сторінки", "in Messenger of the page"),
            ("instagram", _) => new("у Direct акаунта", "in Direct of"),
            ("telegram", MessageKind.Message) => new("у чатах Telegram", "in the Telegram chats of"),
            _ => null,
        };
        return where is { } words ? $"{words.In(language)} {Typography.Quoted(name, language)}" : null;
    }

    public static string Taken(string name, Language language) => new Words($"Відповідає {name}", $"Taken by {name}").In(language);
}

using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Waits;

/// <summary>A wait that a chat is told of, with what is known of it now.</summary>
/// <param name="Row">What was told.</param>
/// <param name="Wait">Null once it has ended.</param>
internal sealed record ToldWait(NoticeRow Row, WaitingCustomer? Wait);

/// <summary>The one message that follows a wait through its life, or several waits that came due together.</summary>
internal static class NoticeText
{
    private const int MostInGroup = 10;

    internal static readonly Noun Message = new("звернення", "звернення", "звернень", "customer", "customers");

    public static TelegramHtml Of(IReadOnlyList<ToldWait> waits, Client client, DateTimeOffset now, string? passedOn, Language language) =>
        waits is [var one] ? One(one, client, now, passedOn, language) : Several(waits, client, now, language);

    private static TelegramHtml One(ToldWait told, Client client, DateTimeOffset now, string? passedOn, Language language)
    {
        var (row, wait) = told;
        var where = $"{client.Name} · {WaitWords.Place(row.Account, row.MessageKind, language)}: ";
        if (wait is null)
        {
            var ended = new TelegramHtml().Text(Mark(row, now) + " ").Bold(where + Ending(row, client, language));
            return Join(" · ", Target(row, client, language), EndedBy(row, client, language)) is { Length: > 0 } line ? ended.Line().Text(line) : ended;
        }

        var html = new TelegramHtml().Text(Mark(row, now) + " ").Bold(where + WaitWords.Waits(WaitWords.Age(wait.BeganAt, now, client), client, language));
        if (WaitWords.Said(wait, language) is { IsEmpty: false } said)
            html.Line().Append(said);
        var promise = WaitWords.Promise(client, row.MessageKind, row.FirstOfEpisode != 0, row.Due, now, language);
        if (Join(", ", promise, Nudged(row, client, now, language)) is { Length: > 0 } line2)
            html.Line().Text(line2);
        if (passedOn is not null)
            html.Line().Text(passedOn);
        if (UnixMicros.ToInstant(row.RemindAt) is { } remindAt)
            html.Line().Italic(WaitWords.Reminds(remindAt, now, client.TimeZone, language));
        return wait.TakenBy is { } name ? html.Line().Append(Taker(name, wait.TakenByUser, language)) : html;
    }

    private static TelegramHtml Several(IReadOnlyList<ToldWait> waits, Client client, DateTimeOffset now, Language language)
    {
        var open = waits.Where(told => told.Wait is not null).ToList();
        var unknown = waits.Count(told => told.Row.HowItEnded == WaitOutcome.Disconnected);
        var done = waits.Count - open.Count - unknown;
        if (open.Count + done == 0)
            return new TelegramHtml().Text("⚪ ").Bold($"{client.Name}: {Typography.Small(WaitWords.Unknown(unknown, language))}");
        if (open.Count == 0)
        {
            return Unknown(
                new TelegramHtml().Text("✅ ").Bold(client.Name + new Words($": більше ніхто не чекає (було {Plural.Count(done, Message, language)})", $": nobody waits any more (of {Plural.Count(done, Message, language)})").In(language)),
                unknown,
                language);
        }

        var mark = open.Exists(told => told.Row.Due <= now) ? "🔴" : "🟡";
        var html = new TelegramHtml().Text(mark + " ").Bold($"{client.Name}: " + Unanswered(open.Count, client, language));
        foreach (var (row, wait) in open.Take(MostInGroup))
        {
            html.Line().Text($"{Mark(row, now)} {WaitWords.Length(WaitWords.Age(row.Began, now, client), client, language)} · {WaitWords.Place(row.Account, row.MessageKind, language)}");
            if (wait is not null && WaitWords.Said(wait, language) is { IsEmpty: false } said)
                html.Text(" · ").Append(said);
            if (wait?.TakenBy is { } name)
                html.Text(" · ").Append(Taker(name, wait.TakenByUser, language));
        }

        if (open.Count > MostInGroup)
            html.Line().Text(new Words($"…і ще {NumberText.Count(open.Count - MostInGroup, language)}", $"…and {NumberText.Count(open.Count - MostInGroup, language)} more").In(language));
        if (done > 0)
            html.Line().Text(new Words($"Уже не чекають: {NumberText.Count(done, language)}", $"No longer waiting: {NumberText.Count(done, language)}").In(language));
        if (UnixMicros.ToInstant(open.Min(told => told.Row.RemindAt)) is { } remindAt)
            html.Line().Italic(WaitWords.Reminds(remindAt, now, client.TimeZone, language));
        return Unknown(html, unknown, language);
    }

    private static TelegramHtml Unknown(TelegramHtml html, int count, Language language) => count > 0 ? html.Line().Text("⚪ " + WaitWords.Unknown(count, language)) : html;

    private static string Unanswered(int count, Client client, Language language)
    {
        var counted = Plural.Count(count, Message, language);
        return client.AnsweredBy == AnsweringSide.Client
            ? new Words($"клієнт не відповів на {counted}", $"the client has not answered {counted}").In(language)
            : new Words($"{counted} без відповіді", $"{counted} waiting for an answer").In(language);
    }

    private static string Mark(NoticeRow row, DateTimeOffset now) => row.HowItEnded switch
    {
        WaitOutcome.Answered or WaitOutcome.Elsewhere => "✅",
        WaitOutcome.NeedsNoAnswer or WaitOutcome.Reaction => "☑️",
        WaitOutcome.Withdrawn or WaitOutcome.Disconnected => "⚪",
        _ => row.Due <= now ? "🔴" : "🟡",
    };

    private static string Ending(NoticeRow row, Client client, Language language)
    {
        var length = WaitWords.Length(WaitWords.Age(row.Began, UnixMicros.ToInstant(row.EndedAt) ?? row.Began, client), client, language);
        return (row.HowItEnded switch
        {
            WaitOutcome.Answered when client.AnsweredBy == AnsweringSide.Client => new Words($"клієнт відповів за {length}", $"the client answered after {length}"),
            WaitOutcome.Answered => new Words($"відповіли за {length}", $"answered after {length}"),
            WaitOutcome.Elsewhere => new Words($"відповіли деінде за {length}", $"answered elsewhere after {length}"),
            WaitOutcome.NeedsNoAnswer => new Words("відповідь не потрібна", "needs no answer"),
            WaitOutcome.Reaction => new Words("відповіли реакцією", "answered by a reaction"),
            WaitOutcome.Disconnected => new Words("акаунт відключено, відповіді бот не побачить", "the account was disconnected, the bot sees no answer"),
            _ => new Words("відповідати вже нема на що", "there is nothing to answer any more"),
        }).In(language);
    }

    /// <summary>«Марко (клієнт)», where both sides answer and the figures do not tell them apart.</summary>
    private static string? EndedBy(NoticeRow row, Client client, Language language)
    {
        Words? side = (client.AnsweredBy, (Answerer)row.EndedBySide) switch
        {
            (AnsweringSide.Both, Answerer.Client) => new("клієнт", "the client"),
            (AnsweringSide.Both, Answerer.Agency) => new("агенція", "the agency"),
            _ => null,
        };
        return side is not { } words ? row.EndedBy : row.EndedBy is { } name ? $"{name} ({words.In(language)})" : words.In(language);
    }

    private static string? Target(NoticeRow row, Client client, Language language) =>
        row.HowItEnded is WaitOutcome.Answered or WaitOutcome.Elsewhere && client.AnswerTargets.For(row.MessageKind, row.FirstOfEpisode != 0) is { } target
            ? new Words($"норма {WaitWords.Length(target, client, language)}", $"target {WaitWords.Length(target, client, language)}").In(language)
            : null;

    /// <summary>«нагадали о 10:34», once it is late.</summary>
    private static string? Nudged(NoticeRow row, Client client, DateTimeOffset now, Language language)
    {
        if (UnixMicros.ToInstant(row.NudgedAt) is not { } at || at >= row.Due || row.Due > now)
            return null;
        var moment = WaitWords.Moment(at, now, client.TimeZone, language);
        return new Words($"нагадали {moment}", $"reminded {moment}").In(language);
    }

    private static TelegramHtml Taker(string name, long? userId, Language language)
    {
        var html = new TelegramHtml().Text(new Words("Відповідає ", "Taken by ").In(language));
        return userId is { } id ? html.Mention(name, id) : html.Text(name);
    }

    private static string Join(string separator, params string?[] parts) => string.Join(separator, parts.Where(part => !string.IsNullOrEmpty(part)));
}

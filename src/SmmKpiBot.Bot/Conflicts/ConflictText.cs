using System.Globalization;
using SmmKpiBot.Bot.Waits;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Conflicts;

/// <summary>Conflicts in words: where, since when, who takes care of it, what came of it.</summary>
internal static class ConflictText
{
    private const int MostNotes = 5;

    /// <summary>No duration worth a word.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);

    public static Words Gone { get; } = new("Такого конфлікту вже немає.", "This conflict is gone.");

    public static Words Other { get; } = new(
        "У цій розмові вже є інший відкритий конфлікт. Спершу вирішіть його.",
        "This conversation has another open conflict already. Resolve that one first.");

    /// <summary>How a conflict comes into the ledger.</summary>
    public static Words Doors { get; } = new(
        "Щоб відкрити конфлікт, дайте відповідь /conflict на повідомлення, перешліть його мені в особисті або напишіть: /conflict клієнт, що сталося. У /waiting для цього є кнопка.",
        "To open a conflict, reply /conflict to a message, forward it to me in private, or write: /conflict client, what happened. /waiting has a button for it.");

    /// <summary>Why the figures may count conflicts where the list has none.</summary>
    public static Words OnlyLedger { get; } = new("Конфлікти з файлів рахуються лише в цифрах.", "Conflicts from files count in figures only.");

    /// <summary>All that is known of one conflict.</summary>
    public static TelegramHtml One(ConflictCase conflict, Client client, DateTimeOffset now, Language language)
    {
        var number = conflict.Id.ToString(CultureInfo.InvariantCulture);
        var html = new TelegramHtml().Text(Mark(conflict) + " ").Bold(new Words($"Конфлікт {number} · {client.Name}", $"Conflict {number} · {client.Name}").In(language))
            .Line().Text(Status(conflict, client, now, language));
        if (Said(conflict, language) is { IsEmpty: false } said)
            html.Line().Append(said);
        html.Line().Text(Care(conflict, language));
        if (conflict.Rating is { } rating)
            html.Line().Text(Rating(rating, language));
        if (Asked(conflict, client, language) is { } asked)
            html.Line().Text(asked);
        return Notes(html, conflict, client, language);
    }

    /// <summary>One entry of a list.</summary>
    public static TelegramHtml Entry(ConflictCase conflict, Client client, bool withClient, DateTimeOffset now, Language language)
    {
        var html = new TelegramHtml().Text(Mark(conflict) + " ").Bold(WaitWords.Duration(Lasted(conflict, now), language)).Text(withClient ? $" · {client.Name}" : "");
        if (Place(conflict) is { } place)
            html.Text($" · {place}");
        html.Text(" · ").Text(DateText.Instant(conflict.OpenedAt, client.TimeZone, language));
        if (Said(conflict, language) is { IsEmpty: false } said)
            html.Line().Append(said);
        html.Line().Italic(Care(conflict, language));
        if (conflict.Rating is { } rating)
            html.Italic(" · " + Typography.Small(Rating(rating, language)));
        return html;
    }

    /// <summary>«середня оцінка 4,2 (5 оцінок)»; null where nobody gave one.</summary>
    public static string? Average(decimal? average, int count, Language language)
    {
        if (average is not { } value || count == 0)
            return null;
        var mean = NumberText.Number(value, 1, language);
        var ratings = Plural.Count(count, new Noun("оцінка", "оцінки", "оцінок", "rating", "ratings"), language);
        return new Words($"Середня оцінка {mean} з 5 ({ratings})", $"Average rating {mean} of 5 ({ratings})").In(language);
    }

    public static string Mark(ConflictCase conflict) => conflict.IsOpen ? "🔴" : "✅";

    private static TelegramHtml Said(ConflictCase conflict, Language language) => WaitWords.Said(conflict.Words, conflict.Link, conflict.Media, language);

    /// <summary>Null for a conflict that nobody said the network of.</summary>
    private static string? Place(ConflictCase conflict) => conflict.Account is { } account && !NetworkNames.IsLedger(account) ? NetworkNames.NetworkOf(account) : null;

    private static string Status(ConflictCase conflict, Client client, DateTimeOffset now, Language language)
    {
        var lasted = Lasted(conflict, now);
        var length = WaitWords.Duration(lasted, language);
        var since = DateText.Instant(conflict.OpenedAt, client.TimeZone, language);
        var place = Place(conflict) is { } network ? $" · {network}" : "";
        var words = (conflict.ResolvedAt, lasted < Moment) switch
        {
            (null, true) => new Words($"Щойно відкрито, {since}{place}", $"Opened just now, on {since}{place}"),
            (null, false) => new Words($"Не вирішено вже {length}, відкрито {since}{place}", $"Unresolved for {length}, opened on {since}{place}"),
            ({ } at, var quick) => new Words(
                $"Вирішено {DateText.Instant(at, client.TimeZone, language)}, {(quick ? "менш ніж за хвилину" : "за " + length)}{place}",
                $"Resolved on {DateText.Instant(at, client.TimeZone, language)}, in {length}{place}"),
        };
        return words.In(language);
    }

    private static TimeSpan Lasted(ConflictCase conflict, DateTimeOffset now) => (conflict.ResolvedAt ?? now) - conflict.OpenedAt;

    private static string Care(ConflictCase conflict, Language language)
    {
        if (conflict.Owner?.Name is { } owner)
            return new Words($"Займається: {owner}", $"Taken by {owner}").In(language);
        return (conflict.IsOpen ? new Words("Ніхто ще не взяв", "Nobody has taken it yet") : new Words("Ніхто не брав", "Nobody had taken it")).In(language);
    }

    private static string Rating(ConflictEvent rating, Language language)
    {
        var value = NumberText.Count(rating.Value.GetValueOrDefault(), language);
        return rating.UserId is null
            ? new Words($"Оцінка: {value} з 5, від самої людини", $"Rating: {value} of 5, by the customer").In(language)
            : new Words($"Оцінка: {value} з 5", $"Rating: {value} of 5").In(language);
    }

    /// <summary>That the customer was asked and has not answered, or could not be asked.</summary>
    private static string? Asked(ConflictCase conflict, Client client, Language language)
    {
        if (conflict.Question is { } question)
        {
            var when = DateText.Instant(question.At, client.TimeZone, language);
            var by = question.Name ?? "—";
            return conflict.Awaits(question.Id) ? new Words($"Людину попросили оцінити {when} ({by}), відповіді ще немає", $"The customer was asked for a rating on {when} ({by}), no answer yet").In(language) : null;
        }

        return conflict.Events is [.., { Kind: ConflictEventKind.RatingNotAsked }] ? new Words("Попросити людину про оцінку не вдалося", "The customer could not be asked for a rating").In(language) : null;
    }

    private static TelegramHtml Notes(TelegramHtml html, ConflictCase conflict, Client client, Language language)
    {
        var notes = conflict.Notes.ToList();
        if (notes.Count == 0)
            return html;
        html.Line().Line().Text(new Words("Нотатки:", "Notes:").In(language));
        if (notes.Count > MostNotes)
            html.Line().Italic(new Words("…і давніші", "…and older ones").In(language));
        foreach (var note in notes.TakeLast(MostNotes))
            html.Line().Text($"• {DateText.Instant(note.At, client.TimeZone, language)}, {note.Name ?? "—"}: ").Text(note.Text ?? "");
        return html;
    }
}

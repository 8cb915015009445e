using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Conflicts.Buttons;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Kpis;

/// <summary>The conflicts behind the figures of a period, one by one. Clients see counts only.</summary>
internal sealed class ConflictsAction(KpiReports reports, Database database) : IButtonAction
{
    public const string Name = "kpi.conflicts";

    private const int Most = 20;

    private readonly KpiReports _reports = reports;
    private readonly Database _database = database;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => false;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        if (turn.Client is not { } client || button.Argument is not { } period)
        {
            return;
        }

        var set = await _reports.ReadAsync(new DigestQuestion(client, PeriodRef.Parse(period), Reader.Staff, turn.Language).Query, cancellationToken);
        var (start, end) = (LocalDay.Start(set.Period.From, client.TimeZone), LocalDay.Start(set.Period.To.AddDays(1), client.TimeZone));
        var counted = set.Facts.Conflicts.Where(conflict => conflict.OpenedAt < end && (conflict.ResolvedAt is null || conflict.ResolvedAt >= start))
            .OrderBy(conflict => conflict.OpenedAt).ThenBy(conflict => conflict.Conversation, StringComparer.Ordinal).ToList();
        var ratings = await ConflictCases.LatestRatingsAsync(_database, client.Id, cancellationToken);
        turn.Reply(Text(set, counted, ratings, start, end, turn.Language), Numbers(turn, counted, client.Id), client.Id);
    }

    private static TelegramHtml Text(FactSet set, List<Conflict> counted, IReadOnlyDictionary<long, int> ratings, DateTimeOffset start, DateTimeOffset end, Language language)
    {
        var client = set.Client;
        var html = new TelegramHtml().Bold(new Words("Конфлікти", "Conflicts").In(language) + $" · {client.Name} · {DateText.Range(set.Period, language)}");
        if (counted.Count == 0)
        {
            return html.Line().Text(new Words("За цей період конфліктів немає.", "There are no conflicts in this period.").In(language));
        }

        var opened = NumberText.Count(counted.Count(conflict => conflict.OpenedAt >= start), language);
        var resolved = NumberText.Count(counted.Count(conflict => conflict.ResolvedAt < end), language);
        var open = NumberText.Count(counted.Count(conflict => !(conflict.ResolvedAt < end)), language);
        html.Line().Text(new Words($"Нових {opened}, вирішено {resolved}, невирішених на кінець періоду {open}", $"Opened {opened}, resolved {resolved}, still open at the end {open}").In(language)).Line();
        var accounts = set.Facts.Accounts.ToDictionary(account => account.Id, account => account.FullName);
        for (var at = 0; at < Math.Min(counted.Count, Most); at++)
        {
            var conflict = counted[at];
            var isResolved = conflict.ResolvedAt < end;
            var from = DateText.Instant(conflict.OpenedAt, client.TimeZone, language);
            var to = isResolved
                ? new Words("вирішено за ", "resolved in ").In(language) + DurationText.Of(conflict.ResolvedAt.GetValueOrDefault() - conflict.OpenedAt, language)
                : new Words("не вирішено", "unresolved").In(language);
            html.Line().Text($"{Number(at + 1)}. {(isResolved ? "✅" : "🔴")} {from}: {to} · {NetworkNames.Account(accounts[conflict.AccountId], language)}{Rating(conflict, ratings, language)}");
        }

        var left = NumberText.Count(counted.Count - Most, language);
        return counted.Count <= Most ? html : html.Line().Line().Text(new Words($"…і ще {left}", $"…and {left} more").In(language));
    }

    private static string Rating(Conflict conflict, IReadOnlyDictionary<long, int> ratings, Language language) =>
        ConflictCases.IdOf(conflict) is { } id && ratings.TryGetValue(id, out var rating) ? new Words($" · оцінка {rating} з 5", $" · rated {rating} of 5").In(language) : "";

    /// <summary>Imported conflicts are only known by their times.</summary>
    private static Keyboard Numbers(Turn turn, List<Conflict> counted, long clientId)
    {
        var known = counted.Take(Most).Select((conflict, at) => (Number: at + 1, Id: ConflictCases.IdOf(conflict))).Where(one => one.Id is not null);
        return turn.NewKeyboard().Numbers(ConflictOneAction.Name, [.. known.Select(one => new NumberedEntry(one.Number, clientId, Number(one.Id!.Value)))]);
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

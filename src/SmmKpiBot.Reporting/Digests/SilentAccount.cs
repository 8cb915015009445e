using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>A source that has told nothing since some day.</summary>
/// <param name="Account"><c>network/name</c>.</param>
/// <param name="Since">The first day without anything.</param>
public sealed record SilentAccount(string Account, DateOnly Since)
{
    private const int DaysOfAWeek = 7;

    private static readonly Words[] SinceWeekday =
    [
        new("з неділі", "since Sunday"), new("з понеділка", "since Monday"), new("з вівторка", "since Tuesday"), new("із середи", "since Wednesday"),
        new("з четверга", "since Thursday"), new("з п’ятниці", "since Friday"), new("із суботи", "since Saturday"),
    ];

    /// <summary>The client has others in that network, which may tell: then it is named.</summary>
    public bool IsOneOfSeveral { get; init; }

    /// <summary>The account that fell silent first before the end of the period, of those that ever told anything and nobody disconnected by then; null when all told something of its last day.</summary>
    internal static SilentAccount? Of(FactSet facts)
    {
        var last = facts.Facts.Spans.Concat(facts.Facts.EarlierSpans).GroupBy(span => span.AccountId).ToDictionary(group => group.Key, group => group.Max(span => span.ToDay));
        var index = FactIndex.Of(facts);
        return facts.Facts.Accounts.Where(account => !account.IsLedger && !(index.EndsOn(account.Id) <= facts.Period.To) && last.TryGetValue(account.Id, out var day) && day < facts.Period.To)
            .Select(account => new SilentAccount(account.FullName, last[account.Id].AddDays(1)) { IsOneOfSeveral = facts.Facts.Accounts.Count(other => other.Network == account.Network && last.ContainsKey(other.Id)) > 1 })
            .OrderBy(silent => silent.Since).FirstOrDefault();
    }

    /// <summary><c>від Instagram немає цифр з вівторка</c>, or <c>від Instagram «acme»</c>; of a day more than a week before the period's end its date.</summary>
    internal string Line(DateOnly end, Language language)
    {
        var since = end.DayNumber - Since.DayNumber < DaysOfAWeek
            ? SinceWeekday[(int)Since.DayOfWeek].In(language)
            : new Words("з ", "since ").In(language) + DateText.Day(Since, language);
        var network = IsOneOfSeveral ? NetworkNames.Account(Account, language) : NetworkNames.NetworkOf(Account);
        return new Words($"від {network} немає цифр {since}", $"no figures from {network} {since}").In(language);
    }
}

using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>A source that has told nothing since some day.</summary>
/// <param name="Account"><c>network/name</c>.</param>
/// <param name="Since">The first day without anything.</param>
public sealed record SilentAccount(string Account, DateOnly Since)
{
    private const int DaysOfAWeek = 7;

    /// <summary>An account that has told nothing for longer than a quarter is no source of these days any more.</summary>
    private const int LongestSilence = 92;

    private static readonly Words[] SinceWeekday =
    [
        new("з неділі", "since Sunday"), new("з понеділка", "since Monday"), new("з вівторка", "since Tuesday"), new("із середи", "since Wednesday"),
        new("з четверга", "since Thursday"), new("з п’ятниці", "since Friday"), new("із суботи", "since Saturday"),
    ];

    /// <summary>The client has others in that network, which may tell: then it is named.</summary>
    public bool IsOneOfSeveral { get; init; }

    /// <summary>
    /// The account that fell silent first before the end of the period, of those that told something of the days that are read; where all of those tell to the end, the one
    /// that fell silent last, a quarter ago at most. None that somebody disconnected by then; null when all told something of the last day.
    /// </summary>
    internal static SilentAccount? Of(FactSet facts)
    {
        var last = facts.Facts.Spans.Concat(facts.Facts.EarlierSpans).GroupBy(span => span.AccountId).ToDictionary(group => group.Key, group => group.Max(span => span.ToDay));
        var recent = facts.Facts.Spans.Select(span => span.AccountId).ToHashSet();
        var index = FactIndex.Of(facts);
        var silent = facts.Facts.Accounts.Where(account => !account.IsLedger && !(index.EndsOn(account.Id) <= facts.Period.To) && last.TryGetValue(account.Id, out var day) && day < facts.Period.To).ToLookup(account => recent.Contains(account.Id));
        var named = silent[true].MinBy(account => last[account.Id])
            ?? silent[false].Where(account => facts.Period.To.DayNumber - last[account.Id].DayNumber <= LongestSilence).MaxBy(account => last[account.Id]);
        return named is null
            ? null
            : new SilentAccount(named.FullName, last[named.Id].AddDays(1)) { IsOneOfSeveral = facts.Facts.Accounts.Count(other => other.Network == named.Network && last.ContainsKey(other.Id)) > 1 };
    }

    /// <summary><c>від Instagram немає цифр з вівторка</c>, or <c>від Instagram «acme»</c>; of a day more than a week before the period's end its date.</summary>
    internal string Line(DateOnly end, Language language)
    {
        var since = end.DayNumber - Since.DayNumber < DaysOfAWeek
            ? SinceWeekday[(int)Since.DayOfWeek].In(language)
            : new Words("з ", "since ").In(language) + (Since.Year == end.Year ? DateText.Day(Since, language) : DateText.DayAndYear(Since, language));
        var network = IsOneOfSeveral ? NetworkNames.Account(Account, language) : NetworkNames.NetworkOf(Account);
        return new Words($"від {network} немає цифр {since}", $"no figures from {network} {since}").In(language);
    }
}

using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Kpis;

/// <summary>How a client stands, in one line: the reasons to look at it, and how much they weigh.</summary>
/// <param name="Holds">How long it is right while facts and keys stay the same.</param>
internal sealed record ClientStanding(Client Client, double Weight, string Reasons, ClockSpan Holds)
{
    /// <summary>An account whose figures end earlier than that many days before today is named.</summary>
    public const int DaysUntilStale = 2;

    private const double WaitingWeight = 0.1;
    private const double ConflictWeight = 0.3;
    private const double StaleWeight = 0.5;

    private static readonly Noun Waiting = new("чекає", "чекають", "чекають", "waiting", "waiting");
    private static readonly Noun OpenConflicts = new("невирішений конфлікт", "невирішені конфлікти", "невирішених конфліктів", "open conflict", "open conflicts");

    public static ClientStanding Of(FactSet facts, Language language)
    {
        var report = KpiCatalogue.Compute(facts);
        var reasons = new List<(double Weight, string Text)>();
        AddHero(reasons, HeroChoice.Of(report), language);
        AddCount(reasons, report["feedback.waiting"], WaitingWeight, Waiting, language);
        AddCount(reasons, report["conflicts.open"], ConflictWeight, OpenConflicts, language);
        AddStale(reasons, facts, language);
        var texts = reasons.OrderByDescending(reason => reason.Weight).Select(reason => reason.Text).ToList();
        var fine = new Words("усе гаразд", "all is well").In(language);
        return new ClientStanding(facts.Client, reasons.Sum(reason => reason.Weight), texts.Count == 0 ? fine : string.Join(", ", texts), ClockSpan.Of(facts));
    }

    private static void AddHero(List<(double Weight, string Text)> reasons, KpiResult hero, Language language)
    {
        if (hero.Value is not { } value)
        {
            reasons.Add((1, new Words("немає цифр для мети", "no figures for the goal").In(language)));
        }
        else if (KpiText.PlanOf(hero) is > 0 and var plan && hero.Definition.Better != Better.Down)
        {
            var done = value / plan;
            reasons.Add(((double)Math.Max(0, 1 - done) * 2, new Words("план ", "plan ").In(language) + NumberText.WholePercent(done, language)));
        }
        else if (hero.Verdict == Verdict.Worse && KpiText.Change(hero, language) is { } change)
        {
            var fall = Math.Min(1, Math.Abs((double)(hero.ChangeRatio ?? 0)));
            reasons.Add((fall, $"{Typography.Small(hero.Definition.Title.In(language))} {change}"));
        }
    }

    private static void AddCount(List<(double Weight, string Text)> reasons, KpiResult kpi, double weight, Noun what, Language language)
    {
        if (kpi.Value is > 0 and var count)
        {
            reasons.Add(((double)count * weight, Plural.Count(count, what, language)));
        }
    }

    private static void AddStale(List<(double Weight, string Text)> reasons, FactSet facts, Language language)
    {
        // Nothing after the period was read, so nothing after it is missed.
        var today = LocalDay.Of(facts.AsOf, facts.Client.TimeZone);
        var missedAfter = facts.Period.To < today.AddDays(-DaysUntilStale) ? facts.Period.To : today.AddDays(-DaysUntilStale);
        foreach (var account in facts.Facts.Accounts.Where(account => !account.IsLedger && !facts.Facts.Disconnected.ContainsKey(account.Id)))
        {
            var spans = facts.Facts.Spans.Where(span => span.AccountId == account.Id).ToList();
            if (spans.Count > 0 && spans.Max(span => span.ToDay) is var last && last < missedAfter)
            {
                reasons.Add((StaleWeight, NetworkNames.Network(account.Network) + new Words(" лише до ", " only until ").In(language) + Until(last, today, language)));
            }
        }
    }

    private static string Until(DateOnly last, DateOnly today, Language language) => DateText.Day(last, language) + (today.DayNumber - last.DayNumber < 7
        ? $" ({DateText.Weekday(last.DayOfWeek, language)})"
        : string.Empty);
}

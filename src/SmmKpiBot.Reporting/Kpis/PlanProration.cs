using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>A monthly or quarterly plan, for the days of a period.</summary>
internal static class PlanProration
{
    /// <summary>The client's plan of a KPI for a scope; money only in the currency the client plans in.</summary>
    public static decimal? Of(KpiDefinition definition, KpiScope scope)
    {
        var plan = scope.Client.Plans.FirstOrDefault(plan => plan.KpiKey == definition.Key);
        if (plan is null || (definition.Unit == KpiUnit.Money && scope.Currency is not null && scope.Client.Currency is { } planned && scope.Currency != planned))
        {
            return null;
        }

        return definition.Additive ? Prorated(plan, scope.Window) : plan.Value;
    }

    /// <summary>As people read it: a part of a month's plan of followers or visits is whole ones, the next that reach it (or, of a limit, the last that keep it).</summary>
    public static decimal Whole(KpiDefinition definition, decimal plan) => definition is not { Unit: KpiUnit.Count, Additive: true } ? plan
        : definition.Better == Better.Down ? decimal.Floor(plan)
        : decimal.Ceiling(plan);

    /// <summary>Every day carries its share of its own month or quarter; whole months carry the whole plan exactly.</summary>
    public static decimal Prorated(Plan plan, Period period)
    {
        decimal sum = 0;
        for (var unit = UnitOf(plan, period.From); unit.First <= period.To; unit = UnitOf(plan, unit.Last.AddDays(1)))
        {
            var first = unit.First > period.From ? unit.First : period.From;
            var last = unit.Last < period.To ? unit.Last : period.To;
            sum += plan.Value * (last.DayNumber - first.DayNumber + 1) / (unit.Last.DayNumber - unit.First.DayNumber + 1);
        }

        return sum;
    }

    private static CalendarUnit UnitOf(Plan plan, DateOnly day) => plan.Per == PlanUnit.Quarter ? CalendarUnit.Quarter(day) : CalendarUnit.Month(day);
}

using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.Alerts.Building;

/// <summary>Makes checks of what people chose.</summary>
internal static class RuleChecks
{
    /// <summary>A new rule with this check: what is a hard limit, or an account that somebody must see to, is told at once.</summary>
    public static AlertRule New(AlertCheck check)
    {
        var atOnce = check is TokenCheck or SourceCheck { Fault: not SourceFault.Error } or BudgetPaceCheck { WholeMonth: true };
        return new() { Id = "", Check = check, FireAfter = atOnce ? 1 : 2, ClearAfter = atOnce || check is SourceCheck ? 1 : 2 };
    }

    /// <param name="kind">A kind with a KPI.</param>
    /// <param name="kpi">The KPI.</param>
    /// <param name="threshold">In the unit of the KPI, a share, or standard deviations.</param>
    public static AlertCheck OfKpi(RuleKind kind, string kpi, decimal threshold)
    {
        var lessIsBetter = KpiCatalogue.Find(kpi)?.Better == Better.Down;
        return kind switch
        {
            RuleKind.Below => new KpiValueCheck { Kpi = kpi, Side = AlertSide.Below, Fire = threshold },
            RuleKind.Above => new KpiValueCheck { Kpi = kpi, Side = AlertSide.Above, Fire = threshold },
            RuleKind.Falls => new KpiChangeCheck { Kpi = kpi, Side = AlertSide.Below, Fire = threshold },
            RuleKind.Rises => new KpiChangeCheck { Kpi = kpi, Side = AlertSide.Above, Fire = threshold },
            RuleKind.Unusual => new KpiMedianCheck { Kpi = kpi, Side = lessIsBetter ? AlertSide.Above : AlertSide.Below, Fire = threshold },
            _ => new PlanPaceCheck { Kpi = kpi, Fire = lessIsBetter ? 1 + threshold : 1 - threshold },
        };
    }

    /// <summary>The check with what was chosen for another one of the same kind: its period, its least data, its budget.</summary>
    public static AlertCheck Like(AlertCheck check, AlertCheck? other) => (check, other) switch
    {
        (KpiMedianCheck made, KpiMedianCheck median) => made with { WindowDays = median.WindowDays, Samples = median.Samples, MinimumSamples = median.MinimumSamples, Currency = median.Currency },
        (KpiChangeCheck made, KpiChangeCheck change) => made with { WindowDays = change.WindowDays, MinimumEvents = change.MinimumEvents, Currency = change.Currency },
        (KpiValueCheck made, KpiValueCheck value) => made with { WindowDays = value.WindowDays, Currency = value.Currency },
        (PlanPaceCheck made, PlanPaceCheck plan) => made with { FromDay = plan.FromDay },
        (SlowAnswersCheck made, SlowAnswersCheck answers) => made with { WindowDays = answers.WindowDays, MinimumWaits = answers.MinimumWaits },
        (BudgetPaceCheck made, BudgetPaceCheck budget) => made with { MonthlyBudget = budget.MonthlyBudget, Currency = budget.Currency, FromDay = budget.FromDay },
        _ => check,
    };

    /// <summary>Null for checks without a period of days.</summary>
    public static int? Window(AlertCheck check) => check switch
    {
        KpiCheck kpi => kpi.WindowDays,
        SlowAnswersCheck answers => answers.WindowDays,
        _ => null,
    };

    public static AlertCheck WithWindow(AlertCheck check, int days) => check switch
    {
        KpiCheck kpi => kpi with { WindowDays = days },
        SlowAnswersCheck answers => answers with { WindowDays = days },
        _ => check,
    };

    /// <summary>Null for checks that ask for no least amount of data.</summary>
    public static int? Minimum(AlertCheck check) => check switch
    {
        KpiMedianCheck median => median.MinimumSamples,
        SlowAnswersCheck answers => answers.MinimumWaits,
        _ => null,
    };

    public static AlertCheck WithMinimum(AlertCheck check, int minimum) => check switch
    {
        KpiMedianCheck median => median with { MinimumSamples = minimum, Samples = Math.Max(median.Samples, minimum) },
        SlowAnswersCheck answers => answers with { MinimumWaits = minimum },
        _ => check,
    };
}

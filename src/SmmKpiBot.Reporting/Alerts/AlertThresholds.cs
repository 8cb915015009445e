using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Alerts;

/// <summary>Where thresholds lie that a rule leaves to us: 10 % of the one that fires on its good side, 0.5 σ for a rule of deviations.</summary>
internal static class AlertThresholds
{
    private const decimal Hysteresis = 0.1m;
    private const decimal SigmaHysteresis = 0.5m;

    public static decimal Clear(decimal fire, decimal? clear, AlertSide side) =>
        clear ?? (side == AlertSide.Above ? fire - (Hysteresis * Math.Abs(fire)) : fire + (Hysteresis * Math.Abs(fire)));

    public static decimal Clear(KpiMedianCheck check) => check.Band == MedianBand.Sigma
        ? check.Clear ?? Math.Max(0, check.Fire - SigmaHysteresis)
        : Clear(check.Fire, check.Clear, AlertSide.Above);

    /// <summary>Behind the plan is bad, but for KPIs where less is better it is ahead of it.</summary>
    public static AlertSide SideOfPlan(PlanPaceCheck check) => KpiCatalogue.Find(check.Kpi)?.Better == Better.Down ? AlertSide.Above : AlertSide.Below;
}

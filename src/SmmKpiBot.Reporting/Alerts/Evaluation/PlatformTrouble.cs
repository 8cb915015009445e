using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Alerts.Evaluation;

/// <summary>How one network's accounts fare, over all clients.</summary>
/// <param name="Network">Its key.</param>
/// <param name="Accounts">Accounts that are collected.</param>
/// <param name="Failing">Those of them with an open alert of failing collection or of lost access, unless it is of this account only.</param>
public sealed record PlatformHealth(string Network, int Accounts, int Failing);

/// <summary>Many accounts of a network fail, or lose their access, at once: then the network is told of, not each account.</summary>
public static class PlatformTrouble
{
    public static AlertSubject Subject(AlertRule rule, string network) => new(rule.Id, 0, null, AlertMetrics.Platform, network);

    /// <param name="rule">A rule with a <see cref="PlatformCheck"/>.</param>
    /// <param name="health">The network.</param>
    /// <param name="state">The state of <see cref="Subject"/>.</param>
    /// <param name="now">Now.</param>
    public static AlertInput Input(AlertRule rule, PlatformHealth health, AlertState state, DateTimeOffset now)
    {
        var check = (PlatformCheck)rule.Check;
        var many = health.Failing >= check.MinimumAccounts && health.Accounts > 0;
        var share = many ? (decimal)health.Failing / health.Accounts : 0;
        var figures = new AlertFigures(share, check.Share, check.Share, AlertSide.Above, KpiUnit.Rate)
        {
            Figure = health.Failing,
            Baseline = health.Accounts,
            IsShare = true,
            FigureUnit = KpiUnit.Count,
        };
        return ClockPoint.Of(state, figures, rule.Severity, now) with { Accounts = [health.Network + "/*"] };
    }
}

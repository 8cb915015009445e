using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>The KPI a digest begins with: that of the client's main goal.</summary>
public static class HeroChoice
{
    /// <summary>The hero and what stands in for it where it has no figure, in that order.</summary>
    public static IReadOnlyList<string> Keys(Goal goal) => goal switch
    {
        Goal.Sales => ["quality.purchases", "quality.conversions"],
        Goal.Traffic => ["traffic.sessions"],
        Goal.Awareness => ["reach.views"],
        Goal.Community => ["engagement.total"],
        Goal.Support => ["feedback.working_median", "feedback.response_median"],
        _ => throw new ArgumentOutOfRangeException(nameof(goal), goal, "Not a goal."),
    };

    /// <summary>The hero of a report; without a value when the goal is not measured.</summary>
    public static KpiResult Of(KpiReport report)
    {
        var keys = Keys(report.Client.Goal);
        return keys.Select(key => report[key]).FirstOrDefault(kpi => kpi.Value is not null) ?? report[keys[0]];
    }
}

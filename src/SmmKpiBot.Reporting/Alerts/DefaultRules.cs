namespace SmmKpiBot.Reporting.Alerts;

/// <summary>
/// The rules every client begins with: few, patient, each about something somebody would act on. Why these: docs/decisions, "The alert engine".
/// </summary>
public static class DefaultRules
{
    public static IReadOnlyList<AlertRule> All { get; } =
    [
        Rule("default.views", AlertSeverity.Warning, new KpiChangeCheck { Kpi = "reach.views", Fire = 0.4m }),
        Rule("default.sessions", AlertSeverity.Warning, new KpiChangeCheck { Kpi = "traffic.sessions", Fire = 0.4m }),
        Rule("default.engagement", AlertSeverity.Warning, new KpiMedianCheck { Kpi = "engagement.total", Fire = 3 }),
        Rule("default.followers", AlertSeverity.Warning, new KpiValueCheck { Kpi = "followers.growth_rate", Fire = -0.02m, Clear = -0.01m }),
        Rule("default.conversions", AlertSeverity.Warning, new KpiChangeCheck { Kpi = "quality.conversions", Fire = 0.5m }),
        Rule("default.answers", AlertSeverity.Warning, new SlowAnswersCheck { Fire = 0.25m }),
        Rule("default.budget-pace", AlertSeverity.Warning, new BudgetPaceCheck { Fire = 1.2m }),
        Rule("default.budget-spent", AlertSeverity.Critical, new BudgetPaceCheck { Fire = 1, Clear = 1, WholeMonth = true }) with { FireAfter = 1, ClearAfter = 1 },
        Rule("collector.nodata", AlertSeverity.Warning, new SourceCheck { Fault = SourceFault.NoData }) with { FireAfter = 1, ClearAfter = 1 },
        Rule("collector.error", AlertSeverity.Warning, new SourceCheck { Fault = SourceFault.Error }) with { ClearAfter = 1 },
        Rule("collector.access", AlertSeverity.Warning, new SourceCheck { Fault = SourceFault.Access }) with { FireAfter = 1, ClearAfter = 1 },
        Rule("collector.throttled", AlertSeverity.Warning, new SourceCheck { Fault = SourceFault.Throttled }) with { FireAfter = 1, ClearAfter = 1 },
        Rule("collector.platform", AlertSeverity.Critical, new PlatformCheck()) with { FireAfter = 1, ClearAfter = 1 },
        Rule("collector.token", AlertSeverity.Warning, new TokenCheck()) with { FireAfter = 1, ClearAfter = 1 },
    ];

    private static AlertRule Rule(string id, AlertSeverity severity, AlertCheck check) => new() { Id = id, Severity = severity, Check = check };
}

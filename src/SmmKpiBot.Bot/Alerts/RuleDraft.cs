using System.Text.Json;
using System.Text.Json.Serialization;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>How a rule compares, as people choose it.</summary>
internal enum RuleKind
{
    Below,
    Above,
    Falls,
    Rises,
    Unusual,
    Plan,
}

/// <summary>A rule that is being put together, step by step; it travels in the buttons.</summary>
internal sealed record RuleDraft
{
    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    public KpiFamily? Family { get; init; }

    public string? Kpi { get; init; }

    public RuleKind? Kind { get; init; }

    /// <summary>In the unit of the kind: of the KPI, a share, or standard deviations.</summary>
    public decimal? Threshold { get; init; }

    public int? Days { get; init; }

    public bool Critical { get; init; }

    /// <summary>The last step: keep it.</summary>
    public bool Save { get; init; }

    /// <summary>For all clients.</summary>
    public bool All { get; init; }

    public string Write() => JsonSerializer.Serialize(this, Options);

    /// <summary>An empty draft where the text is none.</summary>
    public static RuleDraft Read(string? text)
    {
        try
        {
            return text is { Length: > 0 } ? JsonSerializer.Deserialize<RuleDraft>(text, Options) ?? new() : new();
        }
        catch (JsonException)
        {
            return new();
        }
    }

    /// <summary>The rule; null while something is missing.</summary>
    public AlertRule? ToRule(string id, long? clientId) => Kpi is { } kpi && Kind is { } kind && Threshold is { } threshold
        ? new()
        {
            Id = id,
            ClientId = clientId,
            Severity = Critical ? AlertSeverity.Critical : AlertSeverity.Warning,
            Check = Check(kpi, kind, threshold),
            FireAfter = Days ?? 2,
            ClearAfter = Days ?? 2,
        }
        : null;

    private static AlertCheck Check(string kpi, RuleKind kind, decimal threshold) => kind switch
    {
        RuleKind.Below => new KpiValueCheck { Kpi = kpi, Side = AlertSide.Below, Fire = threshold },
        RuleKind.Above => new KpiValueCheck { Kpi = kpi, Side = AlertSide.Above, Fire = threshold },
        RuleKind.Falls => new KpiChangeCheck { Kpi = kpi, Side = AlertSide.Below, Fire = threshold },
        RuleKind.Rises => new KpiChangeCheck { Kpi = kpi, Side = AlertSide.Above, Fire = threshold },
        RuleKind.Unusual => new KpiMedianCheck { Kpi = kpi, Side = KpiCatalogue.Find(kpi)?.Better == Better.Down ? AlertSide.Above : AlertSide.Below, Fire = threshold },
        _ => new PlanPaceCheck { Kpi = kpi, Fire = KpiCatalogue.Find(kpi)?.Better == Better.Down ? 1 + threshold : 1 - threshold },
    };
}

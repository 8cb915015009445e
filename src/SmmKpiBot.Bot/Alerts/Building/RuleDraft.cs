using System.Text.Json;
using System.Text.Json.Serialization;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.Alerts.Building;

/// <summary>A part of a rule that is asked for by itself.</summary>
internal enum RulePart
{
    None,
    Threshold,
    Window,
    Patience,

    /// <summary>How much must be known before anything is told: earlier periods of a median, waits of slow answers.</summary>
    Minimum,
    Budget,
}

/// <summary>A rule that is being put together or changed, step by step; it travels in the buttons.</summary>
internal sealed record RuleDraft
{
    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    public RuleKind? Kind { get; init; }

    public string? Kpi { get; init; }

    /// <summary>All families of figures are offered, not only the usual figures.</summary>
    public bool Families { get; init; }

    public KpiFamily? Family { get; init; }

    /// <summary>Everything of the rule, once it has a threshold.</summary>
    public string? Spec { get; init; }

    /// <summary>The stored rule that is changed.</summary>
    public string? Id { get; init; }

    /// <summary>The version of it that was looked at; null in buttons of before it was kept there.</summary>
    public long? Version { get; init; }

    /// <summary>What is asked for now; none: the rule is shown as a whole.</summary>
    public RulePart Part { get; init; }

    /// <summary>The last step: keep it.</summary>
    public bool Save { get; init; }

    /// <summary>For all clients.</summary>
    public bool All { get; init; }

    /// <summary>The question before, or the rule as a whole; null at the first question, and where the rule is shown or kept.</summary>
    [JsonIgnore]
    public RuleDraft? Before => this switch
    {
        { Kind: null } or { Save: true } or { Spec: not null, Part: RulePart.None } => null,
        { Spec: not null } => this with { Part = RulePart.None },
        { Kpi: not null } => this with { Kpi = null, Part = RulePart.None },
        { Family: not null } => this with { Family = null },
        { Families: true } => this with { Families = false },
        _ => new(),
    };

    /// <summary>The change of a stored rule.</summary>
    public static RuleDraft Of(AlertRule rule) => new RuleDraft { Kind = RuleKinds.Of(rule.Check), Kpi = RuleKinds.KpiOf(rule.Check), Id = rule.Id, Version = rule.Version }.With(rule);

    public RuleDraft With(AlertRule rule) => this with { Spec = AlertRuleSpec.Write(rule), Part = RulePart.None };

    /// <summary>The rule so far, of the client or (null) of all; null while it has no threshold.</summary>
    /// <exception cref="AlertRuleException">The button is of another version of the bot.</exception>
    public AlertRule? Rule(string id, long? clientId) => Spec is null ? null : AlertRuleSpec.ReadUnchecked(id, clientId, Spec);

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
}

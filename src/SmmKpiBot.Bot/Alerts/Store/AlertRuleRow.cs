using SmmKpiBot.Reporting.Alerts;

namespace SmmKpiBot.Bot.Alerts.Store;

/// <summary>A rule as it is stored.</summary>
internal sealed record AlertRuleRow
{
    public string Id { get; init; } = "";

    public long? ClientId { get; init; }

    public string? Replaces { get; init; }

    public long Enabled { get; init; }

    public long Version { get; init; }

    public string Spec { get; init; } = "";

    public string? Author { get; init; }

    public long Deleted { get; init; }

    public AlertRule ToRule() => AlertRuleSpec.Read(Id, ClientId, Spec) with { Replaces = Replaces, Enabled = Enabled != 0, Version = Version };
}

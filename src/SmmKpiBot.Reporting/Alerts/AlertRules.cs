namespace SmmKpiBot.Reporting.Alerts;

/// <summary>Which rules hold for a client.</summary>
public static class AlertRules
{
    /// <summary>The enabled ones for all clients and for this one; a general rule gives way to the client's own that replaces it, be that one switched off.</summary>
    public static IReadOnlyList<AlertRule> Effective(IReadOnlyList<AlertRule> rules, long clientId)
    {
        var replaced = rules.Where(rule => rule.ClientId == clientId && rule.Replaces is not null).Select(rule => rule.Replaces).ToHashSet();
        return [.. rules.Where(rule => rule.Enabled && (rule.ClientId == clientId || (rule.ClientId is null && !replaced.Contains(rule.Id))))];
    }

    /// <summary>A rule that watches the same accounts for the same fault, so that both would tell of each trouble; null where there is none. One that is switched off watches nothing.</summary>
    public static AlertRule? TwinOf(IReadOnlyList<AlertRule> rules, AlertRule rule)
    {
        var beside = rule.ClientId is { } clientId ? Effective(rules, clientId) : rules.Where(one => one.Enabled);
        return rule.Family == AlertFamily.Sources ? beside.FirstOrDefault(one => one.Id != rule.Id && one.Id != rule.Replaces && one.Check == rule.Check) : null;
    }
}

namespace SmmKpiBot.Reporting.Alerts;

/// <summary>Which rules hold for a client, and which of them get into each other's way.</summary>
public static class AlertRules
{
    /// <summary>The enabled ones for all clients and for this one; a general rule gives way to the client's own that replaces it, be that one switched off.</summary>
    public static IReadOnlyList<AlertRule> Effective(IReadOnlyList<AlertRule> rules, long clientId)
    {
        var replaced = rules.Where(rule => rule.ClientId == clientId && rule.Replaces is not null).Select(rule => rule.Replaces).ToHashSet();
        return [.. rules.Where(rule => rule.Enabled && (rule.ClientId == clientId || (rule.ClientId is null && !replaced.Contains(rule.Id))))];
    }

    /// <summary>
    /// A rule that watches the same accounts for the same trouble, so that both would tell of it; null where there is none. One that is switched off watches nothing.
    /// </summary>
    /// <param name="rules">Those that hold.</param>
    /// <param name="rule">The one that is to be kept: a new one, or what one of them is to become.</param>
    public static AlertRule? TwinOf(IReadOnlyList<AlertRule> rules, AlertRule rule) => rule is { Enabled: true, Family: AlertFamily.Sources }
        ? rules.FirstOrDefault(one => one.Enabled && one.Id != rule.Id && one.Id != rule.Replaces && one.Replaces != rule.Id && IsSameTrouble(one.Check, rule.Check) && Meet(rules, one, rule))
        : null;

    /// <summary>What is to be kept so that a rule is on or off for one client, or (null) for all; null where it is so already.</summary>
    /// <param name="rules">Those that hold.</param>
    /// <param name="rule">One of them.</param>
    /// <param name="clientId">For whom.</param>
    /// <param name="on">On or off.</param>
    /// <param name="newId">Id of the client's own rule, where it needs one in the stead of a general one.</param>
    public static AlertRule? Switched(IReadOnlyList<AlertRule> rules, AlertRule rule, long? clientId, bool on, string newId)
    {
        var own = rules.FirstOrDefault(one => one.ClientId == clientId && (one.Id == rule.Id || one.Replaces == rule.Id)) ?? rule with { Id = newId, ClientId = clientId, Replaces = rule.Id };
        return own.Enabled == on ? null : own with { Enabled = on };
    }

    /// <summary>What a rule becomes when it is taken away: the built-in one, or the general one that it stands in for; null: nothing.</summary>
    public static AlertRule? Behind(IReadOnlyList<AlertRule> rules, AlertRule rule)
    {
        if (DefaultRules.All.FirstOrDefault(builtIn => builtIn.Id == rule.Id) is { } builtIn)
            return builtIn;
        return rules.FirstOrDefault(one => one.Id == rule.Replaces) is { } general ? general with { Id = rule.Id, ClientId = rule.ClientId, Replaces = general.Id } : null;
    }

    /// <summary>However early the end of an access is told, it is told once; a network's failing as well.</summary>
    private static bool IsSameTrouble(AlertCheck one, AlertCheck other) => (one, other) switch
    {
        (SourceCheck source, SourceCheck like) => source.Fault == like.Fault,
        _ => one.GetType() == other.GetType(),
    };

    /// <summary>There is a client for whom both hold.</summary>
    private static bool Meet(IReadOnlyList<AlertRule> rules, AlertRule one, AlertRule other) => (one.ClientId, other.ClientId) switch
    {
        (null, { } client) => !IsReplaced(rules, one, client),
        ({ } client, null) => !IsReplaced(rules, other, client),
        var (of, like) => of == like,
    };

    private static bool IsReplaced(IReadOnlyList<AlertRule> rules, AlertRule general, long clientId) => rules.Any(rule => rule.ClientId == clientId && rule.Replaces == general.Id);
}

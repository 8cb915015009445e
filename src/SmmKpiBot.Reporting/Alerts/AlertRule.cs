namespace SmmKpiBot.Reporting.Alerts;

/// <summary>How much an alert matters. Critical ones pass quiet hours.</summary>
public enum AlertSeverity
{
    Info,
    Warning,
    Critical,
}

/// <summary>What a rule is about; alerts of one client and family share a message.</summary>
public enum AlertFamily
{
    /// <summary>KPIs against a value, the previous period or their own median.</summary>
    Figures,
    Plan,
    Budget,
    Answers,

    /// <summary>Accounts that give no data or fail, and tokens about to expire.</summary>
    Sources,
}

/// <summary>Whose business an alert is.</summary>
public enum AlertAudience
{
    /// <summary>Staff chats that hear of the client.</summary>
    Staff,

    /// <summary>The chat of those who run the bot.</summary>
    Operator,

    /// <summary>Both: those who run the bot have to know, and the team of the client can act (give access anew, look at the page).</summary>
    StaffAndOperator,
}

/// <summary>What is watched, for whom, and how patiently. Stored as columns (id, client, enabled, version) and a spec (<c>AlertRuleSpec</c>).</summary>
public sealed record AlertRule
{
    /// <summary>A ULID, or the fixed name of a built-in rule (<c>default.…</c>, <c>collector.…</c>).</summary>
    public required string Id { get; init; }

    /// <summary>Null: for all clients.</summary>
    public long? ClientId { get; init; }

    /// <summary>The general rule that this client's own rule stands in for: switched off for one client = a disabled one that replaces it.</summary>
    public string? Replaces { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>Raised by the store with every change of the spec; states that began under another version are closed as changed.</summary>
    public long Version { get; init; } = 1;

    public AlertSeverity Severity { get; init; } = AlertSeverity.Warning;

    public required AlertCheck Check { get; init; }

    /// <summary>N: consecutive new settled points that must breach.</summary>
    public int FireAfter { get; init; } = 2;

    /// <summary>M: consecutive new settled points that must be clear.</summary>
    public int ClearAfter { get; init; } = 2;

    /// <summary>The breach must last that long too, by the clock.</summary>
    public TimeSpan For { get; init; }

    public AlertFamily Family => Check.Family;

    public AlertAudience Audience => Check switch
    {
        TokenCheck or SourceCheck { Fault: SourceFault.Access or SourceFault.NoData or SourceFault.Throttled } => AlertAudience.StaffAndOperator,
        { Family: AlertFamily.Sources } => AlertAudience.Operator,
        _ => AlertAudience.Staff,
    };
}

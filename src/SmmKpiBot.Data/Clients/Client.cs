namespace SmmKpiBot.Data.Clients;

/// <summary>A brand the agency works for, with every key of <c>client set</c> parsed.</summary>
public sealed record Client
{
    public required long Id { get; init; }

    /// <summary>Another one after every change of the client's keys, accounts or visible facts; it was read together with the keys.</summary>
    public long Version { get; init; }

    /// <summary>The name on the command line: lower-case Latin letters, digits and hyphens.</summary>
    public required string Slug { get; init; }

    /// <summary>The name people read.</summary>
    public required string Name { get; init; }

    /// <summary>Other names by which the client can be asked for.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Zone of the client's day: posts and messages fall into days of this zone.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>Language of what the client reads: <c>uk</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>ISO 4217 code the client's plans in money are in; null when never set.</summary>
    public string? Currency { get; init; }

    /// <summary>Money of other currencies is converted to <see cref="Currency"/> by dated rates, and every such figure says so.</summary>
    public bool ConvertsCurrency { get; init; }

    public Goal Goal { get; init; } = Goal.Sales;

    /// <summary>Working windows; null when the client has no hours, and then no working clock.</summary>
    public WorkingHours? Hours { get; init; }

    /// <summary>Days without working hours, in the client's zone.</summary>
    public IReadOnlySet<DateOnly> Holidays { get; init; } = new HashSet<DateOnly>();

    public AnswerTargets AnswerTargets { get; init; } = AnswerTargets.None;

    /// <summary>The part of the promised time after which the team is reminded of a wait; null: the agency's.</summary>
    public double? NudgeAt { get; init; }

    /// <summary>How many times the promised time passes before a wait is told on; null: the agency's.</summary>
    public double? EscalateAt { get; init; }

    /// <summary>The Telegram chat of a group or person of the team that is told then; null: the agency's.</summary>
    public long? EscalateTo { get; init; }

    /// <summary>Whose people answer customers.</summary>
    public AnsweringSide AnsweredBy { get; init; } = AnsweringSide.Agency;

    /// <summary>What needs no answer.</summary>
    public NoAnswerRules NoAnswer { get; init; } = NoAnswerRules.Default;

    /// <summary>Customers may be asked how a conflict with them was resolved, where their channel lets the bot write.</summary>
    public bool AskRating { get; init; } = true;

    public TopicRules Topics { get; init; } = TopicRules.None;

    public TargetAudience? Audience { get; init; }

    /// <summary>GA4 event name → kind of conversion (<c>purchase</c>, <c>signup</c>, <c>call_request</c>, <c>other</c>).</summary>
    public IReadOnlyDictionary<string, ConversionKind> Conversions { get; init; } = new Dictionary<string, ConversionKind>();

    public IReadOnlyList<Plan> Plans { get; init; } = [];

    /// <summary>When true nobody but staff and owner sees spend, CPF, CPC, CPM or ROAS of this client.</summary>
    public bool HideSpend { get; init; }

    /// <summary>The agency's naming rule for UTM tags of this client, as typed; null when never set.</summary>
    public string? UtmRule { get; init; }
}

/// <summary>What the work for a client is for; decides the hero of its digests.</summary>
public enum Goal
{
    Sales,
    Traffic,
    Awareness,
    Community,
    Support,
}

/// <summary>Whose people answer a client's customers.</summary>
public enum AnsweringSide
{
    Agency,
    Client,
    Both,
}

public enum ConversionKind
{
    Purchase,
    Signup,
    CallRequest,
    Other,
}

using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Access;

/// <summary>What a user may do.</summary>
internal enum Role
{
    Stranger,
    Client,
    Staff,
    Owner,
}

/// <summary>What a chat is for: it shows only that, whoever asks.</summary>
internal enum ChatPurpose
{
    Owner,
    Staff,
    Client,
}

/// <summary>A Telegram chat, or one topic of a forum, bound to the owner, the staff or a client.</summary>
internal sealed record BoundChat
{
    public required long Id { get; init; }

    public required long ChatId { get; init; }

    public int? ThreadId { get; init; }

    public required ChatPurpose Purpose { get; init; }

    /// <summary>The client of a client chat; the clients of a staff chat, empty = all.</summary>
    public IReadOnlyList<long> ClientIds { get; init; } = [];

    public required Language Language { get; init; }

    public string? Title { get; init; }

    /// <summary>False once the bot was blocked or kicked; back on by <c>my_chat_member</c> or <c>/start</c>.</summary>
    public bool Enabled { get; init; } = true;

    public DigestSchedule Schedule { get; init; } = DigestSchedule.WeeklyDefault;

    /// <summary>Does it hear what the team hears of this client? An owner's chat does, a client's own never.</summary>
    public bool IsTeamOf(long clientId) =>
        Purpose == ChatPurpose.Owner || (Purpose == ChatPurpose.Staff && (ClientIds.Count == 0 || ClientIds.Contains(clientId)));
}

/// <summary>How often a chat gets its digest.</summary>
internal enum DigestFrequency
{
    Off,
    Weekly,
    TwoWeekly,
    Monthly,
    Quarterly,
}

/// <summary>When a chat gets its digest, in the zone of the client. Monthly and quarterly ones come on the first such weekday of the period that follows.</summary>
internal sealed record DigestSchedule(DigestFrequency Frequency, DayOfWeek Day, TimeOnly At)
{
    public static DigestSchedule WeeklyDefault { get; } = new(DigestFrequency.Weekly, DayOfWeek.Monday, new TimeOnly(9, 0));

    public static DigestSchedule Off { get; } = new(DigestFrequency.Off, DayOfWeek.Monday, new TimeOnly(9, 0));
}

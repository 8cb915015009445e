using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Conversations;

/// <summary>A row of <c>conflict_case</c>.</summary>
internal sealed record ConflictCaseRow
{
    public long Id { get; init; }

    public long ClientId { get; init; }

    public long? AccountId { get; init; }

    public string? Network { get; init; }

    public string? Name { get; init; }

    public string? Conversation { get; init; }

    public string? MessageId { get; init; }

    public long OpenedAt { get; init; }

    public long? OpenedAfter { get; init; }

    public string? Words { get; init; }

    public string? Link { get; init; }

    public long? Media { get; init; }

    public ConflictCase ToCase(IEnumerable<ConflictEventRow> events) => new()
    {
        Id = Id,
        ClientId = ClientId,
        AccountId = AccountId,
        Account = Network is null ? null : $"{Network}/{Name}",
        Conversation = Conversation,
        MessageId = MessageId,
        OpenedAt = UnixMicros.ToInstant(OpenedAt),
        OpenedAfter = UnixMicros.ToInstant(OpenedAfter),
        Words = Words,
        Link = Link,
        Media = (MessageMedia?)Media,
        Events = [.. events.OrderBy(row => row.Id).Select(row => row.ToEvent())],
    };
}

/// <summary>A row of <c>conflict_event</c>.</summary>
internal sealed record ConflictEventRow
{
    public const string Columns = """
        e.id as Id, e.case_id as CaseId, e.kind as Kind, e.at as At, e.recorded_at as RecordedAt, e.user_id as UserId, e.name as Name, e.text as Text, e.value as Value
        """;

    public long Id { get; init; }

    public long CaseId { get; init; }

    public long Kind { get; init; }

    public long At { get; init; }

    public long RecordedAt { get; init; }

    public long? UserId { get; init; }

    public string? Name { get; init; }

    public string? Text { get; init; }

    public long? Value { get; init; }

    public ConflictEvent ToEvent() =>
        new() { Id = Id, Kind = (ConflictEventKind)Kind, At = UnixMicros.ToInstant(At), UserId = UserId, Name = Name, Text = Text, Value = (int?)Value };
}

namespace SmmKpiBot.Data.Facts.Tables;

/// <summary>A row of <c>conflict</c>.</summary>
internal sealed record ConflictRow : StoredRow
{
    public long AccountId { get; init; }

    public string Conversation { get; init; } = "";

    public long OpenedAt { get; init; }

    public long? ResolvedAt { get; init; }
}

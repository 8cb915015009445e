namespace SmmKpiBot.Data.Facts.Tables;

/// <summary>What a row says of its batch when it is read together with it.</summary>
internal abstract record StoredRow
{
    public long BatchId { get; init; }

    public long Origin { get; init; }

    public long ObservedAt { get; init; }

    public bool OfNetwork => Origin == (long)BatchOrigin.Network;
}

using SmmKpiBot.Data.Facts.Tables;

namespace SmmKpiBot.Data.Facts.Reading;

/// <summary>
/// Which cells of a row a network filled itself. Observations are folded oldest first: a filled cell replaces an older one, an empty one never
/// does, and an imported one does not replace a network's own. What the network takes back is not known any more.
/// </summary>
internal struct CellFold
{
    private uint _ofNetwork;

    /// <summary>True when the last observation filled a cell.</summary>
    public bool Took { get; set; }

    /// <summary>Oldest first; of equal instants the batch that was begun first.</summary>
    public static IEnumerable<T> Ordered<T>(IEnumerable<T> rows)
        where T : StoredRow => rows.OrderBy(row => row.ObservedAt).ThenBy(row => row.BatchId);

    /// <summary>An empty cell that takes back what the network told before.</summary>
    public T? TakeBack<T>(int cell, T? old)
    {
        _ofNetwork |= 1u << cell;
        Took |= old is not null;
        return default;
    }

    public T Take<T>(int cell, T old, T next, bool ofNetwork)
    {
        var bit = 1u << cell;
        if (next is null || ((_ofNetwork & bit) != 0 && !ofNetwork))
            return old;
        if (ofNetwork)
            _ofNetwork |= bit;
        Took = true;
        return next;
    }
}

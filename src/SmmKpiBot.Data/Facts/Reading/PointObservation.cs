namespace SmmKpiBot.Data.Facts.Reading;

/// <summary>One saying about one point.</summary>
internal readonly record struct PointObservation(long? Value, long SettlesAt, bool OfNetwork, long ObservedAt, long BatchId)
{
    /// <summary>A value before none, a network's own before an imported one, then the latest.</summary>
    public bool Beats(PointObservation other)
    {
        if (Value is null != other.Value is null)
            return Value is not null;
        if (OfNetwork != other.OfNetwork)
            return OfNetwork;
        return ObservedAt != other.ObservedAt ? ObservedAt > other.ObservedAt : BatchId > other.BatchId;
    }
}

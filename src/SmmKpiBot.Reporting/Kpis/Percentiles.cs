namespace SmmKpiBot.Reporting.Kpis;

/// <summary>Medians and percentiles of durations in seconds.</summary>
internal static class Percentiles
{
    /// <summary>Below so many values a percentile says nothing.</summary>
    public const int EnoughForPercentile = 5;

    /// <summary>The middle value; of an even count the mean of the middle two. Null of none.</summary>
    public static decimal? Median(IReadOnlyList<decimal> values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        var sorted = Sorted(values);
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>Nearest rank: the ⌈n·percent/100⌉-th of the sorted values; null below five.</summary>
    public static decimal? NearestRank(IReadOnlyList<decimal> values, int percent)
    {
        if (values.Count < EnoughForPercentile)
        {
            return null;
        }

        var rank = ((values.Count * percent) + 99) / 100;
        return Sorted(values)[rank - 1];
    }

    public static decimal? Average(IReadOnlyList<decimal> values) => values.Count == 0 ? null : values.Sum() / values.Count;

    private static decimal[] Sorted(IReadOnlyList<decimal> values)
    {
        decimal[] sorted = [.. values];
        Array.Sort(sorted);
        return sorted;
    }
}

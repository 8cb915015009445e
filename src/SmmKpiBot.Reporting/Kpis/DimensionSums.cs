namespace SmmKpiBot.Reporting.Kpis;

/// <summary>Numerators and denominators per dimension; never multiplied, the smallest share counts.</summary>
internal sealed class DimensionSums
{
    private readonly SortedDictionary<string, (decimal Above, decimal Below)> _sums = new(StringComparer.Ordinal);

    public bool IsEmpty => _sums.Count == 0;

    public void Add(string dimension, decimal above, decimal below)
    {
        var sum = _sums.GetValueOrDefault(dimension);
        _sums[dimension] = (sum.Above + above, sum.Below + below);
    }

    /// <summary>The smallest share of those with a positive denominator; all shares in the parts.</summary>
    public Figure Smallest(string numerator, string denominator)
    {
        var parts = _sums.ToDictionary(sum => sum.Key, sum => sum.Value.Below > 0 ? sum.Value.Above / sum.Value.Below : (decimal?)null);
        var smallest = parts.Where(part => part.Value is not null).OrderBy(part => part.Value).Select(part => part.Key).FirstOrDefault();
        if (smallest is null)
        {
            return new() { Parts = parts };
        }

        var (above, below) = _sums[smallest];
        return new()
        {
            Value = parts[smallest],
            Events = (long)below,
            Inputs = Figure.Named((numerator, above), (denominator, below)),
            Parts = parts,
        };
    }
}

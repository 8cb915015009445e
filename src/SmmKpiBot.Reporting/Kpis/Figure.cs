using SmmKpiBot.Data.Rates;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>What a formula makes of a scope.</summary>
internal sealed record Figure
{
    public decimal? Value { get; init; }

    /// <summary>How many events stand behind the value.</summary>
    public long? Events { get; init; }

    public IReadOnlyDictionary<string, decimal?> Inputs { get; init; } = new Dictionary<string, decimal?>();

    public IReadOnlyDictionary<string, decimal?> Parts { get; init; } = new Dictionary<string, decimal?>();

    public IReadOnlyList<Words> Notes { get; init; } = [];

    /// <summary>How the money behind it was converted, each day and currency once.</summary>
    public IReadOnlyList<Exchange> Exchanges { get; init; } = [];

    /// <summary>No figure, for this reason.</summary>
    public static Figure None(Words why) => new() { Notes = [why] };

    /// <summary>A count: it is its own number of events. Null = not known; the general reason is found by who asks.</summary>
    public static Figure Count(decimal? value, params (string Name, decimal? Value)[] inputs) => new()
    {
        Value = value,
        Events = value is null ? null : (long)Math.Abs(value.Value),
        Inputs = Named(inputs),
    };

    /// <summary>Sum over sum, of rows with both parts known; null without such rows or over 0.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="numerator">Name of the numerator in the inputs.</param>
    /// <param name="denominator">Name of the denominator in the inputs.</param>
    /// <param name="events">How many events stand behind it.</param>
    public static Figure Ratio(PairSums sums, string numerator, string denominator, decimal events)
    {
        if (sums.Rows == 0)
        {
            return new();
        }

        var inputs = Named((numerator, sums.Numerator), (denominator, sums.Denominator));
        return sums.Denominator == 0
            ? new() { Inputs = inputs, Notes = [KpiNotes.ZeroDenominator(denominator)] }
            : new() { Value = sums.Numerator / sums.Denominator, Events = (long)events, Inputs = inputs };
    }

    public Figure Noting(params Words[] notes) => this with { Notes = [.. Notes, .. notes] };

    public static IReadOnlyDictionary<string, decimal?> Named(params (string Name, decimal? Value)[] values)
    {
        var named = new Dictionary<string, decimal?>();
        foreach (var (name, value) in values)
        {
            named[name] = value;
        }

        return named;
    }
}

/// <summary>Two sums over the rows that know both cells.</summary>
internal readonly record struct PairSums(decimal Numerator, decimal Denominator, int Rows);

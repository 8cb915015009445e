using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>A metric as Meta answers it: values with the ends of their days, or one total of the window that was asked for.</summary>
internal sealed record InsightSeries
{
    public required string Name { get; init; }

    public string? Period { get; init; }

    public IReadOnlyList<InsightValue> Values { get; init; } = [];

    public InsightTotal? TotalValue { get; init; }

    /// <summary>What Meta answered of it was kept aside: nothing is known of it, not even that there is none.</summary>
    [JsonIgnore]
    public bool IsUnreadable { get; init; }

    // Known, and not needed.
    public JsonElement Title { get; init; }

    public JsonElement Description { get; init; }

    public JsonElement Id { get; init; }

    /// <summary>The single number of a lifetime metric, in either shape; null = none was told.</summary>
    public long? Single => TotalValue?.Value is { ValueKind: not JsonValueKind.Undefined } total ? InsightNumber.Of(total) : Values.Count == 0 ? null : InsightNumber.Of(Values[^1].Value);
}

internal sealed record InsightValue
{
    /// <summary>A number, or an object of them.</summary>
    public JsonElement Value { get; init; }

    public DateTimeOffset? EndTime { get; init; }
}

internal sealed record InsightTotal
{
    public JsonElement Value { get; init; }

    public IReadOnlyList<InsightBreakdown> Breakdowns { get; init; } = [];

    /// <summary>The number of one slice; null = Meta has no such slice, which is not 0.</summary>
    public long? Of(params IReadOnlyList<string> values) =>
        Breakdowns.SelectMany(breakdown => breakdown.Results).FirstOrDefault(result => result.DimensionValues.SequenceEqual(values)) is { } found ? InsightNumber.Of(found.Value) : null;
}

internal sealed record InsightBreakdown
{
    public IReadOnlyList<string> DimensionKeys { get; init; } = [];

    public IReadOnlyList<InsightResult> Results { get; init; } = [];
}

internal sealed record InsightResult
{
    public required IReadOnlyList<string> DimensionValues { get; init; }

    public JsonElement Value { get; init; }
}

internal static class InsightNumber
{
    /// <summary>A whole number, also where it is written as text or with a fraction; null for everything else.</summary>
    public static long? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var whole) => whole,
        JsonValueKind.Number when value.TryGetDecimal(out var number) && Math.Abs(number) < long.MaxValue => (long)Math.Round(number),
        JsonValueKind.String when long.TryParse(value.GetString(), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var text) => text,
        _ => null,
    };
}

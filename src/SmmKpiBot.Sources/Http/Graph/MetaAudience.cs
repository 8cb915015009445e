using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>Who follows: snapshots of today, because no day before is told.</summary>
internal static class MetaAudience
{
    private const string Unknown = "unknown";

    /// <summary>In the catalogue's words; null for what nothing is known of. Meta writes a city with its region, which targets have not.</summary>
    public static string? Dimension(string kind, string value) => kind switch
    {
        "country" => value.Length == 2 ? "country:" + value.ToUpperInvariant() : null,
        "city" => value.Split(',')[0].Trim() is { Length: > 0 } city ? "city:" + city : null,
        "gender" => "gender:" + Gender(value),
        "age" => "age:" + value,
        _ => null,
    };

    public static string GenderAndAge(string gender, string age) => $"gender:{Gender(gender)}|age:{age}";

    public static IReadOnlyList<MetricPoint> Points(GraphReading reading, IEnumerable<(string? Dimension, long? People)> shares) =>
    [
        .. shares.Where(share => share.Dimension is not null && share.People is not null)
            .GroupBy(share => share.Dimension!, share => share.People!.Value)
            .Select(group => reading.Point(MetricCatalogue.Audience, group.Key, reading.Today, group.Sum(), MetaDay.EndOf(reading.Today))),
    ];

    public static IReadOnlyList<ObservedSpan> Told(GraphReading reading, bool isAnswered) =>
        isAnswered ? [reading.Told(FactKind.OfMetric(MetricCatalogue.Audience), reading.Today, reading.Today)] : [];

    private static string Gender(string value) => value switch { "F" => "female", "M" => "male", _ => Unknown };
}

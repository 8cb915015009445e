using System.Globalization;
using System.Text.Json;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>All rows of a report, put together of its pages. Values stand at the place of their header, whatever the order of the request was.</summary>
internal sealed class ReportTable
{
    private readonly Dictionary<string, ReportRow> _rows = new(StringComparer.Ordinal);
    private readonly List<BadRecord> _bad = [];
    private readonly Dictionary<string, int> _unknownFields = [];

    /// <summary>Rows that came, whatever they were: where the next page begins.</summary>
    public int Received { get; private set; }

    public bool IsComplete { get; private set; }

    public ReportMetadata Metadata { get; private set; } = new();

    public IReadOnlyCollection<ReportRow> Rows => _rows.Values;

    public IReadOnlyList<BadRecord> Bad => _bad;

    /// <summary>Days of rows that could not be read; null for one without a readable day.</summary>
    public IReadOnlyList<DateOnly?> BadDays => _badDays;

    public IReadOnlyDictionary<string, int> UnknownFields => _unknownFields;

    private readonly List<DateOnly?> _badDays = [];
    private readonly HashSet<string> _metrics = [];

    /// <summary>What its columns are, also where it has no row.</summary>
    public IReadOnlySet<string> Metrics => _metrics;

    /// <exception cref="SourceException">Pages do not fit together.</exception>
    public void Add(ReportBody page)
    {
        Metadata = page.Metadata;
        Count("report", page.Unknown);
        Count("metadata", page.Metadata.Unknown);
        var dimensions = page.DimensionHeaders.Select(header => header.Name).ToList();
        var metrics = page.MetricHeaders.Select(header => header.Name).ToList();
        _metrics.UnionWith(metrics);
        foreach (var row in page.Rows)
            Add(row, dimensions, metrics);
        Received += page.Rows.Count;
        IsComplete = Received >= page.RowCount;
        if (!IsComplete && page.Rows.Count == 0)
            throw new SourceException(SourceProblem.Unexpected, $"The report ends after {Received} of {page.RowCount} rows.");
        if (IsComplete && _rows.Count + _bad.Count < page.RowCount)
            throw new SourceException(SourceProblem.Transient, "The report changed while its pages were read.");
    }

    private void Add(JsonElement row, List<string> dimensions, List<string> metrics)
    {
        if (Values(row, "dimensionValues", dimensions.Count) is not { } names || Values(row, "metricValues", metrics.Count) is not { } values)
        {
            Reject(row, null, "A row of the report has not the values its headers name.");
            return;
        }

        var read = new ReportRow(dimensions.Zip(names).ToDictionary(pair => pair.First, pair => pair.Second), []);
        foreach (var (metric, text) in metrics.Zip(values))
        {
            if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            {
                Reject(row, read.Day, $"A row of the report has a {metric} that is no number.");
                return;
            }

            read.Metrics[metric] = number;
        }

        _rows[string.Join('\u001f', names)] = read;
    }

    private void Reject(JsonElement row, DateOnly? day, string what)
    {
        _bad.Add(new(what, RedactedJson.Of(row)));
        _badDays.Add(day);
    }

    /// <summary>Null when they are not as many texts as there are headers. A report without dimensions has no such member.</summary>
    private static List<string>? Values(JsonElement row, string member, int count)
    {
        if (row.ValueKind != JsonValueKind.Object || !row.TryGetProperty(member, out var values))
            return count == 0 ? [] : null;
        if (values.ValueKind != JsonValueKind.Array || values.GetArrayLength() != count)
            return null;
        var texts = values.EnumerateArray().Select(Text).ToList();
        return texts.Contains(null) ? null : [.. texts.OfType<string>()];
    }

    /// <summary>An empty value is left out of the object.</summary>
    private static string? Text(JsonElement value) => value.ValueKind != JsonValueKind.Object ? null
        : !value.TryGetProperty("value", out var text) ? ""
        : text.ValueKind switch
        {
            JsonValueKind.String => text.GetString(),
            JsonValueKind.Number => text.GetRawText(),
            _ => null,
        };

    private void Count(string where, Dictionary<string, JsonElement>? unknown)
    {
        foreach (var field in unknown?.Keys ?? Enumerable.Empty<string>())
            _unknownFields[$"{where}.{field}"] = _unknownFields.GetValueOrDefault($"{where}.{field}") + 1;
    }
}

/// <summary>A row of a report by the names of its headers.</summary>
internal sealed record ReportRow(IReadOnlyDictionary<string, string> Dimensions, Dictionary<string, decimal> Metrics)
{
    /// <summary>Null for the row <c>(other)</c>, which has no day.</summary>
    public DateOnly? Day =>
        Dimensions.TryGetValue(ReportFields.Date, out var text) && DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public string Dimension(string name) => Dimensions.GetValueOrDefault(name) ?? "";

    /// <summary>Null when the report has no such metric.</summary>
    public decimal? Metric(string name) => Metrics.TryGetValue(name, out var value) ? value : null;

    /// <summary>A whole number; Google sends some as fractions.</summary>
    public long? Count(string name) => Metric(name) is { } value ? (long)decimal.Round(value) : null;
}

using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Sources.Import.Layouts;

/// <summary>Our own layout of daily figures: a row is one metric of one day.</summary>
internal sealed class MetricsLayout : Layout
{
    private static readonly ColumnSpec Date = ColumnSpec.Key("date", ColumnType.Day, "day", "дата", "день");
    private static readonly ColumnSpec Metric = ColumnSpec.Key("metric", ColumnType.Text, "показник", "метрика", "показатель");
    private static readonly ColumnSpec Value = new("value", ColumnType.Count, "значення", "значение") { Needed = true };
    private static readonly ColumnSpec Dimension = new("dimension", ColumnType.Text, "segment", "вимір", "зріз", "срез");

    private static readonly Wording UnknownMetric = new(
        $"невідомий показник; відомі: {string.Join(", ", MetricCatalogue.All.Select(metric => metric.Name))}",
        $"a known metric: {string.Join(", ", MetricCatalogue.All.Select(metric => metric.Name))}");

    public override string Name => "metrics";

    public override IReadOnlyList<ColumnSpec> Columns { get; } = [Date, Metric, Value, Dimension];

    public override IRowMapper MapperFor(TableContext table) => new Mapper(table);

    private sealed class Mapper(TableContext table) : IRowMapper
    {
        /// <summary>Files repeat few pairs; a file with more is read a little slower.</summary>
        private const int MostRemembered = 4096;

        private readonly TableContext _table = table;
        private readonly BoundColumn _date = table.Header[Date];
        private readonly BoundColumn _metric = table.Header[Metric];
        private readonly BoundColumn _value = table.Header[Value];
        private readonly BoundColumn _dimension = table.Header[Dimension];
        private readonly Dictionary<string, MetricDefinition> _metrics = [];
        private readonly Dictionary<string, Dictionary<string, string>> _dimensions = [];
        private MetricDefinition? _last;
        private string _lastText = "";

        public void Map(RowValues row, List<object> facts)
        {
            var day = row.Day(_date);
            var metric = MetricOf(row);
            var dimension = metric is null ? null : DimensionOf(row, metric);
            var value = row.Count(_value);
            if (day is { } known && metric is not null && dimension is not null)
                facts.Add(new MetricPoint(_table.AccountId, metric.Name, dimension, known, value, _table.ObservedAt, _table.SettlesAt(known)));
        }

        private MetricDefinition? MetricOf(RowValues row)
        {
            var span = row.Span(_metric);
            if (_last is not null && span.SequenceEqual(_lastText))
                return _last;
            if (_metrics.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(span, out var known))
                return Remember(known, span.ToString());
            if (row.Text(_metric) is not { } text)
                return null;
            var folded = HeaderText.Fold(text);
            var found = MetricCatalogue.All.FirstOrDefault(metric => HeaderText.Fold(metric.Name) == folded);
            if (found is null)
            {
                row.Fail(_metric, UnknownMetric);
                return null;
            }

            _metrics.TryAdd(text, found);
            return Remember(found, text);
        }

        private MetricDefinition Remember(MetricDefinition metric, string text)
        {
            _last = metric;
            _lastText = text;
            return metric;
        }

        private string? DimensionOf(RowValues row, MetricDefinition metric)
        {
            var span = row.Span(_dimension);
            if (span.IsEmpty && !metric.NeedsDimension)
                return "";
            if (!_dimensions.TryGetValue(metric.Name, out var remembered))
                _dimensions.Add(metric.Name, remembered = []);
            if (remembered.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(span, out var known))
                return known;
            var text = row.Text(_dimension) ?? "";
            var (dimension, expected) = MetricDimension.Read(metric, text);
            if (dimension is null)
                row.Fail(_dimension, expected!.Value);
            else if (remembered.Count < MostRemembered)
                remembered.Add(text, dimension);
            return dimension;
        }
    }
}

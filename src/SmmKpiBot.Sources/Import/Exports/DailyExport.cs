using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sources.Import.Layouts;

namespace SmmKpiBot.Sources.Import.Exports;

/// <summary>A column of daily figures and the metric it becomes.</summary>
internal sealed record DailyColumn(ColumnSpec Column, string Metric, string Dimension = "");

/// <summary>A table with one row for each day and one column for each figure.</summary>
internal sealed class DailyExport(string name, ColumnSpec date, IReadOnlyList<DailyColumn> figures) : Layout
{
    private readonly ColumnSpec _date = date;
    private readonly IReadOnlyList<DailyColumn> _figures = figures;

    public override string Name { get; } = name;

    public override IReadOnlyList<ColumnSpec> Columns { get; } = [date, .. figures.Select(figure => figure.Column)];

    public override int LeastColumns => 2;

    public override DayOrder? KnownOrder => Order;

    public override IReadOnlyList<string> ForeignTitles => Foreign;

    public DayOrder? Order { get; init; }

    public IReadOnlyList<string> Foreign { get; init; } = [];

    /// <summary>The first cell of a row that sums up the others.</summary>
    public string? TotalsWord { get; init; }

    public override IRowMapper MapperFor(TableContext table) => new Mapper(table, table.Header[_date], _figures, TotalsWord);

    private sealed class Mapper(TableContext table, BoundColumn date, IReadOnlyList<DailyColumn> figures, string? totalsWord) : IRowMapper
    {
        private readonly TableContext _table = table;
        private readonly BoundColumn _date = date;
        private readonly string? _totalsWord = totalsWord;

        private readonly List<(BoundColumn Column, DailyColumn Figure)> _figures =
            [.. figures.Select(figure => (table.Header[figure.Column], figure)).Where(bound => bound.Item1.Exists)];

        public void Map(RowValues row, List<object> facts)
        {
            if (_totalsWord is not null && row.Span(_date).Equals(_totalsWord, StringComparison.OrdinalIgnoreCase))
                return;
            if (row.Day(_date) is not { } day)
                return;
            foreach (var (column, figure) in _figures)
            {
                if (row.Count(column) is { } value)
                    facts.Add(new MetricPoint(_table.AccountId, figure.Metric, figure.Dimension, day, value, _table.ObservedAt, _table.SettlesAt(day)));
            }
        }
    }
}

using SmmKpiBot.Sources.Import.Cells;
using SmmKpiBot.Sources.Import.Tables;

namespace SmmKpiBot.Sources.Import.Layouts;

/// <summary>
/// The first reading of a table: finds the order of day and month and the decimal mark of each column from all its values, keeping none of them.
/// </summary>
internal sealed class TableSurvey(FoundTable table, ImportRequest request)
{
    private readonly FoundTable _table = table;
    private readonly ImportRequest _request = request;
    private readonly List<ColumnSurvey> _columns = [.. table.Header.Columns.Select(ColumnSurvey.For).OfType<ColumnSurvey>()];

    public void Read(Action<ITableReader> eachRow)
    {
        using var reader = _table.Open();
        while (reader.Read())
        {
            foreach (var column in _columns)
                column.See(reader[column.Column.Index], reader.Line);
            eachRow(reader);
        }
    }

    /// <summary>Sets order and mark on every column; what stays open is told to <paramref name="badCells"/>.</summary>
    public void Decide(BadCells badCells)
    {
        var dates = _columns.OfType<DateSurvey>().ToList();
        var orders = dates.Select(column => column.Found).OfType<DayOrder>().Distinct().ToArray();
        foreach (var column in dates)
            column.Decide(_request.Dates ?? _table.Header.Layout.KnownOrder, orders, _table.Source.Name, badCells);
        var numbers = _columns.OfType<NumberSurvey>().ToList();
        var marks = numbers.Select(column => column.Found).OfType<DecimalMark>().Distinct().ToArray();
        foreach (var column in numbers)
            column.Decide(_request.DecimalMark, marks, _table.Source.Name, badCells);
    }
}

/// <summary>What one column's values show.</summary>
internal abstract class ColumnSurvey(BoundColumn column)
{
    public BoundColumn Column { get; } = column;

    public static ColumnSurvey? For(BoundColumn column) => column.Spec.Type switch
    {
        ColumnType.Day or ColumnType.Moment or ColumnType.MomentOrDay => new DateSurvey(column),
        ColumnType.Count or ColumnType.SignedCount or ColumnType.Money or ColumnType.Quantity => new NumberSurvey(column),
        _ => null,
    };

    public abstract void See(Cell cell, long line);
}

/// <summary>Finds the order of day and month: a part above 12 is a day.</summary>
internal sealed class DateSurvey(BoundColumn column) : ColumnSurvey(column)
{
    private bool _dayFirst;
    private bool _monthFirst;
    private (long Line, string Value)? _undecided;

    /// <summary>The order the values prove.</summary>
    public DayOrder? Found => (_dayFirst, _monthFirst) switch { (true, false) => DayOrder.DayMonth, (false, true) => DayOrder.MonthDay, _ => null };

    public override void See(Cell cell, long line)
    {
        var text = cell.Text;
        if (cell.Kind != CellKind.Text || (text.Length > 4 && text[4] == '-') || !DateText.TryTake(ref text, out var date) || !date.Undecided)
            return;
        _dayFirst |= date.First > 12;
        _monthFirst |= date.Second > 12;
        if (_undecided is null && date.First <= 12 && date.Second <= 12)
            _undecided = (line, cell.Text.ToString());
    }

    /// <param name="others">Orders that columns of the same table prove: one program wrote them all.</param>
    public void Decide(DayOrder? given, DayOrder[] others, string table, BadCells badCells)
    {
        Column.Order = given ?? Found ?? (!_dayFirst && others is [var only] ? only : null);
        if (Column.Order is null && _undecided is { } open)
        {
            badCells.Add(table, open.Line, Column.Title, open.Value, _dayFirst
                ? new Wording("день і місяць мають стояти в одному порядку в усій колонці; тут є обидва", "one order of day and month in the whole column; this one has both")
                : new Wording(
                    "не зрозуміло, де день, а де місяць: запишіть дати як 2026-04-03 або імпортуйте на сервері з --dates dmy чи --dates mdy",
                    "a date whose day and month can be told apart; say --dates dmy (3 April) or --dates mdy (4 March) for this file"));
        }
    }
}

/// <summary>Finds the decimal mark. In counts an open mark is grouping, as counts have no fraction; in amounts it must be said.</summary>
internal sealed class NumberSurvey(BoundColumn column) : ColumnSurvey(column)
{
    private bool _point;
    private bool _comma;
    private bool _openPoint;
    private bool _openComma;
    private (long Line, string Value)? _undecided;
    private (long Line, string Value)? _contradiction;

    /// <summary>The mark the values prove.</summary>
    public DecimalMark? Found => (_point, _comma) switch { (true, false) => DecimalMark.Point, (false, true) => DecimalMark.Comma, _ => null };

    private bool IsCount => Column.Spec.Type is ColumnType.Count or ColumnType.SignedCount;

    public override void See(Cell cell, long line)
    {
        if (cell.Kind != CellKind.Text)
            return;
        switch (NumberText.Judge(cell.Text))
        {
            case MarkEvidence.PointDecimal:
                Prove(ref _point, _comma, cell, line);
                break;
            case MarkEvidence.CommaDecimal:
                Prove(ref _comma, _point, cell, line);
                break;
            case MarkEvidence.Undecided:
                _openPoint |= cell.Text.Contains('.');
                _openComma |= cell.Text.Contains(',');
                _undecided ??= (line, cell.Text.ToString());
                break;
        }
    }

    /// <param name="others">Marks that columns of the same table prove.</param>
    public void Decide(DecimalMark? given, DecimalMark[] others, string table, BadCells badCells)
    {
        Column.Mark = given ?? Found ?? OfCount() ?? (!_point && others is [var only] ? only : null);
        if (Column.Mark is null && (_contradiction ?? _undecided) is { } open)
        {
            badCells.Add(table, open.Line, Column.Title, open.Value, _contradiction is not null
                ? new Wording("дробовий знак має бути той самий в усій колонці; тут є і крапка, і кома", "one decimal mark in the whole column; this one has both")
                : new Wording(
                    "не зрозуміло, чи це дріб, чи тисячі: запишіть числа без розділювачів або імпортуйте на сервері з --decimal point чи --decimal comma",
                    "a number whose decimal mark is certain; say --decimal point or --decimal comma for this file"));
        }
    }

    private void Prove(ref bool mark, bool other, Cell cell, long line)
    {
        mark = true;
        if (other)
            _contradiction ??= (line, cell.Text.ToString());
    }

    private DecimalMark? OfCount() => (IsCount && !_point && !_comma, _openPoint, _openComma) switch
    {
        (true, true, false) => DecimalMark.Comma,
        (true, false, true) => DecimalMark.Point,
        _ => null,
    };
}

using System.Globalization;
using ExcelDataReader;

namespace SmmKpiBot.Sources.Import.Tables;

/// <summary>Reads one sheet of a workbook (XLSX or XLS). Cells keep their type: dates and numbers need no guessing. Formulas count with their last result.</summary>
internal sealed class WorkbookTableReader : ITableReader
{
    private const int MostColumns = 1000;

    private readonly IExcelDataReader _reader;
    private readonly CellBudget _budget;
    private readonly long _fileBytes;

    public WorkbookTableReader(IExcelDataReader reader, int sheet, CellBudget budget, long fileBytes)
    {
        _reader = reader;
        _budget = budget;
        _fileBytes = fileBytes;
        for (var i = 0; i < sheet; i++)
            _reader.NextResult();
        if (_reader.FieldCount > MostColumns)
            throw new TableException(new Wording(
                $"на аркуші може бути не більше {MostColumns} колонок; тут — {_reader.FieldCount}",
                $"a sheet with at most {MostColumns} columns; this one has {_reader.FieldCount}"));
    }

    public long Line { get; private set; }

    public int CellCount => _reader.FieldCount;

    public long BytesRead => _reader.RowCount == 0 ? _fileBytes : (long)(_fileBytes * Math.Min(1.0, (double)Line / _reader.RowCount));

    public Cell this[int index] => index >= _reader.FieldCount ? Cell.Empty : Convert(_reader.GetValue(index));

    public bool Read()
    {
        if (!_reader.Read())
            return false;
        Line++;
        _budget.Take(1 + FilledCells());
        return true;
    }

    private int FilledCells()
    {
        var filled = 0;
        for (var i = 0; i < _reader.FieldCount; i++)
            filled += _reader.IsDBNull(i) ? 0 : 1;
        return filled;
    }

    public void Dispose() => _reader.Dispose();

    private static Cell Convert(object? value) => value switch
    {
        null => Cell.Empty,
        string text => Cell.OfText(text),
        double number => Cell.OfNumber(number),
        int number => Cell.OfNumber(number),
        DateTime moment => Cell.OfMoment(moment),
        bool flag => Cell.OfText(flag ? "1" : "0"),
        TimeSpan time => Cell.OfText(time.ToString("c", CultureInfo.InvariantCulture)),
        _ => Cell.OfText(System.Convert.ToString(value, CultureInfo.InvariantCulture)),
    };
}

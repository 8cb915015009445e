namespace SmmKpiBot.Sources.Import.Tables;

/// <summary>Reads one table row by row, forward only.</summary>
internal interface ITableReader : IDisposable
{
    /// <summary>Line (text) or row (sheet) on which the current row begins, from 1.</summary>
    long Line { get; }

    /// <summary>Cells of the current row, empty ones at its end included.</summary>
    int CellCount { get; }

    /// <summary>Bytes of the file read so far, for progress.</summary>
    long BytesRead { get; }

    /// <summary>Moves to the next row, blank ones included; false at the end.</summary>
    bool Read();

    /// <summary>A cell of the current row; empty beyond its end.</summary>
    Cell this[int index] { get; }
}

/// <summary>One table of a file: the text itself, a sheet, an entry of an archive. Can be opened again and again.</summary>
/// <param name="Name">For people: the file, with its sheet or entry where there are several.</param>
internal sealed record TableSource(string Name, Func<ITableReader> Open)
{
    /// <summary>The day the tool wrote the table, where the archive's name tells it: dates without a year lie before it.</summary>
    public DateOnly? WrittenOn { get; init; }
}

/// <summary>The file cannot be read as a table: its form, not a value, is wrong.</summary>
internal sealed class TableException(long line, string value, Wording expected) : Exception(expected.En)
{
    public TableException(Wording expected)
        : this(0, "", expected)
    {
    }

    /// <summary>The table it is about; null = the file.</summary>
    public string? Table { get; init; }

    public string Column { get; init; } = "";

    /// <summary>What should be there, or what to do.</summary>
    public Wording Expected { get; } = expected;

    public long Line { get; } = line;

    public string Value { get; } = value;
}

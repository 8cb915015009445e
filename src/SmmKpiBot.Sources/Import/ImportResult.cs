namespace SmmKpiBot.Sources.Import;

/// <summary>What became of a file.</summary>
public enum ImportOutcome
{
    /// <summary>Stored; <see cref="ImportResult.BatchId"/> names it.</summary>
    Imported,

    /// <summary>A dry run without bad cells: it would have been stored.</summary>
    Checked,

    /// <summary>The same file was imported before; <see cref="ImportResult.BatchId"/> and <see cref="ImportResult.ImportedAt"/> name that import. Nothing was stored.</summary>
    AlreadyImported,

    /// <summary>The file has bad content, listed in <see cref="ImportResult.BadCells"/>. Nothing was stored.</summary>
    Refused,
}

/// <summary>What an import did, or why it did nothing.</summary>
public sealed record ImportResult
{
    public required ImportOutcome Outcome { get; init; }

    public long? BatchId { get; init; }

    public DateTimeOffset? ImportedAt { get; init; }

    /// <summary>The layout found or given; two of one workbook are joined by <c>+</c>.</summary>
    public string? Layout { get; init; }

    /// <summary>Rows of the file that were stored (or would have been).</summary>
    public long Rows { get; init; }

    /// <summary>Bad rows left out by <see cref="ImportRequest.SkipBad"/>.</summary>
    public long SkippedRows { get; init; }

    public DateOnly? FirstDay { get; init; }

    public DateOnly? LastDay { get; init; }

    /// <summary>Columns that no layout knows; their values were left out.</summary>
    public IReadOnlyList<string> UnknownColumns { get; init; } = [];

    /// <summary>What was understood in a way the user may want to know.</summary>
    public IReadOnlyList<Wording> Warnings { get; init; } = [];

    /// <summary>The first 50 bad cells.</summary>
    public IReadOnlyList<BadCell> BadCells { get; init; } = [];

    public long BadCellCount { get; init; }
}

/// <summary>A value that could not be used.</summary>
/// <param name="File">Name of the file; with its sheet or entry where it has several.</param>
/// <param name="Line">Line of a text file, row of a sheet, from 1; 0 = the file as a whole.</param>
/// <param name="Column">Header of the column as the file has it; empty = the row as a whole.</param>
/// <param name="Value">The value, shortened to 100 characters.</param>
/// <param name="Expected">What should stand there, or what to do.</param>
public sealed record BadCell(string File, long Line, string Column, string Value, Wording Expected)
{
    public override string ToString()
    {
        var place = Line == 0 ? File : $"{File}, line {Line}";
        var cell = (Column.Length, Value.Length) switch
        {
            (0, 0) => "",
            (0, _) => $", \"{Value}\"",
            (_, 0) => $", column {Column}, empty",
            _ => $", column {Column}, \"{Value}\"",
        };
        return $"{place}{cell}: {Expected}";
    }
}

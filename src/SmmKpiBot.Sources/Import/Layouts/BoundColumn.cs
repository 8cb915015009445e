namespace SmmKpiBot.Sources.Import.Layouts;

/// <summary>A column of a layout in one table: where it stands, and how its dates and numbers are written.</summary>
internal sealed class BoundColumn(ColumnSpec spec, int index, string title)
{
    public ColumnSpec Spec { get; } = spec;

    /// <summary>Position in the row; -1 = the table does not have it.</summary>
    public int Index { get; } = index;

    /// <summary>The header as the file has it.</summary>
    public string Title { get; } = title;

    public bool Exists => Index >= 0;

    /// <summary>The text in brackets at the end of the header: a currency.</summary>
    public string? Bracketed => Title.TrimEnd().EndsWith(')') && Title.LastIndexOf('(') is var at and >= 0 ? Title.TrimEnd()[(at + 1)..^1].Trim() : null;

    public DayOrder? Order { get; set; }

    public DecimalMark? Mark { get; set; }
}

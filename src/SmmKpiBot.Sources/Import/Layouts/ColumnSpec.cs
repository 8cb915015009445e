namespace SmmKpiBot.Sources.Import.Layouts;

internal enum ColumnType
{
    Text,

    /// <summary>Text that names something: a spreadsheet program must not have rounded it.</summary>
    Id,

    Count,

    /// <summary>A count that its network reports below zero when likes are taken back.</summary>
    SignedCount,

    Money,

    /// <summary>A number of zero or more with a fraction: seconds, rates.</summary>
    Quantity,

    Day,
    Moment,

    /// <summary>A moment of which only the day may be known: then the day's begin.</summary>
    MomentOrDay,

    Flag,
}

/// <summary>A column that a layout knows, under all its names. A name that ends in <c>(*)</c> matches any text in brackets, such as a currency.</summary>
internal sealed class ColumnSpec(string name, ColumnType type, params string[] otherNames)
{
    /// <summary>The name in our own layouts.</summary>
    public string Name { get; } = name;

    public ColumnType Type { get; } = type;

    /// <summary>Every name, folded, the best first.</summary>
    public IReadOnlyList<string> FoldedNames { get; } = [.. otherNames.Prepend(name).Select(HeaderText.Fold).Distinct()];

    /// <summary>The column must be there.</summary>
    public bool Needed { get; init; }

    /// <summary>Its cells must be filled.</summary>
    public bool Filled { get; init; }

    public static ColumnSpec Key(string name, ColumnType type, params string[] otherNames) => new(name, type, otherNames) { Needed = true, Filled = true };

    public static bool Matches(string foldedTitle, string foldedName) =>
        foldedName.EndsWith("(*)", StringComparison.Ordinal)
            ? foldedTitle.StartsWith(foldedName[..^2], StringComparison.Ordinal) && foldedTitle.EndsWith(')')
            : foldedTitle == foldedName;
}

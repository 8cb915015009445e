namespace SmmKpiBot.Sources.Import.Layouts;

/// <summary>A header row understood as one layout.</summary>
internal sealed class Header
{
    private readonly Dictionary<ColumnSpec, BoundColumn> _columns = [];

    private Header(Layout layout, IReadOnlyList<string> titles)
    {
        Layout = layout;
        Width = titles.Count;
        var folded = titles.Select(HeaderText.Fold).ToArray();
        var used = new HashSet<int>();
        foreach (var spec in layout.Columns)
        {
            if (Find(spec, folded, used) is var index and >= 0)
            {
                used.Add(index);
                _columns.Add(spec, new BoundColumn(spec, index, titles[index].Trim()));
            }
        }

        Unknown = [.. titles.Where((title, index) => !used.Contains(index) && folded[index].Length > 0).Select(title => title.Trim())];
        Foreign = layout.ForeignTitles.Any(title => folded.Contains(HeaderText.Fold(title)));
    }

    public Layout Layout { get; }

    /// <summary>Cells of the header row, empty ones included.</summary>
    public int Width { get; }

    /// <summary>Titles that the layout does not know.</summary>
    public IReadOnlyList<string> Unknown { get; }

    public IReadOnlyCollection<BoundColumn> Columns => _columns.Values;

    /// <summary>Titles of the columns that must be filled: together they name a row.</summary>
    public string KeyTitles => string.Join(", ", _columns.Values.Where(column => column.Spec.Filled).Select(column => column.Title));

    /// <summary>Needed columns that the row lacks.</summary>
    public IReadOnlyList<string> Missing => [.. Layout.Columns.Where(spec => spec.Needed && !_columns.ContainsKey(spec)).Select(spec => spec.Name)];

    /// <summary>The row has a column that only another kind of table has.</summary>
    private bool Foreign { get; }

    public bool Fits => !Foreign && Missing.Count == 0 && _columns.Count >= Layout.LeastColumns && Layout.Accepts(this);

    /// <summary>Matched columns; own layouts win a tie because they come first.</summary>
    public int Score => Fits ? _columns.Count : 0;

    public static Header Of(Layout layout, IReadOnlyList<string> titles) => new(layout, titles);

    /// <summary>The column of <paramref name="spec"/>; one that does not exist reads as empty.</summary>
    public BoundColumn this[ColumnSpec spec] => _columns.TryGetValue(spec, out var column) ? column : new BoundColumn(spec, -1, spec.Name);

    private static int Find(ColumnSpec spec, string[] folded, HashSet<int> used)
    {
        foreach (var name in spec.FoldedNames)
        {
            for (var i = 0; i < folded.Length; i++)
            {
                if (!used.Contains(i) && ColumnSpec.Matches(folded[i], name))
                    return i;
            }
        }

        return -1;
    }
}

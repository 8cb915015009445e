using SmmKpiBot.Data;

namespace SmmKpiBot.Sources.Import;

/// <summary>Collects bad cells: the first 50 whole, the rest counted.</summary>
internal sealed class BadCells
{
    public const int Listed = 50;
    private const int LongestValue = 100;

    private readonly List<BadCell> _first = [];

    public IReadOnlyList<BadCell> First => _first;

    public long Count { get; private set; }

    public void Add(string file, long line, string column, string value, Wording expected)
    {
        if (Count++ >= Listed)
            return;
        var shown = value.Length > LongestValue ? TextCut.To(value, LongestValue) + "…" : value;
        _first.Add(new BadCell(file, line, column, Printable(shown), expected));
    }

    /// <summary>Control characters of a file must not reach a terminal.</summary>
    private static string Printable(string text) => string.Concat(text.ReplaceLineEndings(" ").Select(c => char.IsControl(c) ? '\uFFFD' : c));
}

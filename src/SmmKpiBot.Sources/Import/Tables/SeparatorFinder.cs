namespace SmmKpiBot.Sources.Import.Tables;

/// <summary>
/// Finds the separator of a text: the one <c>sep=</c> names; else the one under which a row is a known header; else the one that occurs most evenly.
/// </summary>
/// <param name="headerScore">How well a row fits as a header; 0 = not at all.</param>
internal sealed class SeparatorFinder(Func<IReadOnlyList<string>, int> headerScore)
{
    private const int SampleCharacters = 32 * 1024;
    private const int SampleRows = 40;

    private static readonly char[] Candidates = [',', ';', '\t', '|'];

    private readonly Func<IReadOnlyList<string>, int> _headerScore = headerScore;

    public char Find(TextReader text)
    {
        var buffer = new char[SampleCharacters];
        var sample = new string(buffer, 0, text.ReadBlock(buffer));
        if (Named(sample) is { } named)
            return named;
        var best = Candidates.Select(candidate => (Candidate: candidate, Rows: RowsOf(sample, candidate))).ToList();
        return best
            .OrderByDescending(choice => choice.Rows.Max(row => (int?)_headerScore(row)) ?? 0)
            .ThenByDescending(choice => Evenness(choice.Rows))
            .First().Candidate;
    }

    private static char? Named(string sample)
    {
        var line = sample.AsSpan(0, Math.Max(0, sample.AsSpan().IndexOfAny('\r', '\n'))).Trim().Trim('"');
        return line.Length == 5 && line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) ? line[4] : null;
    }

    private static List<string[]> RowsOf(string sample, char separator)
    {
        var rows = new List<string[]>();
        using var reader = new CsvTableReader(new StringReader(sample), separator, () => 0, null);
        try
        {
            while (rows.Count < SampleRows && reader.Read())
                rows.Add(HeaderRow.Of(reader));
        }
        catch (TableException)
        {
            // A sample that ends inside quotes, or a wrong separator: what was read so far is judged.
        }

        return rows;
    }

    /// <summary>Cells per row where every row has the same number of at least two; less the more they differ.</summary>
    private static double Evenness(List<string[]> rows)
    {
        var widths = rows.Select(row => row.Length).Where(width => width > 1).ToList();
        return widths.Count == 0 ? 0 : (double)widths.GroupBy(width => width).Max(group => group.Count()) / rows.Count;
    }
}

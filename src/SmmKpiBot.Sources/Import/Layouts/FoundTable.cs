using SmmKpiBot.Sources.Import.Tables;

namespace SmmKpiBot.Sources.Import.Layouts;

/// <summary>A table whose header was recognised.</summary>
internal sealed record FoundTable(TableSource Source, Header Header, long HeaderLine, IReadOnlyList<PreambleRow> Preamble)
{
    /// <summary>Opens the table and steps behind its header.</summary>
    public ITableReader Open()
    {
        var reader = Source.Open();
        while (reader.Line < HeaderLine && reader.Read())
        {
        }

        return reader;
    }
}

/// <summary>Finds the header among the first rows of a table: preambles, titles and descriptions stand above it.</summary>
internal sealed class HeaderFinder(IReadOnlyList<Layout> layouts)
{
    private const int SearchedRows = 30;

    private readonly IReadOnlyList<Layout> _layouts = layouts;

    /// <summary>How well a row fits as the header of one of the layouts.</summary>
    public int Score(IReadOnlyList<string> titles) => Best(titles)?.Score ?? 0;

    public FoundTable? Find(TableSource source)
    {
        var preamble = new List<PreambleRow>();
        using var reader = source.Open();
        while (preamble.Count < SearchedRows && reader.Read())
        {
            var titles = HeaderRow.Of(reader);
            if (Best(titles) is { } header)
                return new FoundTable(source, header, reader.Line, preamble);
            if (titles.Any(title => title.Length > 0))
                preamble.Add(new PreambleRow(reader.Line, titles));
        }

        return null;
    }

    /// <summary>Says what the first row that looks like a header has, and what the nearest layout lacks.</summary>
    public TableException NotFound(TableSource source)
    {
        using var reader = source.Open();
        var line = 0L;
        string[] widest = [];
        for (var i = 0; i < SearchedRows && reader.Read(); i++)
        {
            var titles = HeaderRow.Of(reader);
            if (titles.Count(title => title.Length > 0) > widest.Count(title => title.Length > 0))
                (line, widest) = (reader.Line, titles);
        }

        var nearest = _layouts.Select(layout => Header.Of(layout, widest)).OrderBy(header => header.Missing.Count).ThenByDescending(header => header.Columns.Count).First();
        var lacking = string.Join(", ", nearest.Missing);
        var missing = lacking.Length > 0
            ? new Wording($"; найближчий — {nearest.Layout.Name}, але бракує: {lacking}", $"; nearest is {nearest.Layout.Name}, which lacks {lacking}")
            : new Wording("", "");
        var known = string.Join(", ", _layouts.Select(layout => layout.Name).Distinct());
        return new TableException(line, string.Join(", ", widest.Where(title => title.Length > 0)), new($"потрібен рядок заголовків відомого формату ({known}){missing.Uk}", $"a header row of a known layout ({known}){missing.En}"));
    }

    private Header? Best(IReadOnlyList<string> titles) =>
        titles.Count < 2 ? null : _layouts.Select(layout => Header.Of(layout, titles)).Where(header => header.Fits).MaxBy(header => header.Score);
}

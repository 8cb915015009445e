using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Import.Layouts;
using SmmKpiBot.Sources.Import.Tables;

namespace SmmKpiBot.Sources.Import;

/// <summary>The facts one row of a file says.</summary>
/// <param name="Facts">Valid until the next row.</param>
internal readonly record struct RowFacts(long Line, IReadOnlyList<object> Facts);

/// <summary>Turns tables into facts, without storing them: pure but for reading the file.</summary>
internal sealed class FactReading(ImportRequest request, AuthorHasher authors, DateTimeOffset now, BadCells badCells)
{
    private readonly ImportRequest _request = request;
    private readonly AuthorHasher _authors = authors;
    private readonly DateTimeOffset _now = now;
    private readonly BadCells _badCells = badCells;
    private readonly SortedSet<Wording> _warnings = new(Comparer<Wording>.Create((one, other) => string.CompareOrdinal(one.En, other.En)));

    public IReadOnlyCollection<Wording> Warnings => _warnings;

    /// <summary>Rows with a bad cell.</summary>
    public long BadRows { get; private set; }

    private TimeZoneInfo Zone => _request.Zone ?? _request.Client.TimeZone;

    /// <summary>First reading of a table; columns that cannot be understood go to the bad cells.</summary>
    public void Survey(FoundTable table, Action<ITableReader> eachRow)
    {
        var survey = new TableSurvey(table, _request);
        survey.Read(eachRow);
        survey.Decide(_badCells);
    }

    /// <summary>Second reading: the good rows that say something.</summary>
    public IEnumerable<RowFacts> RowsOf(FoundTable table, Action<ITableReader> eachRow)
    {
        var mapper = MapperFor(table);
        using var reader = table.Open();
        var row = new RowValues(reader, table.Source.Name, Zone, table.Source.WrittenOn ?? LocalDay.Of(_now, _request.Client.TimeZone), _badCells, LayoutCatalogue.Own.Contains(table.Header.Layout));
        var facts = new List<object>();
        while (reader.Read())
        {
            eachRow(reader);
            if (row.IsBlank())
                continue;
            facts.Clear();
            row.Begin();
            mapper.Map(row, facts);
            // Rows of totals say nothing, and some tools write a word behind their last column.
            if (row.IsBad || facts.Count > 0)
                row.RequireWidth(table.Header.Width);
            if (row.IsBad)
                BadRows++;
            else if (facts.Count > 0)
                yield return new RowFacts(reader.Line, facts);
        }
    }

    private IRowMapper MapperFor(FoundTable table)
    {
        var layout = table.Header.Layout;
        if (layout.TellsZone)
        {
            _warnings.Add(new Wording(
                $"Час у {table.Source.Name} без часового поясу: прочитано як {Zone.Id}. Якщо пояс був інший — скасуйте цей імпорт і повторіть на сервері з --zone.",
                $"Times in {table.Source.Name} have no offset; they were read in the zone {Zone.Id}. If the tool used another one, undo this import and import again with --zone."));
        }

        return layout.MapperFor(new TableContext(_request, table, _now, _authors, warning => _warnings.Add(warning)));
    }
}

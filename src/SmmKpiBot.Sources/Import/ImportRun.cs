using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Import.Layouts;

namespace SmmKpiBot.Sources.Import;

/// <summary>The two readings of one recognised file.</summary>
internal sealed class ImportRun(
    ImportRequest request, OpenedFile file, AuthorHasher authors, DateTimeOffset now, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
{
    private readonly ImportRequest _request = request;
    private readonly OpenedFile _file = file;
    private readonly AuthorHasher _authors = authors;
    private readonly DateTimeOffset _now = now;
    private readonly CancellationToken _cancellationToken = cancellationToken;
    private readonly ProgressMeter _meter = new(progress, file.Length, file.Tables.Count, cancellationToken);
    private readonly BadCells _badCells = new();
    private readonly SortedSet<string> _warnings = new(StringComparer.Ordinal);
    private readonly List<object> _facts = [];
    private long _rows;
    private long _skipped;

    public NewBatch NewBatch(string hash) => new()
    {
        AccountId = _request.Account.Id,
        Origin = BatchOrigin.Import,
        ObservedAt = _now,
        FileName = _request.FileName,
        ContentHash = hash,
        Layout = _file.Layout,
    };

    /// <summary>First reading: how dates and numbers are written. False when a column cannot be understood.</summary>
    public bool Survey()
    {
        _file.BeginReading();
        _meter.Begin(ImportStage.Checking);
        foreach (var table in _file.Tables)
        {
            var survey = new TableSurvey(table, _request);
            survey.Read(reader => _meter.Row(reader, 0));
            survey.Decide(_badCells);
            _meter.TableDone();
        }

        return _badCells.Count == 0;
    }

    /// <summary>Second reading: rows become facts of the batch. After the first bad cell the rest is only checked.</summary>
    public async Task<ImportResult> StoreAsync(FactBatchWriter writer)
    {
        var target = new FactTarget(writer, _request.Client.TimeZone);
        _file.BeginReading();
        _meter.Begin(ImportStage.Storing);
        foreach (var table in _file.Tables)
        {
            await StoreAsync(table, target);
            _meter.TableDone();
        }

        if (_rows == 0 && _skipped == 0 && _badCells.Count == 0)
            _badCells.Add(_request.FileName, _file.Tables[0].HeaderLine, "", "", "rows with figures below the header; there are none");
        if (!IsAcceptable)
            return Refused();
        if (!_request.DryRun)
            await target.CompleteAsync(_request.Account.Id, _now, _cancellationToken);
        return Accepted(writer.BatchId, target.Days);
    }

    public ImportResult Refused() => Result(ImportOutcome.Refused);

    private bool IsAcceptable => _badCells.Count == 0 || (_request.SkipBad && _rows > 0);

    private async Task StoreAsync(FoundTable table, FactTarget target)
    {
        var context = new TableContext(_request, table.Header, table.Preamble, _now, _authors, warning => _warnings.Add(warning));
        var mapper = table.Header.Layout.MapperFor(context);
        if (table.Header.Layout.TellsZone)
            _warnings.Add($"Times in {table.Source.Name} have no offset; they were read in the zone {Zone.Id}. Say --zone if the tool used another one.");
        using var reader = table.Open();
        var row = new RowValues(reader, table.Source.Name, Zone, LocalDay.Of(_now, _request.Client.TimeZone), _badCells);
        while (reader.Read())
        {
            _meter.Row(reader, _rows);
            if (row.IsBlank())
                continue;
            _facts.Clear();
            row.Begin();
            mapper.Map(row, _facts);
            if (row.IsBad)
                _skipped++;
            else if (_facts.Count > 0 && (_request.SkipBad || _badCells.Count == 0))
                await WriteAsync(table, row, target);
        }
    }

    private TimeZoneInfo Zone => _request.Zone ?? _request.Client.TimeZone;

    private async Task WriteAsync(FoundTable table, RowValues row, FactTarget target)
    {
        var conflicts = 0;
        foreach (var fact in _facts)
        {
            if (await target.WriteAsync(fact, _cancellationToken) != RowOutcome.Conflicting)
                continue;
            conflicts++;
            _badCells.Add(table.Source.Name, row.Line, table.Header.KeyTitles, FactTarget.KeyOf(fact), "one row for each key; a row above has the same key and other values");
        }

        if (conflicts == 0)
            _rows++;
        else
            _skipped++;
    }

    private ImportResult Accepted(long batchId, ObservedDays days) => Result(_request.DryRun ? ImportOutcome.Checked : ImportOutcome.Imported) with
    {
        BatchId = _request.DryRun ? null : batchId,
        ImportedAt = _request.DryRun ? null : _now,
        FirstDay = days.First,
        LastDay = days.Last,
    };

    private ImportResult Result(ImportOutcome outcome) => new()
    {
        Outcome = outcome,
        Layout = _file.Layout,
        Rows = outcome == ImportOutcome.Refused ? 0 : _rows,
        SkippedRows = outcome == ImportOutcome.Refused ? 0 : _skipped,
        UnknownColumns = [.. _file.Tables.SelectMany(table => table.Header.Unknown).Distinct()],
        Warnings = [.. _file.Warnings, .. _warnings],
        BadCells = _badCells.First,
        BadCellCount = _badCells.Count,
    };
}

using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Sources.Import.Layouts;

namespace SmmKpiBot.Sources.Import;

/// <summary>The two readings of one recognised file.</summary>
internal sealed class ImportRun
{
    private static readonly Wording OneRowEach = new(
        "потрібен один рядок на кожен ключ; вище вже є рядок із тим самим ключем та іншими значеннями",
        "one row for each key; a row above has the same key and other values");

    private static readonly Wording SmallerSum = new(
        "потрібні менші числа: рядки з цим ключем разом дають більше, ніж можна зберегти",
        "smaller numbers; the rows of this key add up to more than can be stored");

    private readonly ImportRequest _request;
    private readonly OpenedFile _file;
    private readonly DateTimeOffset _now;
    private readonly CancellationToken _cancellationToken;
    private readonly ProgressMeter _meter;
    private readonly FactReading _reading;
    private readonly BadCells _badCells = new();
    private long _rows;
    private long _conflicting;

    public ImportRun(
        ImportRequest request, OpenedFile file, AuthorHasher authors, DateTimeOffset now, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        _request = request;
        _file = file;
        _now = now;
        _cancellationToken = cancellationToken;
        _meter = new ProgressMeter(progress, file.Length, file.Tables.Count, cancellationToken);
        _reading = new FactReading(request, authors, now, _badCells);
    }

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
            _reading.Survey(table, reader => _meter.Row(reader, 0));
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
            foreach (var row in _reading.RowsOf(table, reader => _meter.Row(reader, _rows)))
            {
                if (_request.SkipBad || _badCells.Count == 0)
                    await WriteAsync(table, row, target);
            }

            _meter.TableDone();
        }

        if (_rows == 0 && _badCells.Count == 0)
            _badCells.Add(_request.FileName, _file.Tables[0].HeaderLine, "", "", new Wording("під заголовком потрібні рядки з цифрами; їх немає", "rows with figures below the header; there are none"));
        if (!IsAcceptable)
            return Refused();
        if (!_request.DryRun)
            await target.CompleteAsync(_request.Account.Id, _now, _cancellationToken);
        return Accepted(writer.BatchId, target.Days);
    }

    public ImportResult Refused() => Result(ImportOutcome.Refused);

    private bool IsAcceptable => _badCells.Count == 0 || (_request.SkipBad && _rows > 0);

    private async Task WriteAsync(FoundTable table, RowFacts row, FactTarget target)
    {
        var conflicts = 0;
        foreach (var fact in row.Facts)
        {
            var outcome = await target.WriteAsync(fact, _cancellationToken);
            if (outcome is not (RowOutcome.Conflicting or RowOutcome.TooLarge))
                continue;
            conflicts++;
            _badCells.Add(table.Source.Name, row.Line, table.Header.KeyTitles, FactTarget.KeyOf(fact), outcome == RowOutcome.TooLarge ? SmallerSum : OneRowEach);
        }

        if (conflicts == 0)
            _rows++;
        else
            _conflicting++;
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
        SkippedRows = outcome == ImportOutcome.Refused ? 0 : _reading.BadRows + _conflicting,
        UnknownColumns = [.. _file.Tables.SelectMany(table => table.Header.Unknown).Distinct()],
        Warnings = [.. _file.Warnings, .. _reading.Warnings],
        BadCells = _badCells.First,
        BadCellCount = _badCells.Count,
    };
}

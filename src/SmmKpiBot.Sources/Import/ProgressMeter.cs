using SmmKpiBot.Sources.Import.Tables;

namespace SmmKpiBot.Sources.Import;

/// <summary>Tells now and then how far a reading is, and ends it when cancelled.</summary>
internal sealed class ProgressMeter(IProgress<ImportProgress>? progress, long fileBytes, int tables, CancellationToken cancellationToken)
{
    private const int RowsBetweenReports = 2000;

    private readonly IProgress<ImportProgress>? _progress = progress;
    private readonly long _fileBytes = fileBytes;
    private readonly int _tables = tables;
    private readonly CancellationToken _cancellationToken = cancellationToken;
    private ImportStage _stage;
    private int _tablesDone;
    private int _rowsSinceReport;
    private long _rows;

    public void Begin(ImportStage stage)
    {
        _stage = stage;
        _tablesDone = 0;
        _rows = 0;
        Report(0);
    }

    public void Row(ITableReader reader, long rows)
    {
        if (++_rowsSinceReport < RowsBetweenReports)
            return;
        _rowsSinceReport = 0;
        _rows = rows;
        _cancellationToken.ThrowIfCancellationRequested();

        // Where a file has several tables, each counts as an equal part of it.
        Report((_tablesDone + Math.Min(1, (double)reader.BytesRead / Math.Max(1, _fileBytes))) / _tables);
    }

    public void TableDone() => Report((double)++_tablesDone / _tables);

    private void Report(double fraction) => _progress?.Report(new ImportProgress(_stage, (long)(fraction * _fileBytes), _fileBytes, _rows));
}

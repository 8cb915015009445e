namespace SmmKpiBot.Sources.Import.Tables;

/// <summary>Counts the cells read from one file and stops at the limit.</summary>
internal sealed class CellBudget(long mostCells)
{
    private readonly long _mostCells = mostCells;
    private long _cells;

    /// <summary>The file is read again from its beginning.</summary>
    public void Restart() => _cells = 0;

    public void Take(int cells)
    {
        _cells += cells;
        if (_cells > _mostCells)
            throw new TableException(new Wording(
                $"у файлі може бути не більше {_mostCells / 1_000_000m:0.##} млн клітинок: поділіть його за періодами або імпортуйте як CSV на сервері",
                $"a file of at most {_mostCells:N0} cells; split it by period, or import it as CSV on the command line"));
    }
}

using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>Rows of one account sorted by day, so that a period or a single day is a slice.</summary>
internal sealed class DayRows<T>
{
    public static readonly DayRows<T> Empty = new([], row => default);

    private readonly int[] _days;
    private readonly T[] _rows;

    public DayRows(IEnumerable<T> rows, Func<T, DateOnly> dayOf)
    {
        _rows = [.. rows];
        _days = [.. _rows.Select(row => dayOf(row).DayNumber)];
        Array.Sort(_days, _rows);
    }

    public ArraySegment<T> All => _rows;

    public ArraySegment<T> In(Period period) => Between(period.From.DayNumber, period.To.DayNumber);

    public ArraySegment<T> Between(int fromDay, int toDay)
    {
        var begin = FirstAt(fromDay);
        return new(_rows, begin, Math.Max(0, FirstAt(toDay + 1) - begin));
    }

    private int FirstAt(int day)
    {
        var low = 0;
        var high = _days.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_days[middle] < day)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}

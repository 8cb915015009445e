using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>The days observed of one kind of fact of one account: spans, merged.</summary>
internal sealed class CoveredDays
{
    public static readonly CoveredDays None = new([]);

    private readonly List<(int From, int To)> _runs = [];

    public CoveredDays(IEnumerable<(int From, int To)> spans)
    {
        foreach (var (from, to) in spans.Order())
        {
            if (_runs.Count > 0 && from <= _runs[^1].To + 1)
            {
                _runs[^1] = (_runs[^1].From, Math.Max(_runs[^1].To, to));
            }
            else
            {
                _runs.Add((from, to));
            }
        }
    }

    public bool Contains(int day)
    {
        foreach (var (from, to) in _runs)
        {
            if (day >= from && day <= to)
            {
                return true;
            }
        }

        return false;
    }

    public int CountIn(Period period)
    {
        var count = 0;
        foreach (var (from, to) in _runs)
        {
            count += Math.Max(0, Math.Min(to, period.To.DayNumber) - Math.Max(from, period.From.DayNumber) + 1);
        }

        return count;
    }
}

using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Charts;

/// <summary>A scale from zero with round steps: whole numbers for counts, usual spans of time for durations.</summary>
internal sealed record AxisScale(decimal Step, int Steps)
{
    private const int MostSteps = 5;

    private static readonly decimal[] Durations =
        [1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 432_000, 864_000];

    public decimal Top => Step * Steps;

    public static AxisScale For(decimal greatest, KpiUnit unit)
    {
        var step = unit == KpiUnit.Seconds ? DurationStep(greatest) : RoundStep(greatest, unit == KpiUnit.Count);
        var steps = Math.Max(1, (int)decimal.Ceiling(greatest / step));
        return new AxisScale(step, steps);
    }

    public IEnumerable<decimal> Marks() => Enumerable.Range(0, Steps + 1).Select(index => index * Step);

    private static decimal RoundStep(decimal greatest, bool whole)
    {
        decimal[] factors = [1m, 2m, 5m];
        var power = whole ? 1m : 0.0001m;
        while (true)
        {
            foreach (var factor in factors)
            {
                if (greatest <= factor * power * MostSteps)
                    return factor * power;
            }

            power *= 10;
        }
    }

    private static decimal DurationStep(decimal greatest)
    {
        foreach (var step in Durations)
        {
            if (greatest <= step * MostSteps)
                return step;
        }

        return RoundStep(greatest / Durations[^1], whole: true) * Durations[^1];
    }
}

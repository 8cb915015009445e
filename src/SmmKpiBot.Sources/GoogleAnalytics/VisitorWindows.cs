namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>The windows that people ask for: weeks, two weeks, 28 and 30 days, and the month or quarter that ends on a day.</summary>
internal static class VisitorWindows
{
    private static readonly int[] Always = [7, 14, 28, 30];

    public static IReadOnlyList<int> EndingOn(DateOnly day)
    {
        var next = day.AddDays(1);
        IEnumerable<int> month = next.Day == 1 ? [next.DayNumber - next.AddMonths(-1).DayNumber] : [];
        IEnumerable<int> quarter = next is { Day: 1, Month: 1 or 4 or 7 or 10 } ? [next.DayNumber - next.AddMonths(-3).DayNumber] : [];
        return [.. Always.Concat(month).Concat(quarter).Distinct()];
    }
}

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>
/// The windows of which unique people are asked for, because digests are about them: 7, 14 and 28 days to a Sunday, a month to its end. Which they are depends on the
/// day alone, so that reading it again asks for the same.
/// </summary>
internal static class MetaWindows
{
    private static readonly int[] ToSunday = [7, 14, 28];

    /// <param name="day">The last day of the windows.</param>
    /// <param name="longest">More days are not told at once, and unique people are never added up.</param>
    public static IReadOnlyList<int> Ending(DateOnly day, int longest)
    {
        var weeks = day.DayOfWeek == DayOfWeek.Sunday ? ToSunday : [];
        return day.AddDays(1).Day == 1 && day.Day <= longest && !weeks.Contains(day.Day) ? [.. weeks, day.Day] : weeks;
    }
}

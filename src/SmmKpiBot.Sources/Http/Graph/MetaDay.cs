using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>
/// Days of Meta's organic figures: of Pacific time, told by the instant at which they end. Nothing here adds 24 hours to get to another day: days of a
/// change of clocks have 23 or 25.
/// </summary>
internal static class MetaDay
{
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    /// <summary>
    /// The day that ends then. The hour is taken as it comes: it is midnight in California as a rule, of the account where Meta does it otherwise. The middle of the
    /// day falls on the same date in UTC either way.
    /// </summary>
    public static DateOnly EndingAt(DateTimeOffset end) => DateOnly.FromDateTime(end.UtcDateTime.AddHours(-12));

    /// <summary>The last day that is over.</summary>
    public static DateOnly LastClosed(DateTimeOffset now) => LocalDay.Of(now, Zone).AddDays(-1);

    public static DateTimeOffset EndOf(DateOnly day) => LocalDay.Start(day.AddDays(1), Zone);

    /// <summary>
    /// What to ask for where the answer has no dates of its own: it gathers the days whose end lies between the two instants, and the days of California end in
    /// the morning of the next day of UTC.
    /// </summary>
    public static (DateTimeOffset Since, DateTimeOffset Until) Window(DateOnly first, DateOnly last) => (MidnightUtc(first.AddDays(1)), MidnightUtc(last.AddDays(2)));

    /// <summary>What to ask for where each value has its date: a day more, because Meta says in two ways where such a span begins. What lies outside is left out by its label.</summary>
    public static (DateTimeOffset Since, DateTimeOffset Until) WideWindow(DateOnly first, DateOnly last) => (MidnightUtc(first), MidnightUtc(last.AddDays(2)));

    private static DateTimeOffset MidnightUtc(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}

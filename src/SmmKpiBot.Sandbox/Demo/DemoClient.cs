namespace SmmKpiBot.Sandbox.Demo;

/// <summary>An invented client: its keys as <c>client set</c> takes them, and its accounts.</summary>
internal sealed record DemoClient(string Slug, string Name, IReadOnlyList<KeyValuePair<string, string>> Keys, IReadOnlyList<DemoSource> Sources);

/// <summary>The days the invented figures span: 13 months up to the day before the sandbox starts.</summary>
internal sealed record DemoCalendar(DateOnly Today)
{
    public DateOnly Start { get; } = new DateOnly(Today.Year, Today.Month, 1).AddMonths(-13);

    public DateOnly DaysAgo(int days) => Today.AddDays(-days);

    /// <summary>The last Tuesday that is over since at least a day.</summary>
    public DateOnly LastTuesday
    {
        get
        {
            var day = Today.AddDays(-2);
            while (day.DayOfWeek != DayOfWeek.Tuesday)
            {
                day = day.AddDays(-1);
            }

            return day;
        }
    }
}

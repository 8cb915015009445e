namespace SmmKpiBot.Reporting.Kpis;

/// <summary>An ISO week, a month or a quarter.</summary>
internal readonly record struct CalendarUnit
{
    /// <summary>0 for a week.</summary>
    private readonly int _months;

    private CalendarUnit(DateOnly first, int months)
    {
        First = first;
        _months = months;
    }

    public DateOnly First { get; }

    public DateOnly Last => (_months == 0 ? First.AddDays(7) : First.AddMonths(_months)).AddDays(-1);

    public static CalendarUnit Week(DateOnly day) => new(day.AddDays(-(((int)day.DayOfWeek + 6) % 7)), 0);

    public static CalendarUnit Month(DateOnly day) => new(new(day.Year, day.Month, 1), 1);

    public static CalendarUnit Quarter(DateOnly day) => new(new(day.Year, day.Month - ((day.Month - 1) % 3), 1), 3);

    public CalendarUnit Before() => new(_months == 0 ? First.AddDays(-7) : First.AddMonths(-_months), _months);

    public CalendarUnit YearBefore() => new(_months == 0 ? First.AddDays(-364) : First.AddYears(-1), _months);
}

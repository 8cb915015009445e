using System.Globalization;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Reporting.Texts;

/// <summary>Days and periods: <c>9–22 листопада</c> in sentences, <c>22.11</c> · <c>22 Nov</c> on axes.</summary>
public static class DateText
{
    private static readonly string[] Roman = ["I", "II", "III", "IV"];

    /// <summary><c>22 листопада</c> · <c>22 November</c>.</summary>
    public static string Day(DateOnly day, Language language) => Number(day.Day) + Typography.NoBreakSpace + MonthAfterDay(day, language);

    /// <summary><c>22 листопада 2026</c>.</summary>
    public static string DayAndYear(DateOnly day, Language language) => Day(day, language) + Typography.NoBreakSpace + Year(day);

    /// <summary><c>22.11</c> · <c>22 Nov</c>.</summary>
    public static string OnAxis(DateOnly day, Language language) => language == Language.Uk
        ? day.ToString("dd.MM", CultureInfo.InvariantCulture)
        : Number(day.Day) + Typography.NoBreakSpace + day.ToString("MMM", CultureInfo.InvariantCulture);

    /// <summary><c>9–22 листопада</c>, <c>26 жовтня – 8 листопада</c>; years where the two ends differ in them.</summary>
    public static string Range(Period period, Language language)
    {
        if (period.From == period.To)
            return Day(period.From, language);

        if (period.From.Year != period.To.Year)
            return Spaced(DayAndYear(period.From, language), DayAndYear(period.To, language));

        return period.From.Month == period.To.Month
            ? Number(period.From.Day) + Typography.EnDash + Day(period.To, language)
            : Spaced(Day(period.From, language), Day(period.To, language));
    }

    /// <summary>The range, always with the year: for periods far from today.</summary>
    public static string RangeAndYear(Period period, Language language) =>
        period.From.Year == period.To.Year
            ? Range(period, language) + Typography.NoBreakSpace + Year(period.To)
            : Range(period, language);

    /// <summary><c>21–22.11</c> · <c>21–22 Nov</c>.</summary>
    public static string RangeOnAxis(Period period, Language language)
    {
        if (period.From == period.To)
            return OnAxis(period.From, language);

        if (period.From.Month != period.To.Month || period.From.Year != period.To.Year)
            return OnAxis(period.From, language) + Typography.EnDash + OnAxis(period.To, language);

        var first = language == Language.Uk ? period.From.ToString("dd", CultureInfo.InvariantCulture) : Number(period.From.Day);
        return first + Typography.EnDash + OnAxis(period.To, language);
    }

    /// <summary>What kind of period it is: <c>тиждень</c>, <c>2 тижні</c>, <c>місяць</c>, <c>квартал</c>, else its days.</summary>
    public static string Kind(Period period, Language language)
    {
        if (IsMonths(period, 1))
            return new Words("місяць", "month").In(language);

        if (IsQuarter(period))
            return new Words("квартал", "quarter").In(language);

        return period.Days switch
        {
            7 => new Words("тиждень", "week").In(language),
            14 => Plural.Count(2, Nouns.Week, language),
            _ => Plural.Count(period.Days, Nouns.Day, language),
        };
    }

    /// <summary>Which one it is: <c>жовтень</c>, <c>III квартал</c> · <c>Q3</c>, <c>2 тижні, 9–22 листопада</c>.</summary>
    public static string Named(Period period, Language language)
    {
        if (IsMonths(period, 1))
            return Cultures.Of(language).DateTimeFormat.MonthNames[period.From.Month - 1];

        return IsQuarter(period)
            ? new Words(Roman[(period.From.Month - 1) / 3] + Typography.NoBreakSpace + "квартал", "Q" + Number(((period.From.Month - 1) / 3) + 1)).In(language)
            : Kind(period, language) + ", " + Range(period, language);
    }

    /// <summary><c>22 листопада, 10:41</c> in <paramref name="zone"/>.</summary>
    public static string Instant(DateTimeOffset at, TimeZoneInfo zone, Language language) =>
        Day(LocalDay.Of(at, zone), language) + ", " + Time(at, zone);

    /// <summary><c>10:41</c> in <paramref name="zone"/>.</summary>
    public static string Time(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary><c>понеділок</c> · <c>Monday</c>.</summary>
    public static string Weekday(DayOfWeek day, Language language) =>
        Cultures.Of(language).DateTimeFormat.GetDayName(day).Replace("\u02BC", Typography.Apostrophe, StringComparison.Ordinal);

    private static bool IsQuarter(Period period) => IsMonths(period, 3) && (period.From.Month - 1) % 3 == 0;

    private static bool IsMonths(Period period, int months) =>
        period.From.Day == 1 && period.To == period.From.AddMonths(months).AddDays(-1);

    private static string MonthAfterDay(DateOnly day, Language language) =>
        Cultures.Of(language).DateTimeFormat.MonthGenitiveNames[day.Month - 1];

    private static string Spaced(string from, string to) => from + " " + Typography.EnDash + Typography.NoBreakSpace + to;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Year(DateOnly day) => day.Year.ToString("0000", CultureInfo.InvariantCulture);
}

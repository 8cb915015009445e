using System.Globalization;
using System.Text.RegularExpressions;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>The forms a period is asked for in.</summary>
internal static partial class PeriodExpression
{
    /// <summary>Three years: more days in one report help nobody and read the whole store.</summary>
    private const int MaximumDays = 1096;

    /// <summary>No network of ours is older; earlier years are typing errors.</summary>
    private const int FirstYear = 2000;

    private const string Allowed =
        "Use Nd (such as 14d), week, 2weeks, month, quarter, this-week, this-month, this-quarter, 2026-W46, 2026-10, 2026-Q3 or 2026-11-02..2026-11-15.";

    public static PeriodChoice Resolve(string expression, DateOnly today)
    {
        var text = expression.Trim().ToLowerInvariant();
        return text switch
        {
            "week" => Calendar(CalendarUnit.Week(today).Before(), today),
            "month" => Calendar(CalendarUnit.Month(today).Before(), today),
            "quarter" => Calendar(CalendarUnit.Quarter(today).Before(), today),
            "2weeks" => Days(CalendarUnit.Week(today).First.AddDays(-14), 14),
            "this-week" => Calendar(CalendarUnit.Week(today), today),
            "this-month" => Calendar(CalendarUnit.Month(today), today),
            "this-quarter" => Calendar(CalendarUnit.Quarter(today), today),
            _ => ByPattern(text, today) ?? throw new PeriodException($"\"{expression}\" is not a period. {Allowed}"),
        };
    }

    /// <summary>Says up to when a period that is not over was counted, and over how many days it is compared: a shorter month before it stays whole.</summary>
    public static Words CutNote(Period period, Period? comparison)
    {
        var upTo = new Words($"Період ще триває: пораховано дні по {period.To.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)} включно", $"The period is not over: counted up to {Iso(period.To)}");
        var compared = comparison switch
        {
            null => new Words("", ""),
            { Days: var days } when days == period.Days => new($", для порівняння взято стільки ж ({days})", $", and compared with as many days ({days})"),
            { Days: var days } => new($", для порівняння взято {Plural.Count(days, Nouns.Day, Language.Uk)}", $", and compared with {Plural.Count(days, Nouns.Day, Language.En)}"),
        };
        return new(upTo.Uk + compared.Uk + ".", upTo.En + compared.En + ".");
    }

    private static PeriodChoice? ByPattern(string text, DateOnly today)
    {
        if (LastDaysPattern().Match(text) is { Success: true } days)
        {
            return LastDays(days.Groups[1].Value, today);
        }

        if (UnitPattern().Match(text) is { Success: true } unit)
        {
            return NamedUnit(text, unit, today);
        }

        return RangePattern().Match(text) is { Success: true } range ? Range(Date(range, 1), Date(range, 2), today) : null;
    }

    private static PeriodChoice LastDays(string number, DateOnly today)
    {
        if (!int.TryParse(number, CultureInfo.InvariantCulture, out var days) || days is < 1 or > MaximumDays)
        {
            throw new PeriodException($"{number}d is not possible: between 1 and {MaximumDays} days (3 years) can be reported at once.");
        }

        return Days(today.AddDays(-days), days);
    }

    private static PeriodChoice NamedUnit(string text, Match match, DateOnly today)
    {
        var year = Year(match.Groups["year"].Value);
        if (match.Groups["week"] is { Success: true } week)
        {
            var number = int.Parse(week.Value, CultureInfo.InvariantCulture);
            var weeks = ISOWeek.GetWeeksInYear(year);
            return number >= 1 && number <= weeks
                ? Calendar(CalendarUnit.Week(DateOnly.FromDateTime(ISOWeek.ToDateTime(year, number, DayOfWeek.Monday))), today)
                : throw new PeriodException($"{text.ToUpperInvariant()} is not a week: {year} has the weeks W01 to W{weeks}.");
        }

        if (match.Groups["quarter"] is { Success: true } quarter)
        {
            return Calendar(CalendarUnit.Quarter(new DateOnly(year, (3 * (quarter.Value[0] - '0')) - 2, 1)), today);
        }

        var month = int.Parse(match.Groups["month"].Value, CultureInfo.InvariantCulture);
        return month is >= 1 and <= 12
            ? Calendar(CalendarUnit.Month(new DateOnly(year, month, 1)), today)
            : throw new PeriodException($"{text} is not a month: months are 01 to 12. {Allowed}");
    }

    private static PeriodChoice Range(DateOnly from, DateOnly to, DateOnly today)
    {
        if (to < from)
        {
            throw new PeriodException($"{Iso(from)}..{Iso(to)} ends before it begins: write the earlier date first.");
        }

        var last = Cut(from, to, today);
        var days = last.DayNumber - from.DayNumber + 1;
        if (days > MaximumDays)
        {
            throw new PeriodException($"{Iso(from)}..{Iso(to)} has {days} days; at most {MaximumDays} (3 years) can be reported at once.");
        }

        return Days(from, days) with { IsCut = last < to };
    }

    private static PeriodChoice Days(DateOnly from, int days)
    {
        var period = new Period(from, from.AddDays(days - 1));
        return new() { Period = period, Previous = period.Shift(-days), YearEarlier = period.Shift(-364) };
    }

    private static PeriodChoice Calendar(CalendarUnit unit, DateOnly today)
    {
        var last = Cut(unit.First, unit.Last, today);
        var days = last.DayNumber - unit.First.DayNumber + 1;
        var cut = last < unit.Last;
        return new()
        {
            Period = new(unit.First, last),
            Previous = Like(unit.Before()),
            YearEarlier = Like(unit.YearBefore()),
            IsCut = cut,
        };

        // A shorter unit (February under 30 days of March) stays whole.
        Period Like(CalendarUnit other) => cut && other.First.AddDays(days - 1) < other.Last
            ? new(other.First, other.First.AddDays(days - 1))
            : new(other.First, other.Last);
    }

    private static DateOnly Cut(DateOnly from, DateOnly to, DateOnly today)
    {
        if (from >= today)
        {
            throw new PeriodException(
                $"{Iso(from)}..{Iso(to)} has no complete day yet: figures go up to yesterday, {Iso(today.AddDays(-1))}. Choose an earlier period.");
        }

        return to < today ? to : today.AddDays(-1);
    }

    private static DateOnly Date(Match match, int group)
    {
        var text = match.Groups[group].Value;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year >= FirstYear
            ? day
            : throw new PeriodException($"{text} is not a date since {FirstYear}: write it as year-month-day, such as 2026-11-02.");
    }

    private static int Year(string text)
    {
        var year = int.Parse(text, CultureInfo.InvariantCulture);
        return year is >= FirstYear and <= 9000 ? year : throw new PeriodException($"{text} is not a year that figures can be of: {FirstYear} is the first.");
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([0-9]{1,9})d\z")]
    private static partial Regex LastDaysPattern();

    [GeneratedRegex(@"^(?<year>[0-9]{4})-(w(?<week>[0-9]{2})|q(?<quarter>[1-4])|(?<month>[0-9]{2}))\z")]
    private static partial Regex UnitPattern();

    [GeneratedRegex(@"^([0-9]{4}-[0-9]{2}-[0-9]{2})\.\.([0-9]{4}-[0-9]{2}-[0-9]{2})\z")]
    private static partial Regex RangePattern();
}

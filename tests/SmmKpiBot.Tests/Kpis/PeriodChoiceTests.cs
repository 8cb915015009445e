using SmmKpiBot.Reporting.Kpis;
using Xunit;

namespace SmmKpiBot.Tests.Kpis;

public class PeriodChoiceTests
{
    /// <summary>2026-11-23 is a Monday.</summary>
    [Theory]
    [InlineData("14d", "2026-11-09..2026-11-22", "2026-10-26..2026-11-08", "2025-11-10..2025-11-23")]
    [InlineData("1d", "2026-11-22..2026-11-22", "2026-11-21..2026-11-21", "2025-11-23..2025-11-23")]
    [InlineData("week", "2026-11-16..2026-11-22", "2026-11-09..2026-11-15", "2025-11-17..2025-11-23")]
    [InlineData("2weeks", "2026-11-09..2026-11-22", "2026-10-26..2026-11-08", "2025-11-10..2025-11-23")]
    [InlineData("month", "2026-10-01..2026-10-31", "2026-09-01..2026-09-30", "2025-10-01..2025-10-31")]
    [InlineData("quarter", "2026-07-01..2026-09-30", "2026-04-01..2026-06-30", "2025-07-01..2025-09-30")]
    [InlineData("2026-W46", "2026-11-09..2026-11-15", "2026-11-02..2026-11-08", "2025-11-10..2025-11-16")]
    [InlineData("2026-W01", "2025-12-29..2026-01-04", "2025-12-22..2025-12-28", "2024-12-30..2025-01-05")]
    [InlineData("2020-W53", "2020-12-28..2021-01-03", "2020-12-21..2020-12-27", "2019-12-30..2020-01-05")]
    [InlineData("2026-10", "2026-10-01..2026-10-31", "2026-09-01..2026-09-30", "2025-10-01..2025-10-31")]
    [InlineData("2024-02", "2024-02-01..2024-02-29", "2024-01-01..2024-01-31", "2023-02-01..2023-02-28")]
    [InlineData("2026-03", "2026-03-01..2026-03-31", "2026-02-01..2026-02-28", "2025-03-01..2025-03-31")]
    [InlineData("2026-Q3", "2026-07-01..2026-09-30", "2026-04-01..2026-06-30", "2025-07-01..2025-09-30")]
    [InlineData("2026-Q1", "2026-01-01..2026-03-31", "2025-10-01..2025-12-31", "2025-01-01..2025-03-31")]
    [InlineData("2026-11-02..2026-11-15", "2026-11-02..2026-11-15", "2026-10-19..2026-11-01", "2025-11-03..2025-11-16")]
    [InlineData("2024-02-29..2024-02-29", "2024-02-29..2024-02-29", "2024-02-28..2024-02-28", "2023-03-02..2023-03-02")]
    [InlineData(" 2026-w46 ", "2026-11-09..2026-11-15", "2026-11-02..2026-11-08", "2025-11-10..2025-11-16")]
    public void Parse_CompletePeriod_GivesItAndBothItIsComparedWith(string expression, string period, string previous, string yearEarlier)
    {
        var choice = PeriodChoice.Parse(expression, FactSetBuilder.Day("11-23"));

        Assert.Equal((period, previous, yearEarlier), (choice.Period.ToString(), choice.Previous.ToString(), choice.YearEarlier.ToString()));
        Assert.Empty(choice.Notes(ComparisonKind.Previous));
    }

    [Theory]
    [InlineData("2026-11-22", "week", "2026-11-09..2026-11-15")] // on a Sunday the week is not over
    [InlineData("2026-11-22", "2weeks", "2026-11-02..2026-11-15")]
    [InlineData("2026-11-24", "2weeks", "2026-11-09..2026-11-22")]
    [InlineData("2026-01-01", "month", "2025-12-01..2025-12-31")]
    [InlineData("2026-03-31", "quarter", "2025-10-01..2025-12-31")]
    public void Parse_OtherDays_TakesTheLastCompleteOne(string today, string expression, string period)
    {
        Assert.Equal(period, PeriodChoice.Parse(expression, FactSetBuilder.Day(today)).Period.ToString());
    }

    [Theory]
    [InlineData("2026-11-26", "this-week", "2026-11-23..2026-11-25", "2026-11-16..2026-11-18", "2025-11-24..2025-11-26")]
    [InlineData("2026-11-23", "this-month", "2026-11-01..2026-11-22", "2026-10-01..2026-10-22", "2025-11-01..2025-11-22")]
    [InlineData("2026-11-23", "2026-11", "2026-11-01..2026-11-22", "2026-10-01..2026-10-22", "2025-11-01..2025-11-22")]
    [InlineData("2026-03-31", "this-month", "2026-03-01..2026-03-30", "2026-02-01..2026-02-28", "2025-03-01..2025-03-30")] // February has no 30 days
    [InlineData("2024-02-29", "2024-02", "2024-02-01..2024-02-28", "2024-01-01..2024-01-28", "2023-02-01..2023-02-28")]
    [InlineData("2026-11-23", "this-quarter", "2026-10-01..2026-11-22", "2026-07-01..2026-08-22", "2025-10-01..2025-11-22")]
    [InlineData("2026-11-23", "2026-11-16..2026-11-30", "2026-11-16..2026-11-22", "2026-11-09..2026-11-15", "2025-11-17..2025-11-23")]
    public void Parse_PeriodThatIsNotOver_IsCutAtYesterdayAndSaysSo(string today, string expression, string period, string previous, string yearEarlier)
    {
        var choice = PeriodChoice.Parse(expression, FactSetBuilder.Day(today));

        Assert.Equal((period, previous, yearEarlier), (choice.Period.ToString(), choice.Previous.ToString(), choice.YearEarlier.ToString()));
        Assert.Single(choice.Notes(ComparisonKind.Previous));
    }

    /// <summary>The note is of the period that is really compared with: February is whole beside 30 days of March, and nothing may be compared at all.</summary>
    [Theory]
    [InlineData("2026-11-23", "this-month", ComparisonKind.Previous, "Період ще триває: пораховано дні по 22.11.2026 включно, для порівняння взято стільки ж (22).", "The period is not over: counted up to 2026-11-22, and compared with as many days (22).")]
    [InlineData("2026-03-31", "this-month", ComparisonKind.Previous, "Період ще триває: пораховано дні по 30.03.2026 включно, для порівняння взято 28 днів.", "The period is not over: counted up to 2026-03-30, and compared with 28 days.")]
    [InlineData("2026-03-31", "this-month", ComparisonKind.Year, "Період ще триває: пораховано дні по 30.03.2026 включно, для порівняння взято стільки ж (30).", "The period is not over: counted up to 2026-03-30, and compared with as many days (30).")]
    [InlineData("2026-11-23", "2026-11-16..2026-11-30", null, "Період ще триває: пораховано дні по 22.11.2026 включно.", "The period is not over: counted up to 2026-11-22.")]
    public void Notes_PeriodThatIsNotOver_SayWhatItIsComparedWith(string today, string expression, ComparisonKind? comparison, string uk, string en)
    {
        var choice = PeriodChoice.Parse(expression, FactSetBuilder.Day(today));

        var note = Assert.Single(choice.Notes(comparison));

        Assert.Equal((uk, en), (note.Uk.Replace('\u00A0', ' '), note.En.Replace('\u00A0', ' ')));
    }

    [Theory]
    [InlineData("sometimes", "is not a period")]
    [InlineData("", "is not a period")]
    [InlineData("d", "is not a period")]
    [InlineData("-3d", "is not a period")]
    [InlineData("٣d", "is not a period")]
    [InlineData("2026", "is not a period")]
    [InlineData("2026-11-02", "is not a period")]
    [InlineData("2026-11-02..2026-11-15\n2026", "is not a period")]
    [InlineData("0d", "between 1 and 1096 days")]
    [InlineData("1097d", "between 1 and 1096 days")]
    [InlineData("999999999d", "between 1 and 1096 days")]
    [InlineData("2023-11-01..2026-11-15", "at most 1096")]
    [InlineData("2026-W54", "W01 to W53")]
    [InlineData("2025-W53", "W01 to W52")]
    [InlineData("2026-W00", "W01 to W53")]
    [InlineData("2026-13", "01 to 12")]
    [InlineData("2026-00", "01 to 12")]
    [InlineData("2026-Q5", "is not a period")]
    [InlineData("1026-10", "is not a year")]
    [InlineData("0000-W01", "is not a year")]
    [InlineData("2026-11-15..2026-11-02", "ends before it begins")]
    [InlineData("2026-02-29..2026-03-01", "is not a date")]
    [InlineData("2026-11-23..2026-11-30", "no complete day yet")]
    [InlineData("2026-12", "no complete day yet")]
    [InlineData("2027-W01", "no complete day yet")]
    [InlineData("this-week", "no complete day yet")] // Monday
    public void Parse_NotPossible_SaysWhy(string expression, string reason)
    {
        var error = Assert.Throws<PeriodException>(() => PeriodChoice.Parse(expression, FactSetBuilder.Day("11-23")));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ThreeYearsOfDays_IsTheLongest()
    {
        Assert.Equal(1096, PeriodChoice.Parse("1096d", FactSetBuilder.Day("11-23")).Period.Days);
    }
}

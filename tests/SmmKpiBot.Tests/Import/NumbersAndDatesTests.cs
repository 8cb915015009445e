using System.Globalization;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Posts;
using SmmKpiBot.Sources.Import;
using SmmKpiBot.Sources.Import.Cells;
using Xunit;

namespace SmmKpiBot.Tests.Import;

public class NumbersAndDatesTests
{
    [Theory]
    [InlineData("1234", 1234)]
    [InlineData("1 234", 1234)]
    [InlineData("1\u00A0234\u00A0567", 1234567)]
    [InlineData("1\u202F234", 1234)]
    [InlineData("1'234", 1234)]
    [InlineData("\"1,234\"", 1234)]
    [InlineData("\"1,234,567\"", 1234567)]
    [InlineData("1.234", 1234)]
    [InlineData("1.234.567", 1234567)]
    [InlineData("12.0", 12)]
    [InlineData("\"12,00\"", 12)]
    [InlineData("\"1,234.0\"", 1234)]
    [InlineData("+5", 5)]
    [InlineData("1.2K", 1200)]
    [InlineData("\"3,4 тис.\"", 3400)]
    [InlineData("2M", 2000000)]
    [InlineData("1000000000000000", 1_000_000_000_000_000)]
    public async Task Count_AsPeopleWriteIt_IsRead(string written, long count) =>
        Assert.Equal(count, (await Reading.Of($"date,metric,value\n2026-11-20,views,{written}\n")).Only<MetricPoint>().Value);

    [Theory]
    [InlineData("many", "a whole number")]
    [InlineData("12.5", "a whole number")]
    [InlineData("-5", "0 or more")]
    [InlineData("−5", "0 or more")]
    [InlineData("12 34", "a whole number")]
    [InlineData("1.2.3", "a whole number")]
    [InlineData("5 %", "a whole number")]
    [InlineData("1E+05", "a whole number")]
    [InlineData("1000000000000001", "smaller")]
    [InlineData("9223372036854775807", "smaller")]
    [InlineData("9223372036854775808", "smaller")]
    [InlineData("99999999999999999999999999999999", "a whole number")]
    public async Task Count_ThatIsNone_IsAnErrorWithItsPlace(string written, string expected)
    {
        var bad = (await Reading.Of($"date,metric,value\n2026-11-20,views,1\n2026-11-21,views,{written}\n")).OnlyBad();

        Assert.Equal(("file.csv", 3, "value", written), (bad.File, bad.Line, bad.Column, bad.Value));
        Assert.Contains(expected, bad.Expected.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("date,spend,currency,clicks\n2026-11-20,27000000000000,UAH,1\n", "spend")]
    [InlineData("date,spend,currency,clicks\n2026-11-20,-1000000000001,UAH,1\n", "spend")]
    [InlineData("date,source,medium,sessions,engaged_seconds\n2026-11-20,instagram,social,1,99999999999999999999\n", "engaged_seconds")]
    [InlineData("Session source / medium,Date,Sessions,Average engagement time per session\ninstagram / social,20261120,1000000000000000,1000000000000000\n", "Average engagement time per session")]
    [InlineData("Session source / medium,Date,Sessions,Session key event rate\ninstagram / social,20261120,1000000,1000000000000\n", "Session key event rate")]
    public async Task Number_BeyondWhatAnyNetworkCounts_IsAnErrorOfItsColumn(string text, string column)
    {
        var bad = (await Reading.Of(text)).OnlyBad();

        Assert.Equal((2, column), (bad.Line, bad.Column));
        Assert.Contains("smaller", bad.Expected.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("—")]
    [InlineData("–")]
    [InlineData("N/A")]
    [InlineData("n/a")]
    [InlineData("NaN")]
    [InlineData("NAN")]
    public async Task Unknown_HoweverWritten_IsNull(string written) =>
        Assert.Null((await Reading.Of($"published_at,post_id,reach\n2026-11-20,p,{written}\n")).Only<Post>().Reach);

    [Theory]
    [InlineData("1.5|2.25", 1_500_000, 2_250_000)]
    [InlineData("1,5|1,234", 1_500_000, 1_234_000)]
    [InlineData("1.5|1,234", 1_500_000, 1_234_000_000)]
    [InlineData("1,234.56|1,234", 1_234_560_000, 1_234_000_000)]
    [InlineData("1.234,56|1.234", 1_234_560_000, 1_234_000_000)]
    [InlineData("0,500|7", 500_000, 7_000_000)]
    [InlineData("1 234,567|7", 1_234_567_000, 7_000_000)]
    public async Task Amount_OfOneColumn_HasOneDecimalMark(string values, long first, long second)
    {
        var written = values.Split('|');

        var reading = await Reading.Of($"date;campaign;spend;currency\n2026-11-20;a;{written[0]};UAH\n2026-11-20;b;{written[1]};UAH\n");

        Assert.Equal<long?>([first, second], reading.Facts.Cast<AdDay>().Select(day => day.SpendMicros));
    }

    [Theory]
    [InlineData("1,234")]
    [InlineData("1.234")]
    public async Task Amount_WhoseMarkIsOpen_AsksForDecimal(string written)
    {
        var text = $"date;spend;currency\n2026-11-20;{written};UAH\n";

        var bad = (await Reading.Of(text)).OnlyBad();
        Assert.Equal((2, "spend", written), (bad.Line, bad.Column, bad.Value));
        Assert.Contains("--decimal", bad.Expected.En, StringComparison.Ordinal);

        var point = (await Reading.Of(text, Reading.Request with { DecimalMark = DecimalMark.Point })).Only<AdDay>();
        var comma = (await Reading.Of(text, Reading.Request with { DecimalMark = DecimalMark.Comma })).Only<AdDay>();
        Assert.Equal<long?>([1_234_000, 1_234_000_000], new[] { point.SpendMicros, comma.SpendMicros }.Order());
    }

    [Fact]
    public async Task Amount_WithBothMarksInOneColumn_IsAnErrorAtTheSecond()
    {
        var bad = (await Reading.Of("date;spend;currency\n2026-11-20;1,5;UAH\n2026-11-21;2.5;UAH\n")).OnlyBad();

        Assert.Equal((3, "spend", "2.5"), (bad.Line, bad.Column, bad.Value));
        Assert.Contains("one decimal mark", bad.Expected.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-05")]
    [InlineData("2026/11/5")]
    [InlineData("2026.11.05")]
    [InlineData("20261105")]
    [InlineData("05.11.2026")]
    [InlineData("5.11.26")]
    [InlineData("2026-11-05T00:00:00")]
    [InlineData("\"Nov 5, 2026\"")]
    [InlineData("\"Thu, Nov 5, 2026\"")]
    [InlineData("5 November 2026")]
    [InlineData("5-Nov-26")]
    [InlineData("5 листопада 2026 р.")]
    [InlineData("5 ноября 2026 г.")]
    [InlineData("5 лист. 2026")]
    [InlineData("5 ноября")]
    [InlineData("November 5")]
    [InlineData("46331")]
    public async Task Day_AsPeopleAndProgramsWriteIt_IsRead(string written) =>
        Assert.Equal(new DateOnly(2026, 11, 5), (await Reading.Of($"date,metric,value\n{written},views,1\n")).Only<MetricPoint>().Day);

    [Theory]
    [InlineData("2026-02-29")]
    [InlineData("2026-13-01")]
    [InlineData("31.04.2026")]
    [InlineData("yesterday")]
    [InlineData("2026")]
    [InlineData("3026-01-01")]
    [InlineData("2026-11-05 25:00")]
    [InlineData("Lifetime")]
    public async Task Day_ThatDoesNotExist_IsAnError(string written) =>
        Assert.Equal((2, "date", written), (await Reading.Of($"date,metric,value\n{written},views,1\n")).BadCells.Select(bad => (bad.Line, bad.Column, bad.Value)).Single());

    [Theory]
    [InlineData("03/04/2026|13/04/2026", "2026-04-03")]
    [InlineData("03/04/2026|04/13/2026", "2026-03-04")]
    public async Task Day_WithSlashes_TakesItsOrderFromTheColumn(string values, string first)
    {
        var written = values.Split('|');

        var reading = await Reading.Of($"date,metric,value\n{written[0]},views,1\n{written[1]},views,2\n");

        Assert.Equal(first, reading.Facts.Cast<MetricPoint>().First().Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Day_WithSlashesThatProveNothing_AsksForDates()
    {
        const string text = "date,metric,value\n03/04/2026,views,1\n";

        var bad = (await Reading.Of(text)).OnlyBad();
        Assert.Equal((2, "date", "03/04/2026"), (bad.Line, bad.Column, bad.Value));
        Assert.Contains("--dates", bad.Expected.En, StringComparison.Ordinal);
        Assert.Equal(4, (await Reading.Of(text, Reading.Request with { Dates = DayOrder.DayMonth })).Only<MetricPoint>().Day.Month);
        Assert.Equal(3, (await Reading.Of(text, Reading.Request with { Dates = DayOrder.MonthDay })).Only<MetricPoint>().Day.Month);
    }

    [Fact]
    public async Task Day_WithSlashesInBothOrders_IsAnError() =>
        Assert.Contains("one order", (await Reading.Of("date,metric,value\n13/04/2026,views,1\n04/13/2026,views,1\n03/04/2026,views,2\n")).OnlyBad().Expected.En, StringComparison.Ordinal);

    [Theory]
    [InlineData("2026-11-20T14:30", "2026-11-20T12:30:00Z")]
    [InlineData("2026-11-20 14:30:15", "2026-11-20T12:30:15Z")]
    [InlineData("\"20.11.2026, 14:30\"", "2026-11-20T12:30:00Z")]
    [InlineData("2026-11-20T14:30:00+0100", "2026-11-20T13:30:00Z")]
    [InlineData("2026-11-20T14:30:00-05", "2026-11-20T19:30:00Z")]
    [InlineData("\"Nov 20, 2026 2:30 PM\"", "2026-11-20T12:30:00Z")]
    [InlineData("2026-11-20 12:05 AM", "2026-11-19T22:05:00Z")]
    [InlineData("11/20/2026 14:30", "2026-11-20T12:30:00Z")]
    [InlineData("2026-11-20", "2026-11-19T22:00:00Z")]
    public async Task Moment_AsPeopleAndProgramsWriteIt_IsRead(string written, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), (await Reading.Of($"published_at,post_id\n{written},p\n")).Only<Post>().PublishedAt);

    [Fact]
    public async Task Id_ThatASpreadsheetRounded_IsAnError() =>
        Assert.Equal(("post_id", "1.22123E+17"), (await Reading.Of("published_at,post_id\n2026-11-20,1.22123E+17\n")).BadCells.Select(bad => (bad.Column, bad.Value)).Single());

    [Theory]
    [InlineData("February 29", "2026-11-23", "2024-02-29")]
    [InlineData("November 24", "2026-11-23", "2025-11-24")]
    [InlineData("23 листопада", "2026-11-23", "2026-11-23")]
    [InlineData("31 декабря", "2026-01-02", "2025-12-31")]
    public void Resolve_DateWithoutYear_IsTheLatestThatIsNotInTheFuture(string written, string today, string day)
    {
        var text = written.AsSpan();

        Assert.True(DateText.TryTake(ref text, out var date));
        Assert.Equal(DateOnly.ParseExact(day, "yyyy-MM-dd"), date.Resolve(DayOrder.DayMonth, DateOnly.ParseExact(today, "yyyy-MM-dd")));
    }
}

using System.Globalization;
using System.Text;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Posts;
using Xunit;

namespace SmmKpiBot.Tests.Import;

public class WorkbookTests
{
    [Fact]
    public async Task Of_TypedCells_NeedsNoGuessing()
    {
        var workbook = Archives.Workbook(("Posts",
        [
            ["published_at", "post_id", "topic", "reach", "views", "paid"],
            [new DateTime(2026, 3, 4, 10, 30, 0), 1234567890123L, "=1+1", 400.0, null, 1],
        ]));

        var reading = await Reading.Of(workbook);

        Assert.Empty(reading.BadCells);
        var post = reading.Only<Post>();
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 8, 30, 0, TimeSpan.Zero), post.PublishedAt);
        Assert.Equal(("1234567890123", "=1+1", 400L, null, true), (post.PostId, post.Topic, post.Reach, post.Views, post.Paid));
    }

    [Fact]
    public async Task Of_NumbersWithoutDateFormat_TakesSerialsAndEightDigitsForDays()
    {
        var reading = await Reading.Of(Archives.Workbook(("M", [["date", "metric", "value"], [46331, "views", 5], [20261106, "views", 6]])));

        Assert.Equal([5, 6], reading.Facts.Cast<MetricPoint>().Select(point => point.Day.Day));
    }

    [Fact]
    public async Task Of_FractionInACount_NamesSheetRowAndColumn()
    {
        var bad = (await Reading.Of(Archives.Workbook(("Notes", [["hello"]]), ("M", [["date", "metric", "value"], [46331, "views", 5.5]])))).OnlyBad();

        Assert.Equal(("file.csv/M", 2, "value", "5.5"), (bad.File, bad.Line, bad.Column, bad.Value));
    }

    [Fact]
    public async Task Of_IdBeyondExactNumbers_IsAnError() =>
        Assert.Equal("post_id", (await Reading.Of(Archives.Workbook(("P", [["published_at", "post_id"], [new DateTime(2026, 3, 4), 122123456789012345L]])))).OnlyBad().Column);

    /// <summary>Excel keeps fifteen digits of a number and fills up with zeros.</summary>
    [Fact]
    public async Task Of_IdOfSixteenDigitsThatEndsInZero_IsAnError() =>
        Assert.Equal("post_id", (await Reading.Of(Archives.Workbook(("P", [["published_at", "post_id"], [new DateTime(2026, 3, 4), 1234567890123450L]])))).OnlyBad().Column);

    [Theory]
    [InlineData(123456789012340)]
    [InlineData(1234567890123456)]
    public async Task Of_IdThatIsWhole_IsReadDigitByDigit(long id) =>
        Assert.Equal(id.ToString(CultureInfo.InvariantCulture), (await Reading.Of(Archives.Workbook(("P", [["published_at", "post_id"], [new DateTime(2026, 3, 4), id]])))).Only<Post>().PostId);

    [Fact]
    public async Task Of_FormulaThatSaysNotAvailable_IsNotKnown() =>
        Assert.Null((await Reading.Of(Archives.Workbook(("M", [["date", "metric", "value"], [46331, "views", new WorkbookError("#N/A")]])))).Only<MetricPoint>().Value);

    [Fact]
    public async Task Of_AmountWithNoiseOfFloatingPoint_IsRounded() =>
        Assert.Equal(300_000L, (await Reading.Of(Archives.Workbook(("A", [["date", "spend", "currency"], [46331, 0.1 + 0.2, "UAH"]])))).Only<AdDay>().SpendMicros);

    [Fact]
    public async Task Of_BombOfHalfAGigabyte_IsRefusedWithLittleMemory()
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, Bomb(512), TestContext.Current.CancellationToken);
            Assert.True(new FileInfo(path).Length < 1024 * 1024);
            var before = GC.GetAllocatedBytesForCurrentThread();

            // A file on disk is opened and refused without leaving this thread.
            var refusal = Reading.Of([], Reading.Request with { Path = path });
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            Assert.True(refusal.IsCompleted);
            Assert.Contains("100", (await refusal).OnlyBad().Expected.En, StringComparison.Ordinal);
            Assert.InRange(allocated, 0, 32L * 1024 * 1024);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Of_ArchiveOfManyEntries_IsRefused() =>
        Assert.Contains("200 entries", (await Reading.Of(Archives.Zip([.. Enumerable.Range(0, 201).Select(i => ($"{i}.csv", "a,b"))]))).OnlyBad().Expected.En, StringComparison.Ordinal);

    [Fact]
    public async Task Of_ManySmallRatiosAboveTheTotal_IsRefused()
    {
        var random = new Random(1);
        var block = new byte[1024 * 1024];
        for (var i = 0; i < block.Length; i++)
            block[i] = (byte)('a' + (i % 32 == 0 ? random.Next(26) : 0));

        var archive = Archives.Zip([.. Enumerable.Range(0, 101).Select(i => ($"{i}.csv", (Action<Stream>)(stream => stream.Write(block))))]);

        Assert.Contains("100 MB unpacked", (await Reading.Of(archive)).OnlyBad().Expected.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xl/workbook.xml")]
    [InlineData("xl/worksheets/sheet1.xml")]
    public async Task Of_DocumentTypeDefinition_IsRefused(string part)
    {
        var secret = Path.GetTempFileName();
        await File.WriteAllTextAsync(secret, "canary-7f", TestContext.Current.CancellationToken);
        try
        {
            var sheet = """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row></sheetData></worksheet>""";
            var entries = Archives.Frame("S").Append(("[Content_Types].xml", Archives.ContentTypes)).Append(("xl/worksheets/sheet1.xml", sheet))
                .Select(entry => entry.Item1 == part ? (entry.Item1, $"<!DOCTYPE a [<!ENTITY x SYSTEM \"file://{secret}\">]>{entry.Item2}") : entry);

            var bad = (await Reading.Of(Archives.Zip([.. entries]))).OnlyBad();

            Assert.Contains("document type", bad.Expected.En, StringComparison.Ordinal);
            Assert.DoesNotContain("canary-7f", bad.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(secret);
        }
    }

    [Fact]
    public async Task Of_CellsBeyondTheLimit_AreRefusedFromChatsOnly()
    {
        var text = new StringBuilder("date,metric,value" + new string(',', 997) + "\n");
        for (var i = 0; i < 2001; i++)
            text.Append("2026-11-20,views,5").Append(',', 997).Append('\n');

        var chat = await Reading.Of(text.ToString(), Reading.Request with { Limited = true });
        var commandLine = await Reading.Of(text.ToString());

        Assert.Contains("2,000,000 cells", chat.OnlyBad().Expected.En, StringComparison.Ordinal);
        Assert.Empty(commandLine.BadCells);
    }

    [Fact]
    public async Task Of_FileAboveTwentyMegabytes_IsRefusedFromChats() =>
        Assert.Contains("20 MB", (await Reading.Of(new byte[(20 * 1024 * 1024) + 1], Reading.Request with { Limited = true })).OnlyBad().Expected.En, StringComparison.Ordinal);

    [Theory]
    [InlineData(200)]
    [InlineData(20)]
    [InlineData(4)]
    public async Task Of_CutWorkbook_IsRefusedWithAReason(int bytes) =>
        Assert.Contains("damaged", (await Reading.Of(Archives.Workbook(("M", [["date", "metric", "value"], [46331, "views", 5]]))[..bytes])).OnlyBad().Expected.En, StringComparison.Ordinal);

    [Fact]
    public async Task Of_SheetWithRowsFarApart_ReadsOnlyWhatIsThere()
    {
        var sheet = """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>date</t></is></c><c r="B1" t="inlineStr"><is><t>metric</t></is></c><c r="C1" t="inlineStr"><is><t>value</t></is></c></row><row r="1000000"><c r="A1000000"><v>46331</v></c><c r="B1000000" t="inlineStr"><is><t>views</t></is></c><c r="C1000000"><v>many</v></c></row></sheetData></worksheet>""";

        var reading = await Reading.Of(Archives.Zip([.. Archives.Frame("S"), ("[Content_Types].xml", Archives.ContentTypes), ("xl/worksheets/sheet1.xml", sheet)]));

        Assert.All(reading.BadCells, bad => Assert.Equal(1_000_000, bad.Line));
    }

    private static byte[] Bomb(int megabytes)
    {
        var block = Encoding.UTF8.GetBytes(new string(' ', 1024 * 1024));
        return Archives.Zip(
            ("[Content_Types].xml", stream => stream.Write(Encoding.UTF8.GetBytes(Archives.ContentTypes))),
            ("xl/worksheets/sheet1.xml", stream =>
            {
                for (var i = 0; i < megabytes; i++)
                    stream.Write(block);
            }
        ));
    }
}

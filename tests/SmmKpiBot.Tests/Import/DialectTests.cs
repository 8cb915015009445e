using System.Text;
using CsCheck;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Posts;
using SmmKpiBot.Sources.Import;
using SmmKpiBot.Sources.Import.Tables;
using Xunit;

namespace SmmKpiBot.Tests.Import;

public class DialectTests
{
    private static readonly string[] Encodings = ["utf-8", "utf-8 mark", "utf-16 mark", "utf-16be mark", "utf-16", "utf-16be", "windows-1251"];

    static DialectTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static IEnumerable<TheoryDataRow<string, char, string>> Dialects() =>
        from encoding in Encodings
        from separator in new[] { ',', ';', '\t', '|' }
        from lineEnd in new[] { "\n", "\r\n", "\r" }
        select new TheoryDataRow<string, char, string>(encoding, separator, lineEnd);

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Of_EveryEncodingSeparatorAndLineEnd_SaysTheSame(string encoding, char separator, string lineEnd)
    {
        string[] lines = ["published_at,post_id,topic,reach,views", "2026-11-20 10:00,п1,\"Рік: їжа,\"\"кава\"\"; | чай\",1 200,700", "2026-11-21 11:00,п2,,-,800"];
        var text = string.Join(lineEnd, lines.Select(line => Separated(line, separator))) + lineEnd;

        var reading = await Reading.Of(Encoded(text, encoding));

        Assert.Empty(reading.BadCells);
        Assert.Empty(reading.Unknown);
        var posts = reading.Facts.Cast<Post>().ToArray();
        Assert.Equal(["п1", "п2"], posts.Select(post => post.PostId));
        Assert.Equal(["Рік: їжа,\"кава\"; | чай", null], posts.Select(post => post.Topic));
        Assert.Equal<long?>([1200, null], posts.Select(post => post.Reach));
    }

    [Theory]
    [InlineData("sep=;\ndate;metric;value\n2026-11-20;views;5\n")]
    [InlineData("\"sep=;\"\r\ndate;metric;value\r\n2026-11-20;views;5")]
    [InlineData("Report of Acme, November\n\n# note; with; marks\nDate|METRIC|Value\n2026-11-20|views|5\n\n\n")]
    [InlineData("\u00A0date ; \u200Bmetric;va lue\n 2026-11-20 ; views ; 5 \n;;\n")]
    public async Task Of_TitlesAboveTheHeader_StepsOverThem(string text)
    {
        var reading = await Reading.Of(text);

        Assert.Empty(reading.BadCells);
        Assert.Equal(5, reading.Only<MetricPoint>().Value);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Of_LineBreaksInsideQuotes_CountsPhysicalLines(string lineEnd)
    {
        var text = string.Join(lineEnd, "published_at,post_id,topic,reach", "2026-11-20 10:00,p1,\"one", "two", "three\",5", "2026-11-20 10:00,p2,x,many", "");

        var bad = (await Reading.Of(text)).OnlyBad();

        Assert.Equal((5, "reach", "many"), (bad.Line, bad.Column, bad.Value));
    }

    [Fact]
    public async Task Of_QuoteNeverClosed_NamesTheLineWhereItOpens()
    {
        var bad = (await Reading.Of("date,metric,value\n2026-11-20,views,5\n2026-11-21,\"views,5\n2026-11-22,views,5\n")).OnlyBad();

        Assert.Equal(3, bad.Line);
        Assert.Contains("quote", bad.Expected.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_EmptyFile_SaysSo() =>
        Assert.Contains("empty", (await Reading.Of("")).OnlyBad().Expected.En, StringComparison.Ordinal);

    [Fact]
    public async Task Of_HtmlInDisguise_SaysWhatToDo() =>
        Assert.Contains("HTML", (await Reading.Of("<html><body><table><tr><td>date</td></tr></table></body></html>")).OnlyBad().Expected.En, StringComparison.Ordinal);

    [Fact]
    public async Task Of_OldExcelWorkbookThatIsDamaged_SaysWhatIsExpected()
    {
        var bad = (await Reading.Of([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[2000]])).OnlyBad();

        Assert.Contains("an undamaged XLSX or XLS workbook", bad.Expected.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_UnknownHeader_NamesTheNearestLayoutAndWhatItLacks()
    {
        var bad = (await Reading.Of("published_at,reach,likes\n2026-11-20,5,6\n")).OnlyBad();

        Assert.Equal((1, "published_at, reach, likes"), (bad.Line, bad.Value));
        Assert.Contains("posts, which lacks post_id", bad.Expected.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_GivenLayoutThatDoesNotFit_SaysWhatItLacks()
    {
        var bad = (await Reading.Of(ImportLayouts.Template("metrics")!, Reading.Request with { Layout = "ads" })).OnlyBad();

        Assert.Contains("ads, which lacks spend, currency", bad.Expected.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AnyTableInAnyDialect_GivesTheSameCells()
    {
        var text = Gen.OneOf(Gen.Char["abїґ1 ,;|\t\"\r\n'"].Array[0, 6].Select(chars => new string(chars)), Gen.String[Gen.Char['!', 'я'], 0, 200]);
        var table = Gen.Int[1, 6].SelectMany(width => text.Array[width].Array[1, 20]);
        Gen.Select(table, Gen.Char[",;\t|"], Gen.Int[0, 2]).Sample((rows, separator, kind) =>
        {
            var lineEnd = new[] { "\n", "\r\n", "\r" }[kind];
            var written = string.Join(lineEnd, rows.Select(row => string.Join(separator, row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))));
            using var reader = new CsvTableReader(new StingyReader(written), separator, () => 0, null);
            foreach (var row in rows)
            {
                Assert.True(reader.Read());
                Assert.Equal(row.Length, reader.CellCount);
                for (var i = 0; i < row.Length; i++)
                    Assert.Equal(Blanks.Trim(row[i]).ToString(), reader[i].Display());
            }

            Assert.False(reader.Read());
        });
    }

    private static string Separated(string line, char separator)
    {
        var quoted = false;
        return string.Concat(line.Select(c =>
        {
            quoted ^= c == '"';
            return c == ',' && !quoted ? separator : c;
        }));
    }

    private static byte[] Encoded(string text, string name) => name switch
    {
        "utf-8" => new UTF8Encoding(false).GetBytes(text),
        "utf-8 mark" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
        "utf-16 mark" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
        "utf-16be mark" => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)],
        "utf-16" => Encoding.Unicode.GetBytes(text),
        "utf-16be" => Encoding.BigEndianUnicode.GetBytes(text),
        _ => Encoding.GetEncoding(1251).GetBytes(text),
    };

    /// <summary>Hands out text in pieces of three characters, so that every seam between two fills is met.</summary>
    private sealed class StingyReader(string text) : TextReader
    {
        private int _position;

        public override int Read(char[] buffer, int index, int count)
        {
            var read = Math.Min(Math.Min(3, count), text.Length - _position);
            text.CopyTo(_position, buffer, index, read);
            _position += read;
            return read;
        }
    }
}

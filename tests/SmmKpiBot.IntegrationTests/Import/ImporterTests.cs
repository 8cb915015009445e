using System.Globalization;
using System.Text;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Facts;
using SmmKpiBot.Sources.Import;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Import;

public sealed class ImporterSqliteTests(PostgresServer server) : ImporterTests(Dialect.Sqlite, server);

public sealed class ImporterPostgresTests(PostgresServer server) : ImporterTests(Dialect.Postgres, server);

public abstract class ImporterTests(Dialect dialect, PostgresServer server) : FactTest(dialect, server)
{
    private const string Points = "date,metric,value,dimension\n2026-11-10,followers,1000,\n2026-11-12,followers,1010,\n2026-11-11,reach,400,days:7\n";

    [Fact]
    public async Task ImportAsync_File_StoresPointsAndTheDaysTheySpanPerMetric()
    {
        var result = await ImportAsync(Points);

        Assert.Equal((ImportOutcome.Imported, "metrics", 3L), (result.Outcome, result.Layout, result.Rows));
        Assert.Equal((new DateOnly(2026, 11, 10), new DateOnly(2026, 11, 12)), (result.FirstDay, result.LastDay));
        var facts = await ReadAsync();
        Assert.Equal(3, facts.Points.Count);
        Assert.Equal(
            [("metric:followers", 10, 12), ("metric:reach", 11, 11)],
            facts.Spans.OrderBy(span => span.Kind, StringComparer.Ordinal).Select(span => (span.Kind, span.FromDay.Day, span.ToDay.Day)));
        Assert.Equal(result.BatchId, Assert.Single(await Batches.ListImportsAsync(Client.Id, Cancel)).Id);
    }

    [Fact]
    public async Task ImportAsync_SameFileAgain_ChangesNothingAndNamesTheFirst()
    {
        var first = await ImportAsync(Points);
        Clock.Advance(TimeSpan.FromHours(1));

        var second = await ImportAsync(Points, request => request with { FileName = "other.csv", Layout = "metrics" });

        Assert.Equal((ImportOutcome.AlreadyImported, first.BatchId, Noon), (second.Outcome, second.BatchId, second.ImportedAt));
        Assert.Single(await Batches.ListImportsAsync(Client.Id, Cancel));
    }

    [Fact]
    public async Task ImportAsync_SameFileAfterUndo_ImportsIt()
    {
        var first = await ImportAsync(Points);
        Assert.True(await Batches.UndoAsync(first.BatchId!.Value, Cancel));
        Assert.Empty((await ReadAsync()).Points);

        Assert.Equal(ImportOutcome.Imported, (await ImportAsync(Points)).Outcome);
        Assert.Equal(3, (await ReadAsync()).Points.Count);
    }

    [Fact]
    public async Task ImportAsync_DryRun_ChecksEverythingAndStoresNothing()
    {
        var good = await ImportAsync(Points, request => request with { DryRun = true });
        var bad = await ImportAsync(Points + "2026-11-12,followers,1011,\n", request => request with { DryRun = true });

        Assert.Equal((ImportOutcome.Checked, 3L, null), (good.Outcome, good.Rows, good.BatchId));
        Assert.Equal(ImportOutcome.Refused, bad.Outcome);
        Assert.Empty((await ReadAsync()).Points);
        Assert.Empty(await Batches.ListImportsAsync(Client.Id, Cancel));
    }

    [Fact]
    public async Task ImportAsync_BadRows_ListsTheFirstFiftyAndStoresNothing()
    {
        var text = new StringBuilder(Points);
        for (var i = 0; i < 60; i++)
            text.Append("2026-11-13,views,many,\n");

        var result = await ImportAsync(text.ToString());

        Assert.Equal((ImportOutcome.Refused, 60L, 50), (result.Outcome, result.BadCellCount, result.BadCells.Count));
        Assert.Equal(new BadCell("file.csv", 5, "value", "many", new Wording("потрібне ціле число", "a whole number")), result.BadCells[0]);
        Assert.Empty((await ReadAsync()).Points);
    }

    [Fact]
    public async Task ImportAsync_SkipBad_StoresTheRest()
    {
        var result = await ImportAsync(Points + "2026-11-13,views,many,\n", request => request with { SkipBad = true });

        Assert.Equal((ImportOutcome.Imported, 3L, 1L, 1L), (result.Outcome, result.Rows, result.SkippedRows, result.BadCellCount));
        Assert.Equal(3, (await ReadAsync()).Points.Count);
    }

    [Fact]
    public async Task ImportAsync_OneKeyWithTwoValues_IsABadRowAndEqualRowsAreNone()
    {
        var equal = await ImportAsync(Points + "2026-11-12,followers,1010,\n");
        var other = await ImportAsync(Points + "2026-11-12,followers,1011,\n");

        Assert.Equal(ImportOutcome.Imported, equal.Outcome);
        var bad = Assert.Single(other.BadCells);
        Assert.Equal((5, "2026-11-12 followers"), (bad.Line, bad.Value));
    }

    [Fact]
    public async Task ImportAsync_AdsWithOneKey_AreAddedEvenWhenTheyLookTheSame()
    {
        await ImportAsync("date,campaign,ad,spend,currency,clicks\n2026-11-10,a,x,10.5,UAH,5\n2026-11-10,a,y,10.5,UAH,5\n2026-11-10,a,z,1,UAH,\n");

        var day = Assert.Single((await ReadAsync()).Ads);
        Assert.Equal((22_000_000L, 10L), (day.SpendMicros!.Value, day.Clicks!.Value));
    }

    [Fact]
    public async Task ImportAsync_AdsWhoseSumIsTooLarge_AreABadRow()
    {
        var text = "date,campaign,spend,currency\n" + string.Concat(Enumerable.Repeat("2026-11-10,a,1000000000000,UAH\n", 10));

        var result = await ImportAsync(text);

        var bad = Assert.Single(result.BadCells);
        Assert.Equal((ImportOutcome.Refused, 11, "2026-11-10 a"), (result.Outcome, bad.Line, bad.Value));
        Assert.Contains("add up to more", bad.Expected.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_RowsOfTheLastTwoDays_AreProvisional()
    {
        await ImportAsync("date,metric,value\n2026-11-16,views,1\n2026-11-18,views,2\n2026-11-19,views,3\n");

        Assert.Equal([false, true, true], (await ReadAsync()).Points.Select(point => point.Provisional));
    }

    [Fact]
    public async Task ImportAsync_LaterFile_ReplacesOnlyTheCellsItFills()
    {
        await ImportAsync("published_at,post_id,topic,reach,views\n2026-11-10T10:00,p1,menu,400,\n");
        Clock.Advance(TimeSpan.FromDays(1));
        await ImportAsync("published_at,post_id,topic,reach,views\n2026-11-10T10:00,p1,,450,600\n");

        var post = Assert.Single((await ReadAsync()).Posts).Latest;
        Assert.Equal(("menu", 450L, 600L), (post.Topic, post.Reach!.Value, post.Views!.Value));
    }

    [Theory]
    [InlineData("at,conversation,message_id,direction\n2026-11-10T12:00Z,c,1,out\n")]
    [InlineData("at,conversation,message_id,direction,kind,author,automatic\n2026-11-10T12:00Z,c,1,out,,,\n")]
    public async Task ImportAsync_LaterMessagesWithFewerCells_LeaveTheOthersAsTheyWere(string later)
    {
        await ImportAsync("at,conversation,message_id,direction,kind,author,automatic\n2026-11-10T10:00Z,c,1,out,comment,Ira,1\n");
        Clock.Advance(TimeSpan.FromDays(1));
        await ImportAsync(later);

        var message = Assert.Single((await ReadAsync()).Messages);
        Assert.Equal((12, MessageKind.Comment, "Ira", true), (message.At.Hour, message.Kind, message.Author, message.Automatic));
    }

    [Fact]
    public async Task ImportAsync_LaterMessagesThatSayOtherwise_ReplaceWhatWasSaid()
    {
        await ImportAsync("at,conversation,message_id,direction,kind,author,automatic\n2026-11-10T10:00Z,c,1,out,comment,Ira,1\n");
        Clock.Advance(TimeSpan.FromDays(1));
        await ImportAsync("at,conversation,message_id,direction,kind,author,automatic\n2026-11-10T10:00Z,c,1,out,message,Olha,0\n");

        var message = Assert.Single((await ReadAsync()).Messages);
        Assert.Equal((MessageKind.Message, "Olha", false), (message.Kind, message.Author, message.Automatic));
    }

    [Fact]
    public async Task ImportAsync_PostsMessagesAndConflicts_SpanDaysOfTheClientsZone()
    {
        await ImportAsync("published_at,post_id\n2026-11-09T23:30Z,p1\n2026-11-12T10:00Z,p2\n");
        await ImportAsync("at,conversation,message_id,direction,author\n2026-11-10T22:30:00Z,c,1,in,Oksana\n");
        await ImportAsync("conversation,opened_at,resolved_at\nc,2026-11-10T10:00Z,2026-11-14T10:00Z\n");

        var facts = await ReadAsync();
        Assert.Equal(
            [(FactKind.Conflicts, 10, 14), (FactKind.Messages, 11, 11), (FactKind.Posts, 10, 12)],
            facts.Spans.OrderBy(span => span.Kind, StringComparer.Ordinal).Select(span => (span.Kind, span.FromDay.Day, span.ToDay.Day)));
        Assert.DoesNotContain("Oksana", Assert.Single(facts.Messages).Author!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_HeaderWithoutRows_IsRefused() =>
        Assert.Contains("there are none", Assert.Single((await ImportAsync("date,metric,value\n\n")).BadCells).Expected.En, StringComparison.Ordinal);

    [Fact]
    public async Task ImportAsync_LongFile_TellsItsProgressTwiceFromNothingToAll()
    {
        var text = new StringBuilder("date,metric,value\n");
        for (var i = 0; i < 10_000; i++)
            text.Append(new DateOnly(1990, 1, 1).AddDays(i).ToString("O", CultureInfo.InvariantCulture)).Append(",views,").Append(i).Append('\n');
        var reports = new List<ImportProgress>();

        var result = await Importer.ImportAsync(Request(text.ToString()), new Recorder(reports), Cancel);

        Assert.Equal(10_000, result.Rows);
        foreach (var stage in Enum.GetValues<ImportStage>())
        {
            var fractions = reports.Where(report => report.Stage == stage).Select(report => report.Fraction).ToArray();
            Assert.Equal((0.0, 1.0), (fractions[0], fractions[^1]));
            Assert.Equal(fractions.Order(), fractions);
            Assert.True(fractions.Length > 4);
        }
    }

    [Fact]
    public async Task ImportAsync_Cancelled_LeavesNothing()
    {
        using var source = new CancellationTokenSource();
        var text = new StringBuilder("date,metric,value\n");
        for (var i = 0; i < 20_000; i++)
            text.Append(new DateOnly(1990, 1, 1).AddDays(i).ToString("O", CultureInfo.InvariantCulture)).Append(",views,").Append(i).Append('\n');

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Importer.ImportAsync(Request(text.ToString()), new Canceller(source), source.Token));

        Assert.Empty(await Batches.ListImportsAsync(Client.Id, Cancel));
        Assert.Equal(ImportOutcome.Imported, (await ImportAsync(text.ToString())).Outcome);
    }

    [Fact]
    public async Task ImportAsync_UnknownLayout_NamesTheKnownOnes() =>
        Assert.Contains("metrics, posts", (await Assert.ThrowsAsync<ArgumentException>(() => ImportAsync(Points, request => request with { Layout = "facts" }))).Message, StringComparison.Ordinal);

    private Importer Importer => new(Batches, new AuthorHasher(new byte[32]), Clock);

    private ImportRequest Request(string text) =>
        new() { Client = Client, Account = Account, FileName = "file.csv", Content = new MemoryStream(Encoding.UTF8.GetBytes(text)) };

    private Task<ImportResult> ImportAsync(string text, Func<ImportRequest, ImportRequest>? change = null)
    {
        var request = Request(text);
        return Importer.ImportAsync(change?.Invoke(request) ?? request, null, Cancel);
    }

    private sealed class Recorder(List<ImportProgress> reports) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => reports.Add(value);
    }

    private sealed class Canceller(CancellationTokenSource source) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (value is { Stage: ImportStage.Storing, Rows: > 10_000 })
                source.Cancel();
        }
    }
}

using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Collecting;

public sealed class CollectionNotesSqliteTests(PostgresServer server) : CollectionNotesTests(Dialect.Sqlite, server);

public sealed class CollectionNotesPostgresTests(PostgresServer server) : CollectionNotesTests(Dialect.Postgres, server);

public abstract class CollectionNotesTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    private static readonly Remark Sampled = new("Оцінено за вибіркою.", "Estimated from a sample.");
    private static readonly Remark Moved = new("Пояс змінено.", "The zone has changed.");
    private static readonly Remark Cut = new("Історію обрізано.", "History is cut off.");

    private long _account;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var client = await new ClientStore(Database, new ClientDefaults("Europe/Kyiv", "uk")).AddAsync("acme", "Acme", [], Cancel);
        _account = (await new AccountStore(Database).AddAsync(client.Id, "google-analytics", "site", null, Cancel))!.Id;
    }

    [Fact]
    public async Task Remarks_AreKeptInBothLanguagesTheNewestFirst()
    {
        await AddAsync("traffic", Morning, new PageNotes { Remarks = [Sampled, Sampled] });
        await AddAsync("visitors", Morning.AddHours(1), new PageNotes { Remarks = [Moved] });
        await AddAsync("traffic", Morning.AddHours(8), new PageNotes { Remarks = [Sampled] });

        Assert.Equal([new("visitors", Moved, Morning.AddHours(1)), new StreamRemark("traffic", Sampled, Morning)], await RemarksAsync());
    }

    [Fact]
    public async Task ForgetRemarks_NotRepeatedByTheLastReading_GoAwayOfThatStreamOnly()
    {
        await AddAsync("traffic", Morning, new PageNotes { Remarks = [Sampled, Moved], LastingRemarks = [Cut] });
        await AddAsync("visitors", Morning, new PageNotes { Remarks = [Moved] });

        await AddAsync("traffic", Morning.AddHours(8), new PageNotes { Remarks = [Sampled] });
        await ForgetAsync("traffic", Morning.AddHours(8));

        Assert.Equal([("traffic", Sampled), ("traffic", Cut), ("visitors", Moved)], (await RemarksAsync()).Select(remark => (remark.Stream, remark.Words)).OrderBy(one => one.Stream).ThenBy(one => one.Words.En));
    }

    [Fact]
    public async Task ForgetRemarks_LastingOnes_StayForAMonth()
    {
        await AddAsync("traffic", Morning, new PageNotes { LastingRemarks = [Cut] });

        await ForgetAsync("traffic", Morning.AddDays(30));
        Assert.Single(await RemarksAsync());
        await ForgetAsync("traffic", Morning.AddDays(30).AddSeconds(1));

        Assert.Empty(await RemarksAsync());
    }

    [Fact]
    public async Task ForgetRemarks_ALastingOneThatEachReadingSaysSince_GoesWhenOneDoesNot()
    {
        await AddAsync("traffic", Morning, new PageNotes { LastingRemarks = [Moved] });
        await AddAsync("traffic", Morning.AddHours(8), new PageNotes { Remarks = [Moved] });

        await ForgetAsync("traffic", Morning.AddHours(16));

        Assert.Empty(await RemarksAsync());
    }

    [Fact]
    public async Task Remove_OfAStreamThatIsNoMore_TakesItsNotesAlong()
    {
        await AddAsync("traffic", Morning, new PageNotes { Remarks = [Moved], Refused = [("totalRevenue", "No.")], Bad = [("row without a day", "{}")] });
        await AddAsync("visitors", Morning, new PageNotes { Refused = [("totalUsers", "No.")] });

        await Database.WriteAsync((connection, transaction) => CollectionNotes.RemoveAsync(connection, transaction, _account, "traffic"), Cancel);

        Assert.Empty(await RemarksAsync());
        Assert.Empty(await new CollectionNotes(Database).QuarantineAsync(_account, Cancel));
        Assert.Equal("visitors", Assert.Single(await new CollectionNotes(Database).RefusedAsync(_account, Cancel)).Stream);
    }

    private Task AddAsync(string stream, DateTimeOffset at, PageNotes notes) =>
        Database.WriteAsync((connection, transaction) => CollectionNotes.AddAsync(connection, transaction, _account, stream, notes, at), Cancel);

    private Task<int> ForgetAsync(string stream, DateTimeOffset askedAt) =>
        Database.WriteAsync((connection, transaction) => CollectionNotes.ForgetRemarksAsync(connection, transaction, _account, stream, askedAt), Cancel);

    private Task<IReadOnlyList<StreamRemark>> RemarksAsync() => new CollectionNotes(Database).RemarksAsync(_account, Cancel);
}

using Dapper;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Security;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Facts;
using SmmKpiBot.Reporting.Kpis;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Conversations;

public sealed class ConflictLedgerSqliteTests(PostgresServer server) : ConflictLedgerTests(Dialect.Sqlite, server);

public sealed class ConflictLedgerPostgresTests(PostgresServer server) : ConflictLedgerTests(Dialect.Postgres, server);

/// <summary>What is written into the ledger of conflicts is what its figures and its cases say.</summary>
public abstract class ConflictLedgerTests(Dialect dialect, PostgresServer server) : FactTest(dialect, server)
{
    private static readonly ConflictActor Olha = new(7, "Ольга");

    private ConflictLedger Ledger => LedgerOf(keepTexts: false);

    /// <summary>The model keeps, for every conflict, the plain list of what was done to it, and counts by looking.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Figures_OfAnyEvents_AreThoseOfTheNaiveModel(int seed)
    {
        var random = new Random(seed);
        var model = new Dictionary<long, List<(string What, DateTimeOffset At)>>();
        var instants = new List<DateTimeOffset>();
        for (var step = 0; step < 60; step++)
        {
            Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 1500)));
            await StepAsync(random, model);
            instants.Add(Clock.GetUtcNow());
        }

        var today = LocalDay.Of(Clock.GetUtcNow(), Client.TimeZone);
        foreach (var knownBy in new DateTimeOffset?[] { null, instants[random.Next(instants.Count)], instants[random.Next(instants.Count)] })
        {
            var known = model.Values.Select(events => events.Where(one => knownBy is null || one.At <= knownBy).ToList()).Where(events => events.Count > 0).ToList();
            foreach (var period in (string[])["5d", "14d", "30d", "60d"])
            {
                var choice = PeriodChoice.Parse(period, today);
                var report = await new KpiReports(new FactReader(Database), Clock).ReportAsync(new KpiQuery { Client = Client, Period = choice, AsOf = today, KnownBy = knownBy }, Cancel);
                if (report["conflicts.opened"].Value is null)
                {
                    Assert.DoesNotContain(known, events => Touches(events, choice.Period));
                    continue;
                }

                AssertEqual(known, choice.Period, report);
            }
        }
    }

    [Fact]
    public async Task Cases_AfterAnyEvents_StandAsTheModelSays()
    {
        var random = new Random(9);
        var model = new Dictionary<long, List<(string What, DateTimeOffset At)>>();
        for (var step = 0; step < 80; step++)
        {
            Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 500)));
            await StepAsync(random, model);

            var open = model.Where(entry => entry.Value[^1].What != "resolved").Select(entry => entry.Key).Order();
            var (page, all) = await ConflictCases.OpenAsync(Database, [Client.Id], 0, 1000, Cancel);
            Assert.Equal(open, page.Select(one => one.Id).Order());
            Assert.Equal(page.Count, all);
            Assert.Equal(page.OrderBy(one => one.OpenedAt).Select(one => one.Id), page.Select(one => one.Id));
            Assert.All(page, one => Assert.True(one.IsOpen));
        }

        var resolved = (await ConflictCases.ResolvedAsync(Database, [Client.Id], 0, 1000, Cancel)).Page;
        Assert.NotEmpty(resolved);
        Assert.All(resolved, one => Assert.Equal(model[one.Id][^1].At, one.ResolvedAt));
        Assert.Equal(resolved.OrderByDescending(one => one.ResolvedAt).Select(one => one.Id), resolved.Select(one => one.Id));
    }

    [Fact]
    public async Task Open_ThroughTwoDoors_IsOneCase()
    {
        var first = await OpenAsync("chat 1");

        Assert.Equal((first.Id, false), await OpenAsync("chat 1"));
        Assert.True((await OpenAsync("chat 2")).IsNew);
        Assert.True((await OpenAsync(null)).IsNew);
        Assert.True((await OpenAsync(null)).IsNew);
        var typed = await OpenAsync("5/17", ofAccount: false);
        Assert.Equal((typed.Id, false), await OpenAsync("5/17", ofAccount: false));

        await ResolveAsync(first.Id);
        var second = await OpenAsync("chat 1");
        Assert.True(second.IsNew);
        Assert.NotEqual(first.Id, second.Id);
        Assert.False(await DoAsync(first.Id, (connection, transaction, conflict) => Ledger.ReopenAsync(connection, transaction, conflict, Olha)));
    }

    [Fact]
    public async Task Open_ByManyAtOnce_IsOneCase()
    {
        await OpenAsync("another");

        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => OpenAsync("chat 1"))));

        Assert.Single(opened.Select(one => one.Id).Distinct());
        Assert.Single(opened, one => one.IsNew);
    }

    [Fact]
    public async Task Words_AreGoneWhenItIsResolved_UnlessTheOwnerKeepsThem()
    {
        var (id, _) = await OpenAsync("chat 1");
        Assert.Equal(100, (await FindAsync(id)).Words!.Length);

        await ResolveAsync(id);
        Assert.Null((await FindAsync(id)).Words);
        Assert.Equal("https://t.me/c/1/2", (await FindAsync(id)).Link);

        var (kept, _) = await OpenAsync("chat 1");
        await DoAsync(kept, (connection, transaction, conflict) => LedgerOf(keepTexts: true).ResolveAsync(connection, transaction, conflict, Olha));
        Assert.NotNull((await FindAsync(kept)).Words);
    }

    [Fact]
    public async Task Case_CarriesOwnerNotesAndTheLastRating()
    {
        var (id, _) = await OpenAsync("chat 1");
        await DoAsync(id, async (connection, transaction, conflict) =>
        {
            await Ledger.TakeAsync(connection, transaction, conflict, Olha);
            await Ledger.NoteAsync(connection, transaction, conflict, "Повернули гроші", Olha);
            await Ledger.RateAsync(connection, transaction, conflict, 2, Olha);
            await Ledger.RateAsync(connection, transaction, conflict, 4, Olha);
            return true;
        });
        var (other, _) = await OpenAsync("chat 2");
        await DoAsync(other, async (connection, transaction, conflict) =>
        {
            await Ledger.RateAsync(connection, transaction, conflict, 5, Olha);
            return true;
        });

        var found = await FindAsync(id);
        Assert.Equal(("Ольга", 7L), (found.Owner!.Name, found.Owner.UserId));
        Assert.Equal("Повернули гроші", Assert.Single(found.Notes).Text);
        Assert.Equal(4, found.Rating?.Value);
        Assert.Equal((4.5m, 2), await ConflictCases.RatingsAsync(Database, [Client.Id], Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => DoAsync(id, async (connection, transaction, conflict) =>
        {
            await Ledger.RateAsync(connection, transaction, conflict, 6, Olha);
            return true;
        }));
    }

    [Fact]
    public async Task EveryChange_RaisesTheVersionOfTheClient()
    {
        var (id, _) = await OpenAsync("chat 1");
        var versions = new List<long> { await VersionAsync() };
        await ResolveAsync(id);
        versions.Add(await VersionAsync());
        await DoAsync(id, (connection, transaction, conflict) => Ledger.ReopenAsync(connection, transaction, conflict, Olha));
        versions.Add(await VersionAsync());
        await DoAsync(id, async (connection, transaction, conflict) =>
        {
            await Ledger.NoteAsync(connection, transaction, conflict, "note", Olha);
            return true;
        });
        versions.Add(await VersionAsync());

        Assert.Equal(versions.Order().Distinct(), versions);
        Assert.True(versions[0] > Client.Version);
    }

    [Fact]
    public async Task Days_AreObservedFromTheFirstUseOn_WhileTheBotIsAwake()
    {
        Assert.Empty((await ReadAsync()).Spans);
        await OpenAsync("chat 1");
        var feeds = new LiveFeeds(Database, Clock);
        await feeds.CoverTodayAsync([Client], new HashSet<long>(), Cancel);
        Clock.Advance(TimeSpan.FromDays(1));
        await feeds.CoverTodayAsync([Client], new HashSet<long>(), Cancel);
        await feeds.CoverTodayAsync([Client], new HashSet<long>(), Cancel);

        var facts = await ReadAsync();
        Assert.Equal(
            [(FactKind.Conflicts, new DateOnly(2026, 11, 20)), (FactKind.Conflicts, new DateOnly(2026, 11, 21))],
            facts.Spans.Select(span => (span.Kind, span.FromDay)));
        Assert.True(facts.Accounts.Single(account => account.Id == facts.Spans[0].AccountId).IsLedger);
        Assert.All(facts.Conflicts, conflict => Assert.Equal(facts.Spans[0].AccountId, conflict.AccountId));
    }

    [Fact]
    public async Task Figures_CountImportedConflictsAndThoseOfTheLedger()
    {
        await StoreAsync(Noon, BatchOrigin.Import, async writer => await writer.WriteAsync(new Conflict(Account.Id, "imported", Noon.AddDays(-2), null, Noon), Cancel));
        await OpenAsync("chat 1");

        Assert.Equal(2, (await ReadAsync()).Conflicts.Count);
    }

    private ConflictLedger LedgerOf(bool keepTexts) => new(new LiveFeeds(Database, Clock), Options.Create(new SecurityOptions { KeepTexts = keepTexts }), Clock);

    private async Task StepAsync(Random random, Dictionary<long, List<(string What, DateTimeOffset At)>> model)
    {
        var now = Clock.GetUtcNow();
        var id = model.Count == 0 ? 0 : model.Keys.ElementAt(random.Next(model.Count));
        switch (random.Next(5))
        {
            case 0 or 1:
                var (opened, isNew) = await OpenAsync(random.Next(3) == 0 ? null : $"chat {random.Next(4)}");
                if (isNew)
                    model.Add(opened, [("opened", now)]);
                break;
            case 2 or 3 when id != 0:
                if (await ResolveAsync(id))
                    model[id].Add(("resolved", now));
                break;
            case 4 when id != 0:
                if (await DoAsync(id, (connection, transaction, conflict) => Ledger.ReopenAsync(connection, transaction, conflict, Olha)))
                    model[id].Add(("reopened", now));
                break;
        }
    }

    private static void AssertEqual(List<List<(string What, DateTimeOffset At)>> known, Period period, KpiReport report)
    {
        var zone = report.Client.TimeZone;
        bool In(DateTimeOffset at) => period.Contains(LocalDay.Of(at, zone));
        bool Before(DateTimeOffset at, DateOnly day) => LocalDay.Of(at, zone) < day;
        bool OpenAt(List<(string What, DateTimeOffset At)> events, DateOnly day) =>
            Before(events[0].At, day) && !(events[^1].What == "resolved" && Before(events[^1].At, day));
        var resolved = known.Where(events => events[^1].What == "resolved" && In(events[^1].At)).ToList();
        var opened = known.Count(events => In(events[0].At));
        var atStart = known.Count(events => OpenAt(events, period.From));

        Assert.Equal(opened, report["conflicts.opened"].Value);
        Assert.Equal(resolved.Count, report["conflicts.resolved"].Value);
        Assert.Equal(known.Count(events => OpenAt(events, period.To.AddDays(1))), report["conflicts.open"].Value);
        Assert.Equal(atStart + opened == 0 ? null : (decimal)resolved.Count / (atStart + opened), report["conflicts.resolved_rate"].Value);
        var lengths = resolved.Select(events => (decimal)(events[^1].At - events[0].At).TotalSeconds).Order().ToList();
        var middle = lengths.Count == 0 ? (decimal?)null : (lengths[(lengths.Count - 1) / 2] + lengths[lengths.Count / 2]) / 2;
        Assert.Equal(middle, report["conflicts.resolution_median"].Value);
    }

    [Fact]
    public async Task Note_CutInTheMiddleOfAnEmoji_IsKeptUpToIt()
    {
        var (id, _) = await OpenAsync("7");
        var note = new string('x', 499) + "😀 and more";

        await DoAsync(id, async (connection, transaction, conflict) =>
        {
            await Ledger.NoteAsync(connection, transaction, conflict, note, Olha);
            return true;
        });

        Assert.Equal(note[..499], (await FindAsync(id)).Events[^1].Text);
    }

    private bool Touches(List<(string What, DateTimeOffset At)> events, Period period) =>
        period.Contains(LocalDay.Of(events[0].At, Client.TimeZone)) || (events[^1].What == "resolved" && period.Contains(LocalDay.Of(events[^1].At, Client.TimeZone)));

    private Task<(long Id, bool IsNew)> OpenAsync(string? conversation, bool ofAccount = true)
    {
        var conflict = new NewConflict { AccountId = ofAccount ? Account.Id : null, Conversation = conversation, Words = new string('х', 300), Link = "https://t.me/c/1/2" };
        return Database.WriteAsync((connection, transaction) => Ledger.OpenAsync(connection, transaction, Client, conflict, Olha), Cancel);
    }

    private Task<bool> ResolveAsync(long id) => DoAsync(id, (connection, transaction, conflict) => Ledger.ResolveAsync(connection, transaction, conflict, Olha));

    private Task<bool> DoAsync(long id, Func<System.Data.Common.DbConnection, System.Data.Common.DbTransaction, ConflictCase, Task<bool>> work) => Database.WriteAsync(
        async (connection, transaction) => await work(connection, transaction, (await ConflictCases.FindAsync(connection, transaction, id))!), Cancel);

    private async Task<ConflictCase> FindAsync(long id)
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return (await ConflictCases.FindAsync(connection, null, id))!;
    }

    private async Task<long> VersionAsync()
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return await connection.ExecuteScalarAsync<long>("select version from client where id = @Id", new { Client.Id });
    }
}

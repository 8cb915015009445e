using System.Collections.Concurrent;
using Dapper;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Security;
using SmmKpiBot.IntegrationTests.Collecting.Contract;
using SmmKpiBot.IntegrationTests.Collecting.Toy;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Sources.Http;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Collecting;

public sealed class CollectRoundSqliteTests(PostgresServer server) : CollectRoundTests(Dialect.Sqlite, server);

public sealed class CollectRoundPostgresTests(PostgresServer server) : CollectRoundTests(Dialect.Postgres, server);

public abstract class CollectRoundTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 13, 0, 0, TimeSpan.Zero);

    private ToyRig _rig = null!;
    private CollectorHost _host = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _rig = await ToyRig.StartAsync(new FakeTimeProvider(Monday));
        _host = await CollectorHost.StartAsync(_rig.Clock, TestDatabase, _rig.Settings);
    }

    public override async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _rig.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task RunAsync_TwoInstancesAtOnce_NeverReadOneAccountTwice()
    {
        await using var other = await CollectorHost.StartAsync(_rig.Clock, TestDatabase, _rig.Settings);
        var accounts = new List<Account>();
        for (var i = 0; i < 6; i++)
            accounts.Add(await _host.ConnectAsync(_rig, $"a{i}"));
        var asked = new ConcurrentQueue<string>();
        _rig.Server.Asked = asked.Enqueue;

        await Task.WhenAll(_host.RoundAsync(), other.RoundAsync());

        // Each account's day figures of a week are three pages, each asked for once.
        Assert.Equal(6, asked.Count(path => path.Contains("/followers?", StringComparison.Ordinal)));
        Assert.Equal(18, asked.Count(path => path.Contains("/daily?", StringComparison.Ordinal)));
        var rows = await _host.RowsAsync(accounts[0]);
        foreach (var account in accounts)
            Assert.Equal(rows, await _host.RowsAsync(account));
    }

    [Fact]
    public async Task RunAsync_OneAccountsTokenIsDead_TheOthersAreCompleteAndItIsAskedNoMore()
    {
        var (good, dead) = (await _host.ConnectAsync(_rig, "good"), await _host.ConnectAsync(_rig, "dead"));
        await Database.WriteAsync((connection, transaction) => _host.Get<Credentials>().StoreAsync(connection, transaction, dead, ToyClient.Token, "toy-is-dead"), Cancel);

        await _host.RoundAsync();

        Assert.Empty(await _host.RowsAsync(dead));
        Assert.Equal(nameof(SourceProblem.Unauthorized), (await _host.ConnectionAsync(dead)).Problem);
        Assert.All(await _host.StatesAsync(good), state => Assert.Null(state.Problem));
        Assert.NotEmpty(await _host.RowsAsync(good));
        Assert.Equal(
            [(good.Id, Standing.Ok), (dead.Id, Standing.NeedsReconnecting)],
            (await _host.Get<AccountStandings>().ListAsync(null, Cancel)).OrderBy(one => one.Connection.Account.Id).Select(one => (one.Connection.Account.Id, one.Standing)));
        var health = (await _host.Get<AccountStandings>().ReadAsync(good.ClientId, Cancel)).ToDictionary(one => one.AccountId);
        Assert.Equal((AccountCondition.Ok, true), (health[good.Id].Condition, health[good.Id].ExpectedAt > _rig.Clock.GetUtcNow()));
        Assert.Equal((AccountCondition.NeedsReconnecting, AccountTrouble.AccessRefused, true), (health[dead.Id].Condition, health[dead.Id].Reason, health[dead.Id].IsBroken));
    }

    /// <summary>The token lacks one right: what it opens is read, nobody is told to connect the account again, and what is missing is said where its limits are.</summary>
    [Fact]
    public async Task RunAsync_OneStreamIsNotOpenToTheToken_TheAccountIsWellAndSaysWhatIsClosed()
    {
        var account = await _host.ConnectAsync(_rig);
        _rig.Server.Refused = path => path.EndsWith("/comments", StringComparison.Ordinal) ? 403 : null;

        await _host.RoundAsync();
        _rig.Clock.Advance(TimeSpan.FromHours(7));
        await _host.RoundAsync();

        var standing = Assert.Single(await _host.Get<AccountStandings>().ListAsync(null, Cancel));
        Assert.Equal((Standing.Ok, "comments"), (standing.Standing, Assert.Single(standing.Closed).Stream));
        Assert.Equal(AccountCondition.Ok, Assert.Single(await _host.Get<AccountStandings>().ReadAsync(account.ClientId, Cancel)).Condition);
        var limits = await FigureLimits.ReadAsync(_host.Get<CollectionNotes>(), standing, Cancel);
        Assert.Equal(("comments", "The token's owner may not read this."), (limits.Remarks[0].Stream, limits.Remarks[0].Words.En));
    }

    /// <summary>One refusal may be of a guard on the way: customers' comments are seen some minutes later, not in a week.</summary>
    [Fact]
    public async Task RunAsync_OneStreamIsRefusedOnce_IsReadAQuarterOfAnHourLater()
    {
        var account = await _host.ConnectAsync(_rig);
        _rig.Server.Refused = path => path.EndsWith("/comments", StringComparison.Ordinal) ? 403 : null;
        await _host.RoundAsync();
        _rig.Server.Refused = null;

        _rig.Clock.Advance(TimeSpan.FromMinutes(16));
        await _host.RoundAsync();

        Assert.All(await _host.StatesAsync(account), state => Assert.Null(state.Problem));
    }

    /// <summary>A right that was missing for days is used within a day of being granted.</summary>
    [Fact]
    public async Task RunAsync_ARightIsGrantedAfterDays_IsUsedFromTheNextDailyCheckOn()
    {
        var account = await _host.ConnectAsync(_rig);
        _rig.Server.Refused = path => path.EndsWith("/comments", StringComparison.Ordinal) ? 403 : null;
        for (var day = 0; day < 8; day++)
        {
            await _host.RoundAsync();
            _rig.Clock.Advance(TimeSpan.FromDays(1));
        }

        _rig.Server.Refused = null;
        await _host.RoundAsync();

        Assert.All(await _host.StatesAsync(account), state => Assert.Null(state.Problem));
    }

    /// <summary>The daily look at the place meets a guard on the way: nobody has to connect the account again for that. What goes on for hours ends it.</summary>
    [Fact]
    public async Task RunAsync_TheDailyCheckIsRefused_EndsAccessOnlyWhenItGoesOn()
    {
        var account = await _host.ConnectAsync(_rig);
        await _host.RoundAsync();
        _rig.Clock.Advance(TimeSpan.FromDays(1));
        _rig.Server.Refused = _ => 403;
        await _host.RoundAsync();
        Assert.Null((await _host.ConnectionAsync(account)).Problem);
        _rig.Server.Refused = null;
        _rig.Clock.Advance(TimeSpan.FromMinutes(16));
        await _host.RoundAsync();
        Assert.All(await _host.StatesAsync(account), state => Assert.Null(state.Problem));
        Assert.True((await _host.ConnectionAsync(account)).CheckedAt > Monday.AddDays(1));

        _rig.Server.Refused = path => path.EndsWith("/" + _rig.PlaceId, StringComparison.Ordinal) ? 403 : null;
        _rig.Clock.Advance(TimeSpan.FromDays(1));
        for (var round = 0; round < 40; round++)
        {
            await _host.RoundAsync();
            _rig.Clock.Advance(TimeSpan.FromMinutes(16));
        }

        Assert.Equal(nameof(SourceProblem.Forbidden), (await _host.ConnectionAsync(account)).Problem);
    }

    /// <summary>A network has several limits: what two streams used up keeps none from its turn that counts against another.</summary>
    [Fact]
    public async Task RunAsync_TwoStreamsAreThrottled_TheOthersAreReadAllTheSame()
    {
        var account = await _host.ConnectAsync(_rig);
        _rig.Server.Refused = path => path.EndsWith("/followers", StringComparison.Ordinal) || path.EndsWith("/daily", StringComparison.Ordinal) ? 429 : null;

        await _host.RoundAsync();

        Assert.Equal(
            [("ads", null), ("comments", null), ("daily", "RateLimited"), ("followers", "RateLimited"), ("posts", null)],
            (await _host.StatesAsync(account)).Where(state => !state.IsHistory).Select(state => (state.Stream, state.Problem)).Order());
        Assert.Equal(0, (await _host.ConnectionAsync(account)).Failures);
    }

    /// <summary>The daily look at a place is the program's own, and takes nothing of what is kept for people.</summary>
    [Fact]
    public async Task RunAsync_TheDailyCheckWithTheRestKeptForPeople_IsNotMadeAndComesLater()
    {
        var account = await _host.ConnectAsync(_rig);
        await _host.RoundAsync();
        var checkedAt = (await _host.ConnectionAsync(account)).CheckedAt;
        _rig.Clock.Advance(TimeSpan.FromDays(1));
        _rig.Server.Usage = 0.8;
        await _host.AskAsync(account, null);
        _rig.Server.Usage = null;
        var asked = new ConcurrentQueue<string>();
        _rig.Server.Asked = asked.Enqueue;
        _rig.Clock.Advance(TimeSpan.FromMinutes(20));
        await Database.WriteAsync((connection, transaction) => connection.ExecuteAsync("update account_connection set checked_at = 0", transaction: transaction), Cancel);

        await _host.RoundAsync();

        Assert.Empty(asked);
        _rig.Clock.Advance(TimeSpan.FromHours(2));
        await _host.RoundAsync();
        Assert.True((await _host.ConnectionAsync(account)).CheckedAt > checkedAt.AddDays(1));
    }

    /// <summary>A setting that one stream needs is wrong: accounts whose other streams are read keep none of their network from its turn.</summary>
    [Fact]
    public async Task RunAsync_OneStreamOfEachAccountNeedsASettingThatIsWrong_TheOthersComeOnTimeForAll()
    {
        for (var i = 0; i < 4; i++)
            await _host.ConnectAsync(_rig, $"a{i}");
        _rig.Server.Refused = path => path.EndsWith("/comments", StringComparison.Ordinal) ? 426 : null;
        await _host.RoundAsync();

        for (var round = 0; round < 30; round++)
        {
            _rig.Clock.Advance(TimeSpan.FromMinutes(16));
            await _host.RoundAsync();
        }

        var states = await _host.Get<StreamStates>().ListAsync(null, null, Cancel);
        Assert.All(states.Where(state => state.Stream == "comments"), state => Assert.Equal(nameof(SourceProblem.Misconfigured), state.Problem));
        Assert.All(states.Where(state => state.Stream == "posts"), state => Assert.True(state.RanAt > _rig.Clock.GetUtcNow().AddHours(-4.5), $"Read {state.RanAt:O}."));
        Assert.Null(_host.Get<NetworkCircuits>().Allowed(_rig.Network));
        Assert.All(await _host.Get<AccountConnections>().ListAsync(null, Cancel), connection => Assert.Equal(0, connection.Failures));
    }

    /// <summary>What the bot itself does wrong with a network concerns every account of it.</summary>
    [Fact]
    public async Task RunAsync_TheNetworkRefusesTheBotItself_LeavesItAloneAndGoesOnByItself()
    {
        for (var i = 0; i < 6; i++)
            await _host.ConnectAsync(_rig, $"a{i}");
        _rig.Server.Refused = _ => 426;
        await _host.RoundAsync();
        var calls = _rig.Calls;

        _rig.Clock.Advance(TimeSpan.FromMinutes(16));
        await _host.RoundAsync();

        Assert.InRange(_rig.Calls - calls, 1, 4);
        _rig.Server.Refused = null;
        for (var round = 0; round < 3; round++)
        {
            _rig.Clock.Advance(TimeSpan.FromMinutes(16));
            await _host.RoundAsync();
        }

        Assert.All(await _host.Get<StreamStates>().ListAsync(null, null, Cancel), state => Assert.Null(state.Problem));
    }

    [Fact]
    public async Task RunAsync_ByAnInstanceWithoutTheKeysOfTheSecrets_HoldsNothingAgainstTheAccount()
    {
        var account = await _host.ConnectAsync(_rig);
        var (calls, folder) = (_rig.Calls, Directory.CreateDirectory(Path.Combine(TestDatabase.Folder, "elsewhere")).FullName);
        await using (var other = await CollectorHost.StartAsync(_rig.Clock, TestDatabase, [.. _rig.Settings, "--Security:KeyFile", Path.Combine(folder, "bot.key")]))
        {
            await other.RoundAsync();
            Assert.Contains(other.Logs, line => line.Contains("the keys they were stored with are not in the folder", StringComparison.Ordinal));
            Assert.Equal([nameof(SourceProblem.Misconfigured)], (await other.AskAsync(account)).Problems.Select(problem => problem.Problem));
        }

        Assert.Equal(calls, _rig.Calls);
        Assert.Null((await _host.ConnectionAsync(account)).Problem);
        await _host.RoundAsync();
        Assert.All(await _host.StatesAsync(account), state => Assert.Null(state.Problem));
        Assert.NotEmpty(await _host.RowsAsync(account));
    }

    [Fact]
    public async Task RunAsync_ForTheFirstTimeDaysAfterConnecting_LeavesNoDayBetweenHistoryAndNow()
    {
        var connected = new DateOnly(2026, 11, 22);
        var account = await _host.ConnectAsync(_rig);
        _rig.Clock.Advance(TimeSpan.FromDays(12));

        await _host.RoundAsync();

        _rig.Expected(connected).AssertStored(await _host.StoredAsync(account, connected), _rig.SnapshotMetrics);
    }

    /// <summary>A run that still has the old token must not break what has just been connected with a new one.</summary>
    [Fact]
    public async Task ConnectAsync_AgainWhileARunHoldsTheAccount_TakesItFromTheRun()
    {
        var account = await _host.ConnectAsync(_rig);
        var leases = _host.Get<CollectionLeases>();
        var lease = await leases.ClaimAsync(account.Id, "a run with the old token", Cancel);

        await _host.ConnectAsync(_rig);

        await Assert.ThrowsAsync<LeaseLostException>(() => Database.WriteAsync((connection, transaction) => leases.RenewAsync(connection, transaction, lease!), Cancel));
        Assert.NotNull(await leases.ClaimAsync(account.Id, "the next", Cancel));
    }

    [Fact]
    public async Task AskAsync_AReadingWasBrokenOffDaysAgo_ReadsTheDaysSinceToo()
    {
        var connected = new DateOnly(2026, 11, 22);
        var account = await _host.ConnectAsync(_rig);
        _rig.Clock.Advance(TimeSpan.FromDays(9));
        for (var call = 2; !(await _host.StatesAsync(account)).Any(state => state.Broken?.Cursor is not null); call++)
        {
            await KillAsync(account, call);
            _rig.Clock.Advance(CollectionLeases.Length + TimeSpan.FromSeconds(1));
        }

        _rig.Clock.Advance(TimeSpan.FromDays(3));
        var outcome = await _host.AskAsync(account);

        Assert.Empty(outcome.Problems);
        _rig.Expected(connected).AssertStored(await _host.StoredAsync(account, connected), _rig.SnapshotMetrics);
    }

    [Fact]
    public async Task AskAsync_AnotherRunTakesTheAccount_SaysThatItWasLost()
    {
        var account = await _host.ConnectAsync(_rig);
        _rig.Server.Asked = _ => Await(Database.WriteAsync((connection, transaction) => Dapper.SqlMapper.ExecuteAsync(connection, "update account_connection set fence = fence + 1", transaction: transaction), Cancel));

        var outcome = await _host.AskAsync(account);

        Assert.Contains("took it over", Assert.Single(outcome.Problems).Reason, StringComparison.Ordinal);

        static void Await(Task work) => work.GetAwaiter().GetResult();
    }

    [Fact]
    public async Task RunAsync_TheAccountIsRemovedMeanwhile_EndsAndLeavesNothing()
    {
        var account = await _host.ConnectAsync(_rig);
        var store = _host.Get<AccountStore>();
        Task? removal = null;
        _rig.Server.Asked = path =>
        {
            if (path.Contains("/daily?", StringComparison.Ordinal) && path.EndsWith("after=1", StringComparison.Ordinal))
                removal = store.RemoveAsync(account.Id, Cancel);
        };

        await _host.RoundAsync();

        Assert.NotNull(removal);
        await removal;
        Assert.Empty(await _host.RowsAsync(account));
        Assert.Equal(0, await _host.ScalarAsync<long>("select (select count(*) from account_connection) + (select count(*) from collection_stream) + (select count(*) from batch)"));
    }

    [Fact]
    public async Task RunAsync_TheClientIsErasedMeanwhile_EndsAndLeavesNothing()
    {
        var account = await _host.ConnectAsync(_rig);
        var eraser = _host.Get<ClientEraser>();
        Task? removal = null;
        _rig.Server.Asked = path => removal ??= path.Contains("/posts?", StringComparison.Ordinal) ? eraser.EraseAsync(account.ClientId, Cancel) : null;

        await _host.RoundAsync();

        Assert.NotNull(removal);
        await removal;
        Assert.Equal(0, await _host.ScalarAsync<long>("select (select count(*) from account) + (select count(*) from metric_point) + (select count(*) from post_observation)"));
    }

    [Fact]
    public async Task RunAsync_KilledAtEveryPageOfAHistoryFill_GivesTheRowsOfAnUndisturbedOne()
    {
        var undisturbed = await _host.ConnectAsync(_rig, "undisturbed", withHistory: true);
        await FillAsync(_host);
        var expected = await _host.RowsAsync(undisturbed);

        var account = await _host.ConnectAsync(_rig, "killed", withHistory: true);
        var (kills, random) = (0, new Random(20261129));
        while ((await _host.StatesAsync(account)).Any(state => state is { IsHistory: true, IsFilled: false } || state.GoodAt is null))
        {
            kills++;
            Assert.InRange(kills, 1, 200);
            await KillAsync(account, atCall: random.Next(2, 5));
            _rig.Clock.Advance(CollectionLeases.Length + TimeSpan.FromSeconds(1));
        }

        Assert.InRange(kills, 10, 200);
        Assert.Equal(expected, await _host.RowsAsync(account));
    }

    [Fact]
    public async Task RunHistoryAsync_SomethingElseOfTheAccountComesDue_GivesWayBehindTheStoredPage()
    {
        var account = await _host.ConnectAsync(_rig, withHistory: true);
        await _host.DriveAsync(_host.Get<AccountRunner>().RunAsync(account.Id, Cancel));
        var next = (await _host.StatesAsync(account)).Where(state => !state.IsHistory).Min(state => state.NextAt);
        _rig.Clock.SetUtcNow(next.AddSeconds(-50));
        _rig.Server.Asked = _ => _rig.Clock.Advance(TimeSpan.FromSeconds(20));

        await _host.DriveAsync(_host.Get<AccountRunner>().RunHistoryAsync(account.Id, Cancel));

        var state = Assert.Single(await _host.StatesAsync(account), state => state is { IsHistory: true, Broken.Cursor: not null });
        Assert.Null(state.Problem);
    }

    /// <summary>How long calls have been refused is said to people: the time in which the server did not answer is none of it.</summary>
    [Fact]
    public async Task RunAsync_ThrottledAfterTheServerWasDown_IsThrottledFromThenOn()
    {
        var account = await _host.ConnectAsync(_rig);
        _rig.Begin(Misbehaviour.ServerErrors);
        await _host.RoundAsync();
        var down = _rig.Clock.GetUtcNow();
        _rig.Clock.Advance(TimeSpan.FromHours(7));
        _rig.Begin(Misbehaviour.TooManyRequests);

        await _host.RoundAsync();
        await _host.NextRoundAsync();

        var state = (await _host.StatesAsync(account)).First(state => state is { IsHistory: false, Failures: > 1, Problem: nameof(SourceProblem.RateLimited) });
        Assert.InRange(state.FailingSince!.Value, down.AddHours(7), _rig.Clock.GetUtcNow());
    }

    [Fact]
    public async Task RunAsync_TheNetworkSaysThatMuchIsUsed_StopsAndKeepsTheRestForWhoAsksNow()
    {
        var account = await _host.ConnectAsync(_rig, withHistory: true);
        _rig.Server.Usage = 0.8;
        await _host.RoundAsync();
        var calls = _rig.Calls;
        Assert.Contains(await _host.StatesAsync(account), state => state.Problem == nameof(SourceProblem.RateLimited));
        Assert.Equal(Standing.Throttled, (await _host.Get<AccountStandings>().ListAsync(null, Cancel)).Single().Standing);

        await using var restarted = await CollectorHost.StartAsync(_rig.Clock, TestDatabase, _rig.Settings);
        _rig.Clock.Advance(TimeSpan.FromMinutes(20));
        await restarted.RoundAsync();
        Assert.Equal(calls, _rig.Calls);

        Assert.Empty((await restarted.AskAsync(account)).Problems);
        _rig.Server.Usage = 0.95;
        Assert.NotEmpty((await restarted.AskAsync(account)).Problems);
        _rig.Server.Usage = 0.1;
        _rig.Clock.Advance(TimeSpan.FromHours(26));
        await restarted.RoundAsync();
        Assert.All(await restarted.StatesAsync(account), state => Assert.Null(state.Problem));
    }

    [Fact]
    public async Task RunAsync_ANetworkIsDown_AsksForOneAccountUntilItIsBack()
    {
        for (var i = 0; i < 8; i++)
            await _host.ConnectAsync(_rig, $"a{i}");
        _rig.Begin(Misbehaviour.ServerErrors);
        await _host.RoundAsync();
        var calls = _rig.Calls;

        _rig.Clock.Advance(TimeSpan.FromMinutes(30));
        await _host.RoundAsync();
        Assert.InRange(_rig.Calls - calls, 1, 20);

        _rig.End();
        _rig.Clock.Advance(TimeSpan.FromHours(7));
        await _host.RoundAsync();
        Assert.All(await _host.Get<StreamStates>().ListAsync(null, null, Cancel), state => Assert.Null(state.Problem));
    }

    [Fact]
    public async Task RunAsync_SomeStreamsFailAgainAndAgain_TheOthersComeOnTime()
    {
        await _host.ConnectAsync(_rig, "main");
        await _host.RoundAsync();
        _rig.Server.Broken = path => path.EndsWith("/followers", StringComparison.Ordinal) || path.EndsWith("/posts", StringComparison.Ordinal);
        _rig.Clock.Advance(TimeSpan.FromHours(7));
        await _host.RoundAsync();
        List<bool> came = [];
        for (var round = 0; round < 12; round++)
        {
            var isRead = false;
            _rig.Server.Asked = path => isRead |= path.Contains("/comments?", StringComparison.Ordinal);
            _rig.Clock.Advance(TimeSpan.FromMinutes(11));
            await _host.RoundAsync();
            came.Add(isRead);
        }

        Assert.DoesNotContain(false, came);
    }

    [Fact]
    public async Task RunAsync_PagesWithoutAnEnd_AreGivenUp()
    {
        var account = await _host.ConnectAsync(_rig);
        _rig.Server.Loops = true;

        await _host.RoundAsync();

        Assert.All(await _host.StatesAsync(account), state => Assert.Equal(nameof(SourceProblem.Unexpected), state.Problem));
        Assert.InRange(_rig.Calls, 5, 20);
        _rig.Server.Loops = false;
        _rig.Clock.Advance(TimeSpan.FromDays(1));
        await _host.RoundAsync();
        Assert.All(await _host.StatesAsync(account), state => Assert.Null(state.Problem));
    }

    [Fact]
    public async Task RunAsync_TheClockWasSetBack_GoesOnAtOnce()
    {
        var account = await _host.ConnectAsync(_rig);
        await using (var ahead = await CollectorHost.StartAsync(new FakeTimeProvider(Monday.AddDays(200)), TestDatabase, _rig.Settings))
            await ahead.RoundAsync();

        await _host.RoundAsync();

        Assert.All(await _host.StatesAsync(account), state => Assert.InRange(state.NextAt, _rig.Clock.GetUtcNow(), _rig.Clock.GetUtcNow().AddDays(2)));
        _rig.Expected(new DateOnly(2026, 11, 22)).AssertStored(await _host.StoredAsync(account, new DateOnly(2026, 11, 22)), _rig.SnapshotMetrics);
    }

    [Fact]
    public async Task ConnectAsync_AnotherPlaceThanBefore_IsRefused()
    {
        var account = await _host.ConnectAsync(_rig);
        await Database.WriteAsync((connection, transaction) => Dapper.SqlMapper.ExecuteAsync(connection, "update account_connection set place_id = 'other'", transaction: transaction), Cancel);

        var error = await Assert.ThrowsAsync<SourceException>(() => _host.ConnectAsync(_rig));

        Assert.Contains($"“{account.Name}”", error.Message, StringComparison.Ordinal);
        Assert.Equal(SourceProblem.NotAllowed, error.Problem);
    }

    private static async Task FillAsync(CollectorHost host)
    {
        for (var round = 0; round < 200; round++)
        {
            await host.RoundAsync();
            if ((await host.Get<StreamStates>().ListAsync(null, null, Cancel)).All(state => !state.IsHistory || state.IsFilled))
                return;
        }

        Assert.Fail("The history is not filled in.");
    }

    /// <summary>A process that dies while it asks for a page: nothing is given back, nothing is said, its clock stands still and its last call never ends.</summary>
    private async Task KillAsync(Account account, int atCall)
    {
        var process = await CollectorHost.StartAsync(new FakeTimeProvider(_rig.Clock.GetUtcNow()), TestDatabase, _rig.Settings);
        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = 0;
        _rig.Server.Held = _ =>
        {
            if (Interlocked.Increment(ref calls) < atCall)
                return false;
            killed.TrySetResult();
            return true;
        };
        var runner = process.Get<AccountRunner>();
        var isDue = (await _host.StatesAsync(account)).Any(state => !state.IsHistory && state.NextAt <= _rig.Clock.GetUtcNow());
        await Task.WhenAny(isDue ? runner.RunAsync(account.Id, Cancel) : runner.RunHistoryAsync(account.Id, Cancel), killed.Task);
        await process.Get<Data.Database.Database>().DisposeAsync();
        _rig.Server.Held = null;
    }
}

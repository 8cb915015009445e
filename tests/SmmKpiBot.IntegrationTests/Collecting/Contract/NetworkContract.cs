using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Collecting.Contract;

/// <summary>
/// What every network promises, by its own parts over HTTP: <see cref="NetworkRig"/> is the network's stand-in. Derive it once for each network and engine:
/// <c>public sealed class XContractSqliteTests(PostgresServer server) : NetworkContract(Dialect.Sqlite, server)</c>.
/// </summary>
public abstract class NetworkContract(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    /// <summary>A Monday morning, after the days of all zones have closed.</summary>
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 13, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private NetworkRig? _rig;
    private CollectorHost? _host;

    protected NetworkRig Rig => _rig ?? throw new InvalidOperationException("The rig is made before a test begins.");

    internal CollectorHost Host => _host ?? throw new InvalidOperationException("The host is made before a test begins.");

    private ISource Source => Host.Get<SourceBook>().Find(Rig.Network)!;

    /// <summary>So many days before now are read by the tests that read much.</summary>
    protected virtual int Days => 10;

    /// <summary>The clock is moved by the tests; the day they begin with stays.</summary>
    private DateOnly First => LocalDay.Of(Monday, TimeZoneInfo.Utc).AddDays(-Days);

    protected abstract Task<NetworkRig> CreateRigAsync(FakeTimeProvider clock);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _rig = await CreateRigAsync(new FakeTimeProvider(Monday));
        _host = await CollectorHost.StartAsync(Rig.Clock, TestDatabase, Rig.Settings);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        if (_rig is not null)
            await _rig.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Spec_SecretsMarked()
    {
        Assert.NotEmpty(Source.Ways);
        foreach (var way in Source.Ways)
        {
            Assert.NotEqual("", way.HowTo);
            Assert.NotEqual("", way.HowToUk);
        }

        var pasted = Source.Ways.OfType<PastedSecret>().ToList();
        foreach (var way in pasted)
            Assert.NotNull(way.Problem(""));
        foreach (var (field, secret) in Rig.Secrets.Where(pair => pasted.Exists(way => way.Field == pair.Key)))
        {
            Assert.Null(pasted.Single(way => way.Field == field).Problem(secret));
            Assert.DoesNotContain(secret, pasted.Single(way => way.Field == field).Problem(secret[..^1] + "\u0007")?.ToString() ?? "", StringComparison.Ordinal);
        }

        await Host.ConnectAsync(Rig);
        var stored = await Host.ScalarAsync<string>("select coalesce((select c.details || c.remarks || c.fields || c.place_name from account_connection c), '')")
            + string.Join('\n', await TextsAsync("select ciphertext from credential"));
        Assert.All(Rig.Secrets.Values, secret => Assert.DoesNotContain(secret, stored, StringComparison.Ordinal));
        Assert.All(Rig.Secrets.Values, secret => Assert.DoesNotContain(secret, new SourceAccess(Rig.Secrets).ToString(), StringComparison.Ordinal));
    }

    [Fact(DisplayName = "Check_Ok/Failed/Exception")]
    public async Task Check_OkFailedException()
    {
        var access = new SourceAccess(Rig.Secrets);
        var place = await Host.DriveAsync(Source.CheckAsync(access, Rig.PlaceId, CallPriority.Asked, Cancel));
        Assert.Equal(Rig.PlaceId, place.ExternalId);
        Assert.NotEqual("", place.Name);
        Assert.True(TimeZoneInfo.TryFindSystemTimeZoneById(place.DayZone.Id, out _), $"{place.DayZone.Id} is not a zone that can be stored.");

        var unknown = await FailsAsync(() => Source.CheckAsync(access, "0000000000", CallPriority.Asked, Cancel));
        Assert.NotEqual(SourceProblem.Transient, unknown.Problem);

        Misbehave(Misbehaviour.ExpiredAccess);
        Assert.Equal(Rig.RefusedAccess, (await FailsAsync(() => Source.CheckAsync(access, Rig.PlaceId, CallPriority.Asked, Cancel))).Problem);
        Rig.End();
        Misbehave(Misbehaviour.ServerErrors);
        Assert.Equal(SourceProblem.Transient, (await FailsAsync(() => Source.CheckAsync(access, Rig.PlaceId, CallPriority.Asked, Cancel))).Problem);
    }

    [Fact]
    public async Task Discovery_MatchesRecords()
    {
        Assert.SkipWhen(Rig.CannotDiscover is not null, Rig.CannotDiscover ?? "");
        var access = new SourceAccess(Rig.Secrets);
        var places = new List<SourcePlace>();
        await Host.DriveAsync(ListAsync());

        var found = Assert.Single(places, place => place.ExternalId == Rig.PlaceId);
        var known = await Host.DriveAsync(Source.CheckAsync(access, Rig.PlaceId, CallPriority.Asked, Cancel));
        Assert.Equal((known.Name, known.DayZone.Id, known.Currency), (found.Name, found.DayZone.Id, found.Currency));

        async Task ListAsync()
        {
            await foreach (var place in Source.DiscoverAsync(access, Cancel))
                places.Add(place);
        }
    }

    [Fact]
    public async Task Read_SchemaValid()
    {
        var account = await Host.ConnectAsync(Rig);
        var now = Host.Clock.GetUtcNow();
        Assert.Equal(Source.Streams.Count, Source.Streams.Select(stream => stream.Name).Distinct().Count());
        foreach (var (plan, to) in await PlansAsync(account))
        {
            foreach (var page in await Host.PagesAsync(account, plan, First, to))
            {
                Assert.All(page.Points, point => Assert.NotNull(MetricCatalogue.Find(point.Metric)));
                Assert.All(page.Points, point => Assert.False(MetricCatalogue.Find(point.Metric) is { NeedsDimension: true } && point.Dimension.Length == 0, $"{point.Metric} needs a dimension."));
                Assert.All(page.Points, point => Assert.InRange(point.Day, First, to.AddDays(1)));
                Assert.All(page.Points, point => Assert.False(point.Value < 0, $"{point.Metric} is {point.Value}."));
                Assert.All(page.Ads, row => Assert.InRange(row.Day, First, to));
                Assert.All(page.Ads, row => Assert.Equal(row.SpendMicros is null, row.Currency is null));
                Assert.All(page.Traffic, row => Assert.InRange(row.Day, First, to));
                Assert.All(page.Traffic, row => Assert.Equal(row.RevenueMicros is null, row.Currency is null));
                Assert.All(page.Posts, post => Assert.True(post.PublishedAt <= Host.Clock.GetUtcNow()));
                Assert.All(page.Messages, live => Assert.True(live.Message.At <= Host.Clock.GetUtcNow()));
                Assert.All(page.Told, span => Assert.True(span.FromDay <= span.ToDay && span.ToDay <= LocalDay.Of(now, TimeZoneInfo.Utc).AddDays(1)));
                Assert.All(page.Told, span => Assert.True(IsKind(span.Kind), $"{span.Kind} is no kind of fact."));
                Assert.Empty(page.Bad);
                Assert.Empty(page.UnknownFields);
            }
        }
    }

    /// <summary>The main test of a network: collected equals the model, to the unit, after restatement.</summary>
    [Fact]
    public async Task Read_Expected()
    {
        var account = await Host.ConnectAsync(Rig);
        await CollectAsync(account);
        Assert.False(Rig.Expected(First).IsEmpty);
        await AssertStoredAsync(account);

        Rig.Restate();
        Host.Clock.Advance(Day);
        await Host.RoundAsync();
        await AssertStoredAsync(account);
    }

    [Fact]
    public async Task Read_KeysUniqueNonNull()
    {
        var account = await Host.ConnectAsync(Rig);
        foreach (var (plan, to) in await PlansAsync(account))
        {
            foreach (var page in await Host.PagesAsync(account, plan, First, to))
            {
                Unique(page.Points.Select(point => (point.Metric, point.Dimension, point.Day)));
                Unique(page.Posts.Select(post => post.PostId));
                Unique(page.Ads.Select(row => (row.Day, row.Campaign)));
                Unique(page.Traffic.Select(row => (row.Day, row.Source, row.Medium, row.Campaign, row.Channel)));
                Unique(page.Messages.Select(live => (live.Message.Conversation, live.Message.MessageId)));
                Assert.All(page.Posts, post => Assert.NotEqual("", post.PostId));
                Assert.All(page.Messages, live => Assert.True(live.Message.Conversation.Length > 0 && live.Message.MessageId.Length > 0));
            }
        }
    }

    [Fact]
    public async Task TwoReads_Equal()
    {
        var account = await Host.ConnectAsync(Rig);
        foreach (var (plan, to) in await PlansAsync(account))
        {
            var first = BrandFacts.Of(await Host.PagesAsync(account, plan, First, to));
            var second = BrandFacts.Of(await Host.PagesAsync(account, plan, First, to));
            first.AssertSame(second);
        }
    }

    [Fact]
    public async Task Incremental_SecondRead_NoNew()
    {
        var account = await Host.ConnectAsync(Rig);
        await CollectAsync(account);
        var (rows, version) = (await Host.RowsAsync(account), await Host.VersionAsync());

        var again = await Host.AskAsync(account, First);

        Assert.Empty(again.Problems);
        Assert.Equal(0, again.Stored);
        Assert.Equal(rows, await Host.RowsAsync(account));
        Assert.Equal(version, await Host.VersionAsync());
    }

    [Fact]
    public async Task Replay_FromEveryState()
    {
        var account = await Host.ConnectAsync(Rig);
        foreach (var (plan, to) in await PlansAsync(account))
        {
            var pages = await Host.PagesAsync(account, plan, First, to);
            for (var at = 0; at < pages.Count - 1; at++)
            {
                if (pages[at].Cursor is not { } cursor)
                    continue;
                var rest = await Host.PagesAsync(account, plan, First, to, cursor);
                BrandFacts.Of(pages).AssertSame(BrandFacts.Of([.. pages.Take(at + 1), .. rest]));
                BrandFacts.Of(pages.Skip(at + 1)).AssertSame(BrandFacts.Of(rest));
            }
        }
    }

    [Fact]
    public async Task FutureState_ZeroRecords()
    {
        var account = await Host.ConnectAsync(Rig);
        var ahead = LocalDay.Of(Host.Clock.GetUtcNow(), TimeZoneInfo.Utc).AddDays(10);
        foreach (var plan in Source.Streams)
        {
            var facts = BrandFacts.Of(await Host.PagesAsync(account, plan, ahead, ahead.AddDays(5)));
            Assert.True(facts.IsEmpty || facts.Points.Keys.All(point => point.Day < ahead), $"{plan.Name} tells of days that lie ahead.");
            Assert.Empty(facts.Ads);
            Assert.Empty(facts.Traffic);
        }
    }

    [Fact]
    public async Task Lookback_Restates()
    {
        var account = await Host.ConnectAsync(Rig);
        await CollectAsync(account);
        var before = await Host.StoredAsync(account, First);
        var (rows, knownBy) = (await Host.RowsAsync(account), Host.Clock.GetUtcNow());

        Rig.Restate();
        Host.Clock.Advance(Day);
        await Host.RoundAsync();

        await AssertStoredAsync(account);
        before.AssertSame(await Host.StoredAsync(account, First, knownBy));
        Assert.Empty(rows.Except(await Host.RowsAsync(account)));
        var version = await Host.VersionAsync();
        await Host.AskAsync(account);
        Assert.Equal(version, await Host.VersionAsync());
    }

    [Fact]
    public Task OutOfOrder_Pages() => EqualAllTheSameAsync(Misbehaviour.PagesOutOfOrder);

    [Fact]
    public Task DuplicatePages() => EqualAllTheSameAsync(Misbehaviour.DuplicatePages);

    [Fact(DisplayName = "CrashAfterPageK (all K)")]
    public async Task CrashAfterPageK()
    {
        Assert.SkipWhen(Rig.HasOnePage is not null, Rig.HasOnePage ?? "");
        var first = await Host.ConnectAsync(Rig);
        var killed = new List<(Account Whole, List<Account> Killed)>();
        foreach (var (plan, to) in await PlansAsync(first))
        {
            var pages = await Host.PagesAsync(first, plan, First, to);
            var accounts = new List<Account>();
            for (var page = 1; page <= pages.Count; page++)
            {
                accounts.Add(await Host.ConnectAsync(Rig, $"{plan.Name}-{page}"));
                await KillAsync(accounts[^1], plan, First, to, afterPages: page);
            }

            if (accounts.Count > 0)
                killed.Add((accounts[^1], accounts[..^1]));
        }

        Host.Clock.Advance(CollectionLeases.Length + TimeSpan.FromSeconds(1));
        await Host.RoundAsync();

        Assert.Contains(killed, one => one.Killed.Count > 0);
        foreach (var (whole, others) in killed)
        {
            // A post that was stored before the followers of its day were known is observed once more, saying the same.
            var expected = (await Host.RowsAsync(whole)).Distinct();
            foreach (var account in others)
            {
                Assert.All(await Host.StatesAsync(account), state => Assert.Null(state.Broken));
                Assert.Equal(expected, (await Host.RowsAsync(account)).Distinct());
            }
        }
    }

    [Fact(DisplayName = "429_Respected")]
    public async Task TooManyRequests_Respected()
    {
        var account = await Host.ConnectAsync(Rig);
        Misbehave(Misbehaviour.TooManyRequests);
        await Host.RoundAsync();
        var states = await Host.StatesAsync(account);
        Assert.Contains(states, state => state.Problem == nameof(SourceProblem.RateLimited));
        var calls = Rig.Calls;

        Host.Clock.Advance(Rig.AskedRest / 2);
        await Host.RoundAsync();
        Assert.Equal(calls, Rig.Calls);

        Rig.End();
        await RecoverAsync(account);
    }

    [Fact(DisplayName = "5xx_Backoff")]
    public async Task ServerErrors_Backoff()
    {
        var account = await Host.ConnectAsync(Rig);
        Misbehave(Misbehaviour.ServerErrors);
        var gaps = new List<TimeSpan>();
        for (var run = 0; run < 4; run++)
        {
            var (calls, began) = (Rig.Calls, Host.Clock.GetUtcNow());
            await Host.RoundAsync();
            Assert.InRange(Rig.Calls - calls, 1, 20);
            gaps.Add(await Host.Get<CollectionLeases>().NextAsync(Cancel) is { } next ? next - Host.Clock.GetUtcNow() : TimeSpan.Zero);
            Host.Clock.SetUtcNow(Later(await Host.Get<CollectionLeases>().NextAsync(Cancel), began));
        }

        Assert.All(gaps, gap => Assert.True(gap > TimeSpan.FromSeconds(20), $"After a failure the rest was {gap}."));
        Assert.True(gaps[^1] > gaps[0], $"The rests do not grow: {string.Join(", ", gaps)}.");
        Assert.All((await Host.StatesAsync(account)).Where(state => state.Problem is not null), state => Assert.Equal(nameof(SourceProblem.Transient), state.Problem));
        Rig.End();
        await RecoverAsync(account);
    }

    [Fact]
    public Task Timeout_Bounded() => RecoversAsync(Misbehaviour.SlowDrip);

    [Fact]
    public Task PartialPage() => RecoversAsync(Misbehaviour.PartialPage);

    [Fact]
    public async Task UnknownField()
    {
        await EqualAllTheSameAsync(Misbehaviour.UnknownField);
        Assert.NotEqual(0, await Host.ScalarAsync<long>("select count(*) from unknown_field where times > 0"));
    }

    [Fact]
    public Task MissingField() => QuarantinedAsync(Misbehaviour.MissingField);

    [Fact]
    public Task TypeChange() => QuarantinedAsync(Misbehaviour.WrongType);

    [Fact]
    public async Task EmptyVsZero()
    {
        var account = await Host.ConnectAsync(Rig);
        Misbehave(Misbehaviour.Empty);

        var outcome = await Host.AskAsync(account, First);

        Assert.Empty(outcome.Problems);
        Assert.True((await Host.StoredAsync(account, First)).IsEmpty, "Nothing was told, and something is stored.");
        Rig.End();
        await CollectAsync(account);
        await AssertStoredAsync(account);
    }

    [Fact]
    public async Task TokenExpired_Classified()
    {
        var account = await Host.ConnectAsync(Rig);
        Misbehave(Misbehaviour.ExpiredAccess);
        await Host.RoundAsync();
        if (Rig.RefusedAccess == SourceProblem.Misconfigured)
        {
            await AssertGoesOnByItselfAsync(account);
            return;
        }

        var connection = await Host.ConnectionAsync(account);
        Assert.Equal(nameof(SourceProblem.Unauthorized), connection.Problem);
        Assert.All(Rig.Secrets.Values, secret => Assert.DoesNotContain(secret, connection.Reason, StringComparison.Ordinal));
        var calls = Rig.Calls;

        Host.Clock.Advance(TimeSpan.FromDays(2));
        await Host.RoundAsync();
        Assert.Equal(calls, Rig.Calls);

        Rig.End();
        await Host.ConnectAsync(Rig);
        await CollectAsync(account);
        Assert.Null((await Host.ConnectionAsync(account)).Problem);
        await AssertStoredAsync(account);
    }

    /// <summary>The account has lost nothing: it is left alone for a while and read when the bot's own access is mended.</summary>
    private async Task AssertGoesOnByItselfAsync(Account account)
    {
        Assert.Null((await Host.ConnectionAsync(account)).Problem);
        Assert.Contains(await Host.StatesAsync(account), state => state.Problem == nameof(SourceProblem.Misconfigured));
        var calls = Rig.Calls;
        Host.Clock.Advance(TimeSpan.FromMinutes(5));
        await Host.RoundAsync();
        Assert.Equal(calls, Rig.Calls);

        Rig.End();
        Host.Clock.Advance(TimeSpan.FromMinutes(16));
        await Host.RoundAsync();
        Assert.All(await Host.StatesAsync(account), state => Assert.Null(state.Problem));
        await AssertStoredAsync(account);
    }

    [Fact]
    public async Task DayBoundary_TimeZone_DST()
    {
        var account = await Host.ConnectAsync(Rig);
        var zone = (await Host.ConnectionAsync(account)).DayZone;
        var change = NextChange(zone, Host.Clock.GetUtcNow());
        foreach (var at in (DateTimeOffset[])[LocalDay.Start(change, zone).AddMinutes(-1), LocalDay.Start(change, zone).AddMinutes(1), LocalDay.Start(change.AddDays(1), zone).AddMinutes(1), LocalDay.Start(change.AddDays(2), zone).AddHours(12)])
        {
            // The rounds before may have taken the clock past it: a network that rests between calls lets time go by.
            if (at > Host.Clock.GetUtcNow())
                Host.Clock.SetUtcNow(at);
            await Host.RoundAsync();
            Assert.All(await Host.StatesAsync(account), state => Assert.Null(state.Problem));
            Assert.All((await Host.StatesAsync(account)).Where(state => !state.IsHistory), state => Assert.True(state.NextAt > at, $"{state.Stream} comes again at {state.NextAt}."));
            foreach (var plan in Source.Streams.Where(plan => plan.AfterDayCloses is not null))
                Assert.True(CollectTimes.LastDay(plan, zone, at) < LocalDay.Of(at, zone));
        }

        var from = change.AddDays(-1);
        Rig.Expected(from).AssertStored(await Host.StoredAsync(account, from), Rig.SnapshotMetrics);
    }

    [Fact]
    public async Task HostAllowList()
    {
        var account = await Host.ConnectAsync(Rig);
        Misbehave(Misbehaviour.ForeignServer);

        await Host.RoundAsync();

        Assert.Equal(0, Rig.ForeignCalls);
        Assert.Contains(await Host.StatesAsync(account), state => state.Problem is nameof(SourceProblem.NotAllowed) or nameof(SourceProblem.Unexpected));
    }

    [Fact]
    public async Task NoSecretInLogs()
    {
        var account = await Host.ConnectAsync(Rig);
        await Host.AskAsync(account, First);
        foreach (var what in Enum.GetValues<Misbehaviour>().Where(what => Rig.Cannot(what) is null && what != Misbehaviour.SlowDrip))
        {
            Rig.Begin(what);
            Host.Clock.Advance(Day);
            await Host.RoundAsync();
            await Host.AskAsync(account);
            Rig.End();
        }

        Assert.Contains(Host.Logs, line => line.Contains(Rig.Network, StringComparison.Ordinal));
        foreach (var secret in Rig.Secrets.Values)
            Assert.DoesNotContain(Host.Logs, line => line.Contains(secret, StringComparison.Ordinal));
    }

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one > other ? one.Value : other;

    private static bool IsKind(string kind) =>
        kind is FactKind.Posts or FactKind.Messages or FactKind.Ads or FactKind.Traffic or FactKind.Conflicts || MetricCatalogue.All.Any(metric => kind == FactKind.OfMetric(metric.Name));

    private static void Unique<T>(IEnumerable<T> keys)
    {
        var all = keys.ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
    }

    /// <summary>The next day on which the zone's clock is changed, or in zones that never do it one in a month.</summary>
    private static DateOnly NextChange(TimeZoneInfo zone, DateTimeOffset now)
    {
        var today = LocalDay.Of(now, zone);
        return Enumerable.Range(2, 300).Select(today.AddDays).FirstOrDefault(day => LocalDay.Start(day.AddDays(1), zone) - LocalDay.Start(day, zone) != Day, today.AddDays(30));
    }

    /// <summary>Skips the test, with the rig's reason, where the network cannot.</summary>
    private void Misbehave(Misbehaviour what)
    {
        Assert.SkipWhen(Rig.Cannot(what) is not null, Rig.Cannot(what) ?? "");
        Rig.Begin(what);
    }

    private async Task<SourceException> FailsAsync(Func<Task> act)
    {
        var work = act();
        try
        {
            await Host.DriveAsync(work);
        }
        catch (SourceException exception)
        {
            Assert.All(Rig.Secrets.Values, secret => Assert.DoesNotContain(secret, exception.ToString(), StringComparison.Ordinal));
            return exception;
        }

        throw new Xunit.Sdk.XunitException("It should have failed.");
    }

    /// <summary>The streams with the last day that each has to tell of.</summary>
    private async Task<IReadOnlyList<(StreamPlan Plan, DateOnly To)>> PlansAsync(Account account)
    {
        var zone = (await Host.ConnectionAsync(account)).DayZone;
        return [.. Source.Streams.Select(plan => (plan, CollectTimes.LastDay(plan, zone, Host.Clock.GetUtcNow())))];
    }

    /// <summary>Reads all days of the test.</summary>
    private async Task CollectAsync(Account account)
    {
        var outcome = await Host.AskAsync(account, First);
        Assert.Empty(outcome.Problems);
    }

    private async Task AssertStoredAsync(Account account)
    {
        var from = First;
        Rig.Expected(from).AssertStored(await Host.StoredAsync(account, from), Rig.SnapshotMetrics);
    }

    private async Task EqualAllTheSameAsync(Misbehaviour what)
    {
        var account = await Host.ConnectAsync(Rig);
        Misbehave(what);
        await CollectAsync(account);
        await AssertStoredAsync(account);
    }

    /// <summary>The reading ends with words for it, and what it stored is right; later everything is there.</summary>
    private async Task RecoversAsync(Misbehaviour what)
    {
        var account = await Host.ConnectAsync(Rig);
        Misbehave(what);
        await Host.RoundAsync();
        Assert.Contains(await Host.StatesAsync(account), state => state.Problem is nameof(SourceProblem.Transient) or nameof(SourceProblem.Unexpected));
        Rig.End();
        await RecoverAsync(account);
    }

    private async Task RecoverAsync(Account account)
    {
        Host.Clock.Advance(Day);
        await Host.RoundAsync();
        Assert.All(await Host.StatesAsync(account), state => Assert.Null(state.Problem));
        await CollectAsync(account);
        await AssertStoredAsync(account);
    }

    private async Task QuarantinedAsync(Misbehaviour what)
    {
        var account = await Host.ConnectAsync(Rig);
        Misbehave(what);
        var outcome = await Host.AskAsync(account, First);
        Assert.Empty(outcome.Problems);
        Assert.True(outcome.Stored > 0, "One bad record cost all the others.");
        Assert.Contains(await Host.StatesAsync(account), state => state.BadRecords > 0);
        var kept = await Host.Get<CollectionNotes>().QuarantineAsync(account.Id, Cancel);
        Assert.NotEmpty(kept);
        foreach (var text in Rig.PrivateTexts.Concat(Rig.Secrets.Values))
            Assert.DoesNotContain(kept, record => record.Sample.Contains(text, StringComparison.Ordinal));

        Rig.End();
        await CollectAsync(account);
        Assert.All(await Host.StatesAsync(account), state => Assert.Equal(0, state.BadRecords));
        await AssertStoredAsync(account);
    }

    /// <summary>A run that stores some pages and is then killed: its lease is not given back, and nobody says that it is over.</summary>
    private async Task KillAsync(Account account, StreamPlan plan, DateOnly from, DateOnly to, int afterPages)
    {
        var lease = (await Host.Get<CollectionLeases>().ClaimAsync(account.Id, "killed", Cancel))!;
        var state = (await Host.StatesAsync(account)).Single(state => state.Stream == plan.Name);
        var (source, reading) = await Host.ReadingAsync(account, plan, from, to, null);
        await Host.DriveAsync(ReadAsync());

        async Task ReadAsync()
        {
            var stored = 0;
            await foreach (var page in source.ReadAsync(reading, Cancel))
            {
                await Host.Get<PageStore>().StoreAsync(lease, reading, state, new DaysReading(from, to, null, false), page, isKept: true, Cancel);
                if (++stored == afterPages)
                    return;
            }
        }
    }

    private async Task<IReadOnlyList<string>> TextsAsync(string sql)
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return [.. await Dapper.SqlMapper.QueryAsync<string>(connection, sql)];
    }
}

using Dapper;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Collecting.Contract;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Google;
using SmmKpiBot.IntegrationTests.Meta;
using SmmKpiBot.IntegrationTests.Telegram.Channels;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sources.GoogleAnalytics;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Collecting;

public sealed class BrokenDaySqliteTests(PostgresServer server) : BrokenDayTests(Dialect.Sqlite, server);

public sealed class BrokenDayPostgresTests(PostgresServer server) : BrokenDayTests(Dialect.Postgres, server);

/// <summary>
/// One network is down, one throttles, one account's token is dead, one network talks nonsense, all on the same days. The real sources read the stand-ins; alerts are
/// evaluated after each hour's round, as the running bot does.
/// </summary>
public abstract class BrokenDayTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private const long Team = -1001;
    private const long ClientChat = -1002;
    private const string Robot = "second@standin.iam.gserviceaccount.com";

    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 13, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly First = new(2026, 11, 13);

    private FacebookRig _down = null!;
    private InstagramRig _instagram = null!;
    private MetaAdsRig _nonsense = null!;
    private GoogleAnalyticsContractRig _analytics = null!;
    private YouTubeContractRig _throttling = null!;
    private MembersRig _telegram = null!;
    private CollectorHost _host = null!;

    private IReadOnlyList<NetworkRig> Rigs => [_down, _instagram, _nonsense, _analytics, _throttling, _telegram];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var clock = new FakeTimeProvider(Monday);
        var (server, foreign) = await FacebookRig.ServersAsync(clock);
        _down = new FacebookRig(clock, server, foreign);
        (server, foreign) = await InstagramRig.ServersAsync(clock);
        _instagram = new InstagramRig(clock, server, foreign);
        (server, foreign) = await MetaAdsRig.ServersAsync(clock);
        _nonsense = new MetaAdsRig(clock, server, foreign);
        _analytics = await GoogleAnalyticsContractRig.StartAsync(clock);
        _throttling = await YouTubeContractRig.StartAsync(clock);
        _telegram = await MembersRig.StartAsync(clock);
        _host = await CollectorHost.StartAsync(clock, TestDatabase, [.. Rigs.SelectMany(rig => rig.Settings), "--Alerts:OperatorChat", $"{Team}"]);
        (_down.Hasher, _instagram.Hasher) = (_host.Get<AuthorHasher>(), _host.Get<AuthorHasher>());
        await BindAsync(Team, ChatPurpose.Staff, null);
        await BindAsync(ClientChat, ChatPurpose.Client, _host.Client.Id);
    }

    public override async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        foreach (var rig in Rigs)
            await rig.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Day_FourNetworksAreBroken_TheOthersAreCompleteAndOnTimeAndOnlyTheTeamIsWarned()
    {
        var accounts = new Dictionary<NetworkRig, Account>();
        foreach (var rig in Rigs)
            accounts[rig] = await _host.ConnectAsync(rig);
        var dead = await ConnectSecondAsync(_analytics.Invite(Robot));
        foreach (var account in accounts.Values.Append(dead))
            Assert.Empty((await _host.AskAsync(account, First)).Problems);
        await _host.Get<AlertRound>().RunAsync(Cancel);
        NetworkRig[] healthy = [_instagram, _analytics, _telegram];

        _down.Begin(Misbehaviour.ServerErrors);
        _throttling.Begin(Misbehaviour.TooManyRequests);
        _nonsense.Server.Faults.IsNonsense = true;
        _analytics.Google.Accounts.DeleteKey(Robot);
        foreach (var rig in healthy)
            rig.Restate();
        for (var hour = 1; hour <= 24; hour++)
        {
            await RoundAsync(Monday.AddHours(hour));
            foreach (var rig in healthy)
                Assert.All(await _host.StatesAsync(accounts[rig]), state => Assert.True(state.Problem is null && state.NextAt > Monday.AddHours(hour), $"{rig.Network} {state.Stream} is due since {state.NextAt}."));
        }

        Assert.Equal(
            [
                ("facebook/main", Standing.Failing), ("google-analytics/main", Standing.Ok), ("google-analytics/second", Standing.NeedsReconnecting), ("instagram/main", Standing.Ok),
                ("meta-ads/main", Standing.Failing), ("telegram/main", Standing.Ok), ("youtube/main", Standing.Throttled),
            ],
            await StandingsAsync());
        var throttled = Assert.Single(await ToldAsync(), one => one.Html.Contains("there were too many", StringComparison.Ordinal));
        Assert.True(throttled.Chat == Team && Names(throttled.Html, "youtube/main"), throttled.Html);

        // Every stream is read at this instant, so what is stored can be compared with what the networks tell by now.
        await RoundAsync(Monday.AddDays(2));
        await AssertCompleteAsync(healthy.Select(rig => (rig, accounts[rig])));
        await RoundAsync(Monday.AddDays(3));
        await RoundAsync(Monday.AddDays(4));
        await RoundAsync(Monday.AddDays(4).AddHours(1));
        var told = await ToldAsync();
        Assert.All(["facebook/main", "youtube/main", "meta-ads/main", "google-analytics/second"], name => Assert.True(told.Exists(one => one.Chat == Team && Names(one.Html, name)), name + " in " + string.Join("\n", told)));
        Assert.All(["instagram/main", "telegram/main", "google-analytics/main"], name => Assert.DoesNotContain(told, one => Names(one.Html, name)));
        Assert.DoesNotContain(told, one => one.Chat != Team);

        _down.End();
        _throttling.End();
        _nonsense.Server.Faults.IsNonsense = false;
        await ConnectSecondAsync(_analytics.Invite(Robot));
        await RoundAsync(Monday.AddDays(5));
        Assert.All(await StandingsAsync(), one => Assert.Equal(Standing.Ok, one.Standing));
        await AssertCompleteAsync(accounts.Select(pair => (pair.Key, pair.Value)).Append((_analytics, dead)));
        Assert.DoesNotContain(await ToldAsync(), one => one.Chat != Team);
    }

    private async Task RoundAsync(DateTimeOffset at)
    {
        if (at > _host.Clock.GetUtcNow())
            _host.Clock.SetUtcNow(at);
        await _host.RoundAsync();
        await _host.Get<AlertRound>().RunAsync(Cancel);
    }

    private async Task AssertCompleteAsync(IEnumerable<(NetworkRig Rig, Account Account)> accounts)
    {
        foreach (var (rig, account) in accounts)
            rig.Expected(First).AssertStored(await _host.StoredAsync(account, First), rig.SnapshotMetrics);
    }

    /// <summary>Another account at the property, read with a key of its own.</summary>
    private async Task<Account> ConnectSecondAsync(string key)
    {
        var account = await _host.Get<AccountStore>().FindAsync(_host.Client.Id, "google-analytics/second", Cancel) ?? await _host.AddAccountAsync("google-analytics", "second");
        var secrets = new Dictionary<string, string> { [GoogleAnalyticsAccess.ServiceAccountField] = key };
        await _host.DriveAsync(_host.Get<AccountConnecting>().ConnectAsync(account, secrets, _analytics.PlaceId, Cancel));
        return account;
    }

    private async Task BindAsync(long chat, ChatPurpose purpose, long? client)
    {
        var binding = new NewBinding(chat, null, purpose, Language.En, "A chat", null);
        await _host.Get<Data.Database.Database>().WriteAsync((connection, transaction) => _host.Get<ChatBindings>().BindAsync(connection, transaction, binding, client, []), Cancel);
        _host.Get<ChatStore>().NotifyChanged();
    }

    private async Task<List<(string Account, Standing Standing)>> StandingsAsync() =>
        [.. (await _host.Get<AccountStandings>().ListAsync(null, Cancel)).Select(one => (one.Connection.Account.FullName, one.Standing)).OrderBy(one => one.FullName, StringComparer.Ordinal)];

    private async Task<List<(long Chat, string Html)>> ToldAsync()
    {
        await using var connection = await Database.OpenAsync(Cancel);
        var rows = await connection.QueryAsync<(long Chat, string Payload)>("select chat_id, payload from outbox where payload <> '' order by id");
        return [.. rows.Select(row => (row.Chat, OutboxPayload.Parse(row.Payload).Html ?? ""))];
    }

    private static bool Names(string html, string account) => html.Contains(new TelegramHtml().Text(NetworkNames.Account(account, Language.En)).ToString(), StringComparison.Ordinal);
}

using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Bot.Connecting;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.IntegrationTests.Collecting.Contract;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Telegram;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sandbox.Networks.Graph;
using SmmKpiBot.Sandbox.Networks.Model;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Meta;

public sealed class FollowerActionSqliteTests(PostgresServer server) : FollowerActionTests(Dialect.Sqlite, server);

public sealed class FollowerActionPostgresTests(PostgresServer server) : FollowerActionTests(Dialect.Postgres, server);

/// <summary>Somebody decides for one ad account what counts as a new follower, after days were read.</summary>
public abstract class FollowerActionTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private MetaAdsRig _rig = null!;
    private CollectorHost _host = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var clock = new FakeTimeProvider(new(2026, 11, 23, 13, 0, 0, TimeSpan.Zero));
        var (server, foreign) = await MetaAdsRig.ServersAsync(clock);
        _rig = new MetaAdsRig(clock, server, foreign);
        _host = await CollectorHost.StartAsync(clock, TestDatabase, _rig.Settings);
    }

    public override async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _rig.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Choose_AnotherAction_ReadsTheLatestDaysAtOnceAndAllHistoryAfterwards()
    {
        var account = await ReadAsync();
        Assert.Equal(Sum(ad => ad.Followers), Followers(await AdsAsync(account)));

        await ChooseAsync(account, AdsStandIn.InstagramFollow);

        Assert.All((await _host.StatesAsync(account)).Where(state => !state.IsHistory), state => Assert.True(state.NextAt <= _rig.Clock.GetUtcNow()));
        await RoundsAsync(account);
        Assert.Equal(Sum(ad => ad.InstagramFollows), Followers(await AdsAsync(account)));
        Assert.NotEqual(Sum(ad => ad.Followers), Sum(ad => ad.InstagramFollows));
    }

    [Fact]
    public async Task Choose_None_KnowsNoFollowersAnyMoreAndKeepsTheRest()
    {
        var account = await ReadAsync();
        var before = await AdsAsync(account);

        await ChooseAsync(account, "none");
        await RoundsAsync(account);

        var after = await AdsAsync(account);
        Assert.All(after, row => Assert.Null(row.NewFollowers));
        Assert.Equal(before.Select(row => (row.Day, row.Campaign, row.SpendMicros)), after.Select(row => (row.Day, row.Campaign, row.SpendMicros)));
    }

    /// <summary>The choice outlives a new token, the end of a connection and the daily look at the place.</summary>
    [Fact]
    public async Task Choose_Kept_WhenTheAccountIsConnectedAgain()
    {
        var account = await ReadAsync();
        await ChooseAsync(account, "none");

        await _host.Get<AccountDisconnecting>().RunAsync(account, Cancel);
        await _host.ConnectAsync(_rig);
        _rig.Clock.Advance(TimeSpan.FromDays(2));
        await _host.RoundAsync();

        Assert.Equal("none", (await _host.ConnectionAsync(account)).Choices["follower-action"]);
        Assert.All((await _host.StatesAsync(account)).Where(state => !state.IsHistory), state => Assert.Equal("none", state.CountedBy));
    }

    [Fact]
    public async Task Choose_WhatCountsAlready_ReadsNothingAgain()
    {
        var account = await ReadAsync();
        await ChooseAsync(account, "none");
        await RoundsAsync(account);
        var before = await _host.StatesAsync(account);

        await ChooseAsync(account, "none");

        Assert.Equal(before, await _host.StatesAsync(account));
    }

    [Fact]
    public async Task Choose_ByTheSettings_CountsLikesAgain()
    {
        var account = await ReadAsync();
        await ChooseAsync(account, "none");
        await RoundsAsync(account);

        await ChooseAsync(account, null);
        await RoundsAsync(account);

        Assert.Equal(Sum(ad => ad.Followers), Followers(await AdsAsync(account)));
    }

    /// <summary>A run that began before counts as before: it may not write any more.</summary>
    [Fact]
    public async Task Choose_WhileTheAccountIsRead_TakesTheAccountFromThatRun()
    {
        var account = await ReadAsync();
        var lease = (await _host.Get<CollectionLeases>().ClaimAsync(account.Id, "another", Cancel))!;

        await ChooseAsync(account, "none");

        await Assert.ThrowsAsync<LeaseLostException>(() => Database.WriteAsync((connection, transaction) => _host.Get<CollectionLeases>().RenewAsync(connection, transaction, lease), Cancel));
    }

    /// <summary>The rest that a network asked for is not cut short by a choice.</summary>
    [Fact]
    public async Task Choose_WhileTheNetworkAllowsNoCalls_LeavesItAloneAsLongAsItAsked()
    {
        var account = await ReadAsync();
        var state = Assert.Single(await _host.StatesAsync(account), state => !state.IsHistory);
        var rest = _rig.Clock.GetUtcNow().AddHours(3);
        var trouble = new CollectionTrouble("RateLimited", "Too many calls.", null);
        await Database.WriteAsync((connection, transaction) => StreamStates.FailAsync(connection, transaction, state, trouble, false, _rig.Clock.GetUtcNow(), rest), Cancel);

        await ChooseAsync(account, "none");

        Assert.Equal(rest, Assert.Single(await _host.StatesAsync(account), state => !state.IsHistory).NextAt);
        Assert.Equal("none", (await _host.ConnectionAsync(account)).Choices["follower-action"]);
    }

    [Fact]
    public async Task Options_AreWhatTheAccountReallyHadAndCanBeFollowers_TheLikeliestFirst()
    {
        var account = await ReadAsync();
        var choosing = _host.Get<AccountChoosing>();

        var options = await _host.DriveAsync(choosing.OptionsAsync(await _host.ConnectionAsync(account), choosing.ChoiceOf("meta-ads")!, Cancel));

        var yesterday = LocalDay.Of(_rig.Clock.GetUtcNow(), AdsStandIn.Zone).AddDays(-1);
        var ads = Enumerable.Range(0, 28).SelectMany(back => _rig.Server.Model.Ads(yesterday.AddDays(-back), yesterday.AddDays(1), Revision.Usual)).ToList();
        Assert.Equal(
            [
                ("like", ads.Sum(ad => ad.Followers)), (AdsStandIn.InstagramFollow, ads.Sum(ad => ad.InstagramFollows)), ("none", null),
            ],
            options.Select(option => (option.Value, option.Count)));
    }

    /// <summary>A press decides in the transaction that ends its update and writes the answer: a bot that is killed before has done neither, and takes the press again.</summary>
    [Fact]
    public async Task Press_OfABotThatIsKilledBeforeItsCommit_DecidesAndAnswersNothing()
    {
        var account = await _host.ConnectAsync(_rig);
        var scope = new Scope { User = new UserRights { Owner = true }, Language = Language.En, Private = true };
        var turn = new Turn(BotUnderTest.InPrivate(BotUnderTest.OwnerId), scope, _host.Get<ButtonStore>()) { MessageId = 7, Client = _host.Client };
        await _host.Get<ChoiceDesk>().ChooseAsync(turn, _host.Client, account.Id, AdsStandIn.InstagramFollow, Cancel);

        Assert.Empty((await _host.ConnectionAsync(account)).Choices);
        await Assert.ThrowsAsync<TimeoutException>(() => Database.WriteAsync(
            async (connection, transaction) =>
            {
                Assert.Contains(AdsStandIn.InstagramFollow, BotUnderTest.Visible(Assert.Single(await turn.Answer.WriteAsync(connection, transaction))), StringComparison.Ordinal);
                throw new TimeoutException("Killed.");
            },
            Cancel));
        Assert.Empty((await _host.ConnectionAsync(account)).Choices);

        Assert.Single(await Database.WriteAsync(turn.Answer.WriteAsync, Cancel));
        Assert.Equal(AdsStandIn.InstagramFollow, (await _host.ConnectionAsync(account)).Choices["follower-action"]);
    }

    private static long? Followers(IEnumerable<AdDay> rows) => rows.Select(row => row.NewFollowers).Aggregate((long?)0, (one, other) => one + other);

    /// <summary>What the days that are stored, and that Meta corrects no more, really had.</summary>
    private long Sum(Func<ModelAdDay, long> of) => Days().SelectMany(day => _rig.Server.Model.Ads(day, day.AddDays(40), Revision.None)).Sum(of);

    /// <summary>Longer ago than is read again each day, so that history is needed for them, up to days that are.</summary>
    private IEnumerable<DateOnly> Days() => Enumerable.Range(3, 60).Select(back => LocalDay.Of(_rig.Clock.GetUtcNow(), AdsStandIn.Zone).AddDays(-back));

    private async Task<Account> ReadAsync()
    {
        var account = await _host.ConnectAsync(_rig, withHistory: true);
        await RoundsAsync(account);
        return account;
    }

    /// <summary>Until the days are read back to the first one.</summary>
    private async Task RoundsAsync(Account account)
    {
        var first = Days().Min();
        for (var round = 0; round < 10; round++)
        {
            await _host.RoundAsync();
            var states = await _host.StatesAsync(account);
            if (states.Any(state => state.IsHistory && state.ReadTo <= first) && states.All(state => state.IsHistory || state.NextAt > _rig.Clock.GetUtcNow()))
                return;
        }

        Assert.Fail("The days are not read.");
    }

    private Task ChooseAsync(Account account, string? value)
    {
        var choosing = _host.Get<AccountChoosing>();
        return choosing.ChooseAsync(account, choosing.ChoiceOf("meta-ads")!, value, Cancel);
    }

    private async Task<IReadOnlyList<AdDay>> AdsAsync(Account account)
    {
        var days = Days().ToHashSet();
        return [.. (await _host.FactsAsync(new(2026, 7, 1))).Ads.Where(row => row.AccountId == account.Id && days.Contains(row.Day)).OrderBy(row => row.Day).ThenBy(row => row.Campaign, StringComparer.Ordinal)];
    }
}

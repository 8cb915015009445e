using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.IntegrationTests.Collecting.Contract;
using SmmKpiBot.IntegrationTests.Database;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Google;

public sealed class RecountingSqliteTests(PostgresServer server) : RecountingTests(Dialect.Sqlite, server);

public sealed class RecountingPostgresTests(PostgresServer server) : RecountingTests(Dialect.Postgres, server);

/// <summary>What counts as a conversion changes after days were read.</summary>
public abstract class RecountingTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    /// <summary>Google changes no day up to this one any more.</summary>
    private static readonly DateOnly Settled = new(2026, 11, 18);

    private GoogleAnalyticsContractRig _rig = null!;
    private CollectorHost _host = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _rig = await GoogleAnalyticsContractRig.StartAsync(new FakeTimeProvider(new(2026, 11, 23, 13, 0, 0, TimeSpan.Zero)));
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
    public async Task RunAsync_AnEventCountsAsAnotherKind_EachDayIsCountedOnce()
    {
        await SetAsync("generate_lead=signup");
        var account = await _host.ConnectAsync(_rig, withHistory: true);
        await _host.RoundAsync();
        var before = await TrafficAsync(account);
        Assert.True(before.Sum(row => row.Signups) > 0 && before.Select(row => row.Day).Distinct().Count() > 3, "Nothing was counted, or no history.");
        await SetAsync("generate_lead=call_request");

        var after = await CollectAsync(account, before.Min(row => row.Day));

        var counted = after.ToDictionary(Key);
        Assert.All(before, row => Assert.Equal((null, row.Signups, null), (counted[Key(row)].Signups, counted[Key(row)].CallRequests, counted[Key(row)].Purchases)));
    }

    [Fact]
    public async Task RunAsync_AKeyEventIsNamedLater_DaysOfBeforeKnowIt()
    {
        await SetAsync("purchase=purchase");
        var account = await _host.ConnectAsync(_rig, withHistory: true);
        await _host.RoundAsync();
        var before = await TrafficAsync(account);
        Assert.All(before, row => Assert.Null(row.CallRequests));
        await SetAsync("purchase=purchase,generate_lead=call_request");

        var after = await CollectAsync(account, before.Min(row => row.Day));

        var days = before.Select(row => row.Day).ToHashSet();
        Assert.All(after.Where(row => days.Contains(row.Day)), row => Assert.NotNull(row.CallRequests));
        Assert.Equal(before.Sum(row => row.Purchases), after.Where(row => days.Contains(row.Day)).Sum(row => row.Purchases));
    }

    [Fact]
    public async Task RunAsync_TheConversionsStayAsTheyWere_NothingIsReadAgain()
    {
        await SetAsync("purchase=purchase,generate_lead=call_request");
        var account = await _host.ConnectAsync(_rig);
        await _host.RoundAsync();
        await SetAsync("generate_lead=call_request,purchase=purchase");

        await _host.NextRoundAsync();

        Assert.DoesNotContain(await _host.StatesAsync(account), state => state.IsHistory);
    }

    private static (DateOnly, string, string, string, string) Key(TrafficDay row) => (row.Day, row.Source, row.Medium, row.Campaign, row.Channel);

    private Task<Client> SetAsync(string conversions) => _host.Get<ClientStore>().SetAsync(_host.Client.Id, [KeyValuePair.Create("conversions", conversions)], Cancel);

    /// <summary>The next run of the schedule, and history until it is back to that day.</summary>
    private async Task<IReadOnlyList<TrafficDay>> CollectAsync(Account account, DateOnly backTo)
    {
        _rig.Clock.Advance(TimeSpan.FromHours(9));
        for (var round = 0; round < 20; round++)
        {
            await _host.RoundAsync();
            if ((await _host.StatesAsync(account)).Any(state => state is { IsHistory: true, Stream: "traffic" } && state.ReadTo <= backTo))
                return await TrafficAsync(account);
        }

        Assert.Fail("The days that were counted otherwise are not read again.");
        return [];
    }

    private async Task<IReadOnlyList<TrafficDay>> TrafficAsync(Account account) =>
        [.. (await _host.FactsAsync(new(2026, 7, 1))).Traffic.Where(row => row.AccountId == account.Id && row.Day <= Settled)];
}

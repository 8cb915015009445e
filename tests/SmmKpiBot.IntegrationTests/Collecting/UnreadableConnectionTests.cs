using Dapper;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Collecting.Contract;
using SmmKpiBot.IntegrationTests.Collecting.Toy;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Collecting;

public sealed class UnreadableConnectionSqliteTests(PostgresServer server) : UnreadableConnectionTests(Dialect.Sqlite, server);

public sealed class UnreadableConnectionPostgresTests(PostgresServer server) : UnreadableConnectionTests(Dialect.Postgres, server);

/// <summary>A row that something damaged costs its own account alone, and says what to do.</summary>
public abstract class UnreadableConnectionTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private ToyRig _rig = null!;
    private CollectorHost _host = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _rig = await ToyRig.StartAsync(new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 13, 0, 0, TimeSpan.Zero)));
        _host = await CollectorHost.StartAsync(_rig.Clock, TestDatabase, _rig.Settings);
    }

    public override async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _rig.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("remarks = '[{\"Uk\": '")]
    [InlineData("details = 'not json'")]
    [InlineData("fields = '{}'")]
    [InlineData("zone = 'Mars/Base'")]
    public async Task Standings_OfADamagedRow_SayWhichAccountAndWhatToDo_AndTheOthersAreCollected(string damage)
    {
        var (good, bad) = (await _host.ConnectAsync(_rig, "good"), await _host.ConnectAsync(_rig, "bad"));
        await DamageAsync(bad, damage);

        await _host.RoundAsync();

        Assert.NotEmpty(await _host.RowsAsync(good));
        Assert.Empty(await _host.RowsAsync(bad));
        var standings = (await _host.Get<AccountStandings>().ListAsync(null, Cancel)).ToDictionary(one => one.Connection.Account.Id);
        Assert.Equal((Standing.Ok, Standing.NeedsReconnecting), (standings[good.Id].Standing, standings[bad.Id].Standing));
        Assert.Equal(
            $"What the database holds of its connection cannot be read ({damage.Split(' ')[0]}). Connect it again: account connect acme {bad.FullName}", StandingText.Advice(standings[bad.Id], "acme"));
        Assert.Contains("запис про під’єднання пошкоджено, під’єднайте акаунт іще раз", Assert.Single(StandingText.Lines(standings[bad.Id], TimeZoneInfo.Utc, Language.Uk)), StringComparison.Ordinal);
        var health = (await _host.Get<AccountStandings>().ReadAsync(null, Cancel)).ToDictionary(one => one.AccountId);
        Assert.Equal((AccountCondition.NeedsReconnecting, AccountTrouble.ConnectionDamaged, true), (health[bad.Id].Condition, health[bad.Id].Reason, health[bad.Id].IsBroken));
        Assert.Equal(AccountCondition.Ok, health[good.Id].Condition);
    }

    [Fact]
    public async Task ConnectAsync_AfterItsRowWasDamaged_MendsIt()
    {
        var account = await _host.ConnectAsync(_rig);
        await DamageAsync(account, "remarks = '['");
        await _host.RoundAsync();
        Assert.Contains("cannot be read (remarks)", Assert.Single((await _host.AskAsync(account)).Problems).Reason, StringComparison.Ordinal);

        await _host.ConnectAsync(_rig);
        await _host.RoundAsync();

        Assert.Equal(Standing.Ok, Assert.Single(await _host.Get<AccountStandings>().ListAsync(null, Cancel)).Standing);
        Assert.NotEmpty(await _host.RowsAsync(account));
    }

    private Task<int> DamageAsync(Account account, string what) =>
        Database.WriteAsync((connection, transaction) => connection.ExecuteAsync($"update account_connection set {what} where account_id = @Id", new { account.Id }, transaction), Cancel);
}

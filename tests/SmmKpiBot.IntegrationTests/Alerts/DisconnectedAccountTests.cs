using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Alerts;

public sealed class DisconnectedAccountSqliteTests(PostgresServer server) : DisconnectedAccountTests(Dialect.Sqlite, server);

public sealed class DisconnectedAccountPostgresTests(PostgresServer server) : DisconnectedAccountTests(Dialect.Postgres, server);

/// <summary>Nobody is alarmed about an account that a person has disconnected, and what was open of it ends as what it is: no recovery.</summary>
public abstract class DisconnectedAccountTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private const string Silent = "An account gives no new data";
    private const string Ended = "the account was disconnected";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task AnAccountThatTold_AfterItWasDisconnected_IsNotMissed()
    {
        await using var rig = await StartAsync();

        await DisconnectAsync(rig);
        await PassDaysAsync(rig, 40);

        Assert.DoesNotContain(await TextsAsync(rig), text => text.Contains(Silent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnOpenAlertOfIt_IsClosedAndNotRecovered()
    {
        await using var rig = await StartAsync();
        await PassDaysAsync(rig, 6);
        Assert.Contains(await TextsAsync(rig), text => text.Contains(Silent, StringComparison.Ordinal));

        await DisconnectAsync(rig);
        await rig.PassAsync(TimeSpan.FromHours(1));

        var told = await TextsAsync(rig);
        Assert.Contains(told, text => text.Contains(Ended, StringComparison.Ordinal));
        Assert.DoesNotContain(told, text => text.Contains("Back to normal", StringComparison.Ordinal));
        await PassDaysAsync(rig, 30);
        Assert.Equal(told.Count, (await TextsAsync(rig)).Count);
    }

    /// <summary>So does an alert of figures that no account tells any more; it does not wait for them for a week, nor fire anew for the last of them.</summary>
    [Fact]
    public async Task AnOpenAlertOfItsFigures_IsClosedToo()
    {
        await using var rig = await StartAsync();
        var acme = await AcmeAsync(rig);
        await rig.AddRuleAsync(acme);
        await rig.PassAsync(TimeSpan.FromDays(1));
        await rig.ViewsAsync(acme, 50);
        await rig.RunAsync();
        await rig.PassAsync(TimeSpan.FromHours(1));
        Assert.Contains(await TextsAsync(rig), text => text.Contains("Views: 100 or less", StringComparison.Ordinal));

        await DisconnectAsync(rig);
        await rig.PassAsync(TimeSpan.FromHours(1));

        var told = await TextsAsync(rig);
        Assert.Contains(told, text => text.Contains("Views: 100 or less", StringComparison.Ordinal) && text.Contains(Ended, StringComparison.Ordinal));
        await PassDaysAsync(rig, 12);
        Assert.Equal(told.Count, (await TextsAsync(rig)).Count);
    }

    /// <summary>Files go on to be brought for it, and then they are missed when they stop.</summary>
    [Fact]
    public async Task AnAccountThatTellsAgain_IsMissedAgain()
    {
        await using var rig = await StartAsync();
        await DisconnectAsync(rig);

        await TellDaysAsync(rig);
        await PassDaysAsync(rig, 6);

        Assert.Contains(await TextsAsync(rig), text => text.Contains(Silent, StringComparison.Ordinal));
    }

    private async Task<AlertRig> StartAsync()
    {
        var rig = new AlertRig(TestDatabase, _clock);
        await rig.AddClientAsync("acme");
        await rig.BindAsync(AlertRig.OwnerChat, ChatPurpose.Owner);
        await TellDaysAsync(rig);
        return rig;
    }

    private static async Task TellDaysAsync(AlertRig rig)
    {
        var acme = await AcmeAsync(rig);
        for (var day = 0; day < 6; day++)
        {
            await rig.PassAsync(TimeSpan.FromDays(1));
            await rig.ViewsAsync(acme, 500);
            await rig.RunAsync();
        }
    }

    private static async Task PassDaysAsync(AlertRig rig, int days)
    {
        for (var day = 0; day < days; day++)
            await rig.PassAsync(TimeSpan.FromDays(1));
    }

    private static async Task DisconnectAsync(AlertRig rig)
    {
        var account = Assert.Single(await rig.Get<AccountStore>().ListAsync((await AcmeAsync(rig)).Id, Cancel));
        var now = rig.Get<TimeProvider>().GetUtcNow();
        await rig.Database.WriteAsync((connection, transaction) => AccountConnections.DisconnectAsync(connection, transaction, account.Id, now), Cancel);
        await rig.RunAsync();
    }

    private static async Task<Client> AcmeAsync(AlertRig rig) => (await rig.Get<ClientStore>().ListAsync(Cancel)).Single();

    private static async Task<List<string>> TextsAsync(AlertRig rig) => [.. (await rig.ToldAsync()).Select(message => message.Text.Replace('\u00a0', ' ').Replace("&#39;", "'", StringComparison.Ordinal))];
}

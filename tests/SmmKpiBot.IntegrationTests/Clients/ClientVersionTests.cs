using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Facts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Clients;

public sealed class ClientVersionSqliteTests(PostgresServer server) : ClientVersionTests(Dialect.Sqlite, server);

public sealed class ClientVersionPostgresTests(PostgresServer server) : ClientVersionTests(Dialect.Postgres, server);

/// <summary>Kept answers are right only if whatever decides a figure raises the version of its client.</summary>
public abstract class ClientVersionTests(Dialect dialect, PostgresServer server) : FactTest(dialect, server)
{
    private ClientStore Clients => new(Database, new ClientDefaults("Europe/Kyiv", "uk"));

    [Fact]
    public async Task Version_KeysAccountsBatchesAndUndo_RiseEachTime()
    {
        var other = await Clients.AddAsync("other", "Other", [], Cancel);
        var versions = new List<long> { await VersionAsync() };

        await Clients.SetAsync(Client.Id, [KeyValuePair.Create("hide-spend", "true")], Cancel);
        versions.Add(await VersionAsync());
        await Clients.SetAsync(Client.Id, [KeyValuePair.Create("hide-spend", "")], Cancel);
        versions.Add(await VersionAsync());
        var account = await new AccountStore(Database).AddAsync(Client.Id, "instagram", "page", null, Cancel);
        versions.Add(await VersionAsync());
        await new AccountStore(Database).RemoveAsync(account!.Id, Cancel);
        versions.Add(await VersionAsync());
        var batch = await ImportAsync(Noon, Point(Noon, 5));
        versions.Add(await VersionAsync());
        await CollectAsync(Noon, Point(Noon, 6));
        versions.Add(await VersionAsync());
        await Batches.UndoAsync(batch, Cancel);
        versions.Add(await VersionAsync());

        Assert.Equal(versions.Distinct().Order(), versions);
        Assert.Equal(other.Version, (await Clients.FindAsync(other.Id, Cancel))!.Version);
    }

    [Fact]
    public async Task Version_ABatchThatIsNotComplete_StaysAndRisesWithCompletion()
    {
        var before = await VersionAsync();

        await using (var given = await BeginAsync(Noon))
        {
            await given.WriteAsync(Point(Noon, 5), Cancel);
        }

        Assert.Equal(before, await VersionAsync());
        await using var writer = await BeginAsync(Noon);
        await writer.WriteAsync(Point(Noon, 5), Cancel);
        Assert.Equal(before, await VersionAsync());
        await writer.CompleteAsync(Cancel);
        Assert.True(await VersionAsync() > before);
    }

    private async Task<long> VersionAsync() => (await Clients.FindAsync(Client.Id, Cancel))!.Version;
}

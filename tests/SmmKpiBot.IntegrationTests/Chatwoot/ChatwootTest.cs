using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;

namespace SmmKpiBot.IntegrationTests.Chatwoot;

/// <summary>Base of the tests of Chatwoot, each of which starts a bot on the engine of its class.</summary>
public abstract class ChatwootTest(Dialect dialect, PostgresServer server)
{
    /// <summary>The settings of a new database; those of SQLite are the usual ones.</summary>
    protected async Task<string[]> NewDatabaseAsync() =>
        dialect == Dialect.Postgres ? ["--Database:Provider", "postgres", "--Database:ConnectionString", await server.CreateDatabaseAsync()] : [];

    internal async Task<ChatwootRig> StartAsync(bool isConnected = true, string? secret = "whk_test_secret_01", bool isUnsigned = false) =>
        await ChatwootRig.StartAsync(await NewDatabaseAsync(), ChatwootRig.UsualReading, isConnected, secret, isUnsigned);

    /// <summary>Connected and read, and nothing reads beside the test as long as it moves the clock by less than the longest rest.</summary>
    internal async Task<ChatwootRig> StartReadAsync()
    {
        var rig = await ChatwootRig.StartAsync(await NewDatabaseAsync(), ChatwootRig.RareReading, isConnected: true, "whk_test_secret_01", isUnsigned: false);
        await rig.ReadAsync(TimeSpan.Zero);
        return rig;
    }
}

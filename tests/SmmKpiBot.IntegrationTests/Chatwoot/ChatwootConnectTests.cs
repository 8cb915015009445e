using System.Text;
using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.CommandLine;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Sandbox.Networks.Chatwoot;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Chatwoot;

public sealed class ChatwootConnectSqliteTests(PostgresServer server) : ChatwootConnectTests(Dialect.Sqlite, server);

public sealed class ChatwootConnectPostgresTests(PostgresServer server) : ChatwootConnectTests(Dialect.Postgres, server);

/// <summary>The verb that connects an account, against the stand-in.</summary>
public abstract class ChatwootConnectTests(Dialect dialect, PostgresServer server) : ChatwootTest(dialect, server), IAsyncLifetime
{
    private const string Secret = "whk_secret_canary";

    private readonly BotProcess _bot = new();
    private string[] _database = [];
    private ChatwootServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ChatwootServer.StartAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        _database = await NewDatabaseAsync();
        await SayAsync("client", "add", "acme", "--name", "Acme");
        await SayAsync("account", "add", "acme", "chatwoot", "support");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _server.DisposeAsync();
        _bot.Dispose();
    }

    [Fact]
    public async Task Connect_TokenFirstAndTheSecretLater_KeepsTheWebhook()
    {
        var first = await ConnectAsync("--token-file", _bot.WriteFile("token", ChatwootServer.Token + "\n"), "--chatwoot-account", "1", "--inbox", "3", "--format", "json");
        var second = await ConnectAsync("--webhook-secret-file", _bot.WriteFile("secret", Secret), "--format", "json");

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Contains("/webhooks/chatwoot/", first.Json.GetProperty("webhook").GetString(), StringComparison.Ordinal);
        Assert.Equal(first.Json.GetProperty("webhook").GetString(), second.Json.GetProperty("webhook").GetString());
        Assert.Equal((false, true), (first.Json.GetProperty("hasSecret").GetBoolean(), second.Json.GetProperty("hasSecret").GetBoolean()));
        Assert.Equal(3, second.Json.GetProperty("inbox").GetInt64());
        Assert.DoesNotContain(ChatwootServer.Token, first.Output + first.Error, StringComparison.Ordinal);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(_bot.Folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) is not ("token" or "secret")))
        {
            Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.ASCII.GetBytes(ChatwootServer.Token)));
            Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.ASCII.GetBytes(Secret)));
        }

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_bot.PathOf("credentials")));
    }

    /// <summary>The figures stay, and it can be connected again. Who disconnects twice hears so, and a script goes on.</summary>
    [Fact]
    public async Task Disconnect_AndConnectAgain_EndsTheReadingAndBeginsItAnew()
    {
        var first = await ConnectAsync("--token-file", _bot.WriteFile("token", ChatwootServer.Token), "--chatwoot-account", "1", "--format", "json");

        var ended = await SayAsync("account", "disconnect", "acme", "chatwoot/support", "--format", "json");
        var again = await SayAsync("account", "disconnect", "acme", "chatwoot/support");
        var listed = await SayAsync("account", "list", "acme");
        var unknown = await SayAsync("account", "disconnect", "acme", "chatwoot/suport");
        var withoutToken = await ConnectAsync("--chatwoot-account", "1");
        var second = await ConnectAsync("--token-file", _bot.WriteFile("token", ChatwootServer.Token), "--chatwoot-account", "1", "--format", "json");

        Assert.Equal((0, true), (ended.ExitCode, ended.Json.GetProperty("wasConnected").GetBoolean()));
        Assert.Equal((0, "Account chatwoot/support of client 'acme' is not connected: nothing was changed."), (again.ExitCode, again.Output.Trim()));
        Assert.Contains("disconnected", listed.Output, StringComparison.Ordinal);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("chatwoot/support", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("--token-file FILE is needed", withoutToken.Error, StringComparison.Ordinal);
        Assert.Equal(0, second.ExitCode);
        Assert.NotEqual(first.Json.GetProperty("webhook").GetString(), second.Json.GetProperty("webhook").GetString());
        Assert.DoesNotContain("disconnected", (await SayAsync("account", "list", "acme")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_ATokenThatIsRefused_StoresNothing()
    {
        var run = await ConnectAsync("--token-file", _bot.WriteFile("token", "wrong"), "--chatwoot-account", "1");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("refuses the token", run.Error, StringComparison.Ordinal);
        Assert.Contains("--token-file FILE is needed", (await ConnectAsync("--chatwoot-account", "1")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_ToAnotherPlaceWhenThereAreMessages_IsRefusedUnlessTheyAreTheSame()
    {
        await ConnectAsync("--token-file", _bot.WriteFile("token", ChatwootServer.Token), "--chatwoot-account", "7");
        Assert.Equal(0, (await ConnectAsync("--chatwoot-account", "1")).ExitCode);
        await using (var database = OpenDatabase())
        {
            const string sql = """
                insert into batch (account_id, origin, observed_at, lease_until, completed_at) select id, 1, 1, 1, 1 from account;
                insert into message (account_id, conversation, message_id, batch_id, at, direction, kind, automatic) select account_id, '1', '1', id, 1, 0, 0, 0 from batch;
                """;
            await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction), ChatwootRig.Stop);
        }

        var refused = await ConnectAsync("--chatwoot-account", "2");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("Account chatwoot/support holds conversations of account 1 at ", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await ConnectAsync("--chatwoot-account", "1", "--inbox", "4")).ExitCode);
        Assert.Equal(0, (await ConnectAsync("--chatwoot-account", "2", "--moved")).ExitCode);
    }

    [Fact]
    public async Task Connect_Dry_AsksAndStoresNothing()
    {
        var run = await ConnectAsync("--token-file", _bot.WriteFile("token", ChatwootServer.Token), "--chatwoot-account", "1", "--dry");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(1, _server.Calls);
        Assert.Contains("--token-file FILE is needed", (await ConnectAsync("--chatwoot-account", "1")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--base-url", "http://169.254.169.254")]
    [InlineData("--base-url", "https://elsewhere.example")]
    [InlineData("--base-url", "http://10.0.0.1")]
    public async Task Connect_ToAServerThatIsNotInTheSettings_IsRefusedWithoutACall(params string[] more)
    {
        var run = await ConnectAsync(["--token-file", _bot.WriteFile("token", ChatwootServer.Token), "--chatwoot-account", "1", .. more]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("cannot be called", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, _server.Calls);
    }

    [Fact]
    public async Task Connect_WhileTheNetworkIsOff_SaysWhatToSet()
    {
        var run = await SayAsync("account", "connect", "acme", "chatwoot/support");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Networks:Chatwoot:ApiBaseUrl", run.Error, StringComparison.Ordinal);
    }

    private Task<BotProcess.Run> ConnectAsync(params string[] more) =>
        SayAsync(["--Networks:Chatwoot:ApiBaseUrl", _server.BaseUrl, "account", "connect", "acme", "chatwoot/support", .. more]);

    private Task<BotProcess.Run> SayAsync(params string[] arguments) => _bot.SayAsync([.. _database, .. arguments]);

    private Data.Database.Database OpenDatabase() => new(Microsoft.Extensions.Options.Options.Create(_database is [_, var provider, _, var connectionString]
        ? new DatabaseOptions { Provider = provider, ConnectionString = connectionString }
        : new DatabaseOptions { ConnectionString = $"Data Source={_bot.PathOf("bot.db")}" }));
}

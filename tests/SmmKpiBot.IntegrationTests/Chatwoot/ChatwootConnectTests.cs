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
        await StoreAMessageAsync();

        var refused = await ConnectAsync("--chatwoot-account", "2");
        var narrowed = await ConnectAsync("--inbox", "4");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains($"Account chatwoot/support holds conversations of {Host}/1, and those of {Host}/2 would be mixed up with them", refused.Error, StringComparison.Ordinal);
        Assert.Equal(2, narrowed.ExitCode);
        Assert.Contains($"those of {Host}/1/4 would", narrowed.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await ConnectAsync("--chatwoot-account", "2", "--moved")).ExitCode);
        Assert.Equal(0, (await ConnectAsync("--inbox", "4", "--moved")).ExitCode);
    }

    /// <summary>What it holds is not forgotten with the connection: the numbers of another place are the same.</summary>
    [Fact]
    public async Task Connect_ToAnotherPlaceAfterDisconnecting_IsRefusedUnlessTheyAreTheSame()
    {
        var token = _bot.WriteFile("token", ChatwootServer.Token);
        await ConnectAsync("--token-file", token, "--chatwoot-account", "1", "--inbox", "3");
        await StoreAMessageAsync();
        await SayAsync("account", "disconnect", "acme", "chatwoot/support");

        var refused = await ConnectAsync("--token-file", token, "--chatwoot-account", "2", "--inbox", "3");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains($"holds conversations of {Host}/1/3", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await ConnectAsync("--token-file", token, "--chatwoot-account", "1", "--inbox", "3")).ExitCode);
    }

    [Fact]
    public async Task Connect_InboxZero_TakesAllAgain()
    {
        await ConnectAsync("--token-file", _bot.WriteFile("token", ChatwootServer.Token), "--chatwoot-account", "1", "--inbox", "3");

        var kept = await ConnectAsync("--format", "json");
        var all = await ConnectAsync("--inbox", "0", "--format", "json");

        Assert.Equal(3, kept.Json.GetProperty("inbox").GetInt64());
        Assert.False(all.Json.TryGetProperty("inbox", out var inbox) && inbox.ValueKind != System.Text.Json.JsonValueKind.Null);
    }

    /// <summary>Whoever signs is asked for the signature: to say that nobody needs to sign would do nothing.</summary>
    [Fact]
    public async Task Connect_UnsignedWithASecret_IsRefused()
    {
        var (token, secret) = (_bot.WriteFile("token", ChatwootServer.Token), _bot.WriteFile("secret", Secret));

        var both = await ConnectAsync("--token-file", token, "--chatwoot-account", "1", "--webhook-secret-file", secret, "--unsigned");
        var first = await ConnectAsync("--token-file", token, "--chatwoot-account", "1", "--webhook-secret-file", secret);
        var later = await ConnectAsync("--unsigned");

        Assert.Equal((2, 0, 2), (both.ExitCode, first.ExitCode, later.ExitCode));
        Assert.Contains("account disconnect acme chatwoot/support", later.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await ConnectAsync("--webhook-secret-file", secret)).ExitCode);
    }

    /// <summary>A token opens the account as before: its messages come, and its silence is observed.</summary>
    [Fact]
    public async Task Disconnect_OfAnAccountWithAToken_KeepsItsFeedOpenAndSaysSo()
    {
        await ConnectAsync("--token-file", _bot.WriteFile("token", ChatwootServer.Token), "--chatwoot-account", "1");
        await SayAsync("account", "token", "acme", "chatwoot/support");

        var run = await SayAsync("account", "disconnect", "acme", "chatwoot/support");

        Assert.Contains("account token acme chatwoot/support --revoke", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync("select count(*) from live_feed where closed_at is null"));
        Assert.Equal(0, await CountAsync("select count(*) from account where disconnected_at is not null"));
        await SayAsync("account", "token", "acme", "chatwoot/support", "--revoke");
        Assert.Equal(0, await CountAsync("select count(*) from live_feed where closed_at is null"));
    }

    [Fact]
    public async Task Connect_WithoutAPublicAddress_SaysThatOnlyThisMachineReachesIt()
    {
        var token = _bot.WriteFile("token", ChatwootServer.Token);

        var local = await ConnectAsync("--token-file", token, "--chatwoot-account", "1", "--Web:Listen", "http://0.0.0.0:8080");
        var open = await ConnectAsync("--Web:PublicUrl", "https://bot.example.com/");

        Assert.Contains("http://127.0.0.1:8080/webhooks/chatwoot/", local.Output, StringComparison.Ordinal);
        Assert.Contains("Web:PublicUrl", local.Output, StringComparison.Ordinal);
        Assert.Contains("https://bot.example.com/webhooks/chatwoot/", open.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Web:PublicUrl", open.Output, StringComparison.Ordinal);
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

    private string Host => new Uri(_server.BaseUrl).Authority;

    private Task<BotProcess.Run> ConnectAsync(params string[] more) =>
        SayAsync(["--Networks:Chatwoot:ApiBaseUrl", _server.BaseUrl, "account", "connect", "acme", "chatwoot/support", .. more]);

    private async Task StoreAMessageAsync()
    {
        const string sql = """
            insert into batch (account_id, origin, observed_at, lease_until, completed_at) select id, 1, 1, 1, 1 from account;
            insert into message (account_id, conversation, message_id, batch_id, at, direction, kind, automatic) select account_id, '1', '1', id, 1, 0, 0, 0 from batch;
            """;
        await using var database = OpenDatabase();
        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction), ChatwootRig.Stop);
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var database = OpenDatabase();
        await using var connection = await database.OpenAsync(ChatwootRig.Stop);
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    private Task<BotProcess.Run> SayAsync(params string[] arguments) => _bot.SayAsync([.. _database, .. arguments]);

    private Data.Database.Database OpenDatabase() => new(Microsoft.Extensions.Options.Options.Create(_database is [_, var provider, _, var connectionString]
        ? new DatabaseOptions { Provider = provider, ConnectionString = connectionString }
        : new DatabaseOptions { ConnectionString = $"Data Source={_bot.PathOf("bot.db")}" }));
}

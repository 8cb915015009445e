using Dapper;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.IntegrationTests.Database;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Facts;

public sealed class DisconnectedBeforeSqliteTests(PostgresServer server) : DisconnectedBeforeTests(Dialect.Sqlite, server);

public sealed class DisconnectedBeforePostgresTests(PostgresServer server) : DisconnectedBeforeTests(Dialect.Postgres, server);

/// <summary>The script that says of accounts of older installations that they are disconnected, run over what may be there.</summary>
public abstract class DisconnectedBeforeTests(Dialect dialect, PostgresServer server) : FactTest(dialect, server)
{
    private readonly Dialect _dialect = dialect;

    [Fact]
    public async Task AnAccountThatWasCollected_AndIsNotAnyMore_IsDisconnectedSinceItLastTold()
    {
        await CollectAsync(Noon.AddDays(-9), Point(Noon.AddDays(-9), 1));
        await CollectAsync(Noon.AddDays(-5), Point(Noon.AddDays(-5), 2));
        var version = await VersionAsync();

        await MigrateAsync();

        Assert.Equal(Noon.AddDays(-5), Assert.Single((await ReadAsync()).Disconnected).Value);
        Assert.Equal(version + 1, await VersionAsync());
    }

    [Fact]
    public async Task AnAccountOfWhichAFileWasBroughtLater_IsOneLikeAnyOther()
    {
        await CollectAsync(Noon.AddDays(-5), Point(Noon.AddDays(-5), 1));
        await ImportAsync(Noon.AddDays(-1), Point(Noon.AddDays(-1), 2));

        await MigrateAsync();

        Assert.Empty((await ReadAsync()).Disconnected);
    }

    [Fact]
    public async Task AnAccountThatOnlyFilesTellOf_IsLeftAlone()
    {
        await ImportAsync(Noon.AddDays(-5), Point(Noon.AddDays(-5), 1));

        await MigrateAsync();

        Assert.Null(await SinceAsync());
    }

    [Theory]
    [InlineData("insert into account_connection (account_id, place_id, place_name, zone, details, remarks, fields, connected_at, checked_at) values (@id, '1', 'Acme', 'Europe/Kyiv', '{}', '[]', '[]', 0, 0)")]
    [InlineData("insert into chatwoot_inbox (account_id, base_url, chatwoot_account, hook_hash, is_unsigned, connected_at, read_until, next_read_at) values (@id, 'https://chat.example.com', 1, 'h', 0, 0, 0, 0)")]
    [InlineData("insert into telegram_feed (kind, chat_id, thread_id, title, state, account_id, since) values (1, -5, 0, 'Acme', 1, @id, 0)")]
    [InlineData("insert into live_feed (account_id, opened_at, kind) values (@id, 0, 'messages')")]
    [InlineData("insert into api_token (account_id, token_hash, created_at) values (@id, 'h', 0)")]
    public async Task AnAccountThatStillTells_IsLeftAlone(string source)
    {
        await CollectAsync(Noon.AddDays(-5), Point(Noon.AddDays(-5), 1));
        await WriteAsync(source);

        await MigrateAsync();

        Assert.Null(await SinceAsync());
    }

    /// <summary>A chat that was measured and is not any more.</summary>
    [Fact]
    public async Task AnAccountWhoseFeedIsOff_IsDisconnected()
    {
        await CollectAsync(Noon.AddDays(-5), Point(Noon.AddDays(-5), 1));
        await WriteAsync("insert into telegram_feed (kind, chat_id, thread_id, title, state, account_id, since) values (1, -5, 0, 'Acme', 2, @id, 0)");
        await WriteAsync("insert into live_feed (account_id, opened_at, closed_at, kind) values (@id, 0, 1, 'messages')");

        await MigrateAsync();

        Assert.Equal(UnixMicros.Of(Noon.AddDays(-5)), await SinceAsync());
    }

    private async Task MigrateAsync()
    {
        var engine = _dialect == Dialect.Postgres ? "postgres" : "sqlite";
        await using var script = typeof(AccountEnds).Assembly.GetManifestResourceStream(engine + ".V0035__accounts_disconnected_before.sql")!;
        using var reader = new StreamReader(script);
        await WriteAsync(await reader.ReadToEndAsync(Cancel));
    }

    private Task<int> WriteAsync(string sql) => Database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, new { id = Account.Id }, transaction), Cancel);

    private async Task<long?> SinceAsync()
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return await connection.ExecuteScalarAsync<long?>("select disconnected_at from account where id = @Id", new { Account.Id });
    }

    private async Task<long> VersionAsync()
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return await connection.ExecuteScalarAsync<long>("select version from client where id = @Id", new { Client.Id });
    }
}

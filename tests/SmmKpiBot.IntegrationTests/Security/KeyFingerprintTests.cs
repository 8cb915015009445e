using Dapper;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Security;
using SmmKpiBot.IntegrationTests.Database;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Security;

/// <summary>A lost key file is noticed before every known customer becomes a stranger.</summary>
public abstract class KeyFingerprintTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private readonly string _folder = Directory.CreateTempSubdirectory("smmkpibot-fingerprint-").FullName;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    private string KeyPath => Path.Combine(_folder, "bot.key");

    [Fact]
    public async Task CheckAsync_TheSameKeyAfterARestart_IsFine()
    {
        await Start().CheckAsync(Cancel);
        await StoreAuthorAsync();

        Assert.False(await Start().CheckAsync(Cancel));
        Assert.Null(await Start().ProblemAsync(Cancel));
    }

    [Fact]
    public async Task CheckAsync_AKeyCreatedAnewWhileCustomersAreKnown_StopsUntilTheOldOneIsBack()
    {
        await Start().CheckAsync(Cancel);
        await StoreAuthorAsync();
        File.Move(KeyPath, KeyPath + ".kept");

        var error = await Assert.ThrowsAsync<KeyFileException>(() => Start().CheckAsync(Cancel));
        var again = await Assert.ThrowsAsync<KeyFileException>(() => Start().CheckAsync(Cancel));
        File.Move(KeyPath + ".kept", KeyPath, overwrite: true);

        Assert.Contains("Put the old key file back", error.Message, StringComparison.Ordinal);
        Assert.Contains("--Security:AcceptNewKey true", again.Message, StringComparison.Ordinal);
        Assert.False(await Start().CheckAsync(Cancel));
    }

    [Fact]
    public async Task CheckAsync_ADatabaseOfBeforeFingerprintsWithoutItsKeyFile_IsRefused()
    {
        await StoreAuthorAsync();

        await Assert.ThrowsAsync<KeyFileException>(() => Start().CheckAsync(Cancel));
    }

    [Fact]
    public async Task CheckAsync_ANewKeyThatIsAccepted_IsTheKeyFromThenOn()
    {
        await Start().CheckAsync(Cancel);
        await StoreAuthorAsync();
        File.Delete(KeyPath);

        var replaced = await Start(acceptNewKey: true).CheckAsync(Cancel);

        Assert.True(replaced);
        Assert.False(await Start().CheckAsync(Cancel));
    }

    [Fact]
    public async Task CheckAsync_AnotherKeyWhileNobodyIsKnown_IsTaken()
    {
        await Start().CheckAsync(Cancel);
        File.Delete(KeyPath);

        Assert.False(await Start().CheckAsync(Cancel));
        await StoreAuthorAsync();
        Assert.False(await Start().CheckAsync(Cancel));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>As a program that was just started has it.</summary>
    private KeyFingerprint Start(bool acceptNewKey = false)
    {
        var options = Options.Create(new SecurityOptions { KeyFile = KeyPath, AcceptNewKey = acceptNewKey });
        return new KeyFingerprint(Database, new KeyFile(options), options, _clock);
    }

    private async Task StoreAuthorAsync()
    {
        const string sql = "insert into message (account_id, conversation, message_id, batch_id, at, direction, kind, author, automatic) values (@Id, 'c', 'm', 1, 0, 0, 0, 'hash', 0)";
        var client = await new ClientStore(Database, new ClientDefaults("Europe/Kyiv", "uk")).AddAsync("acme", "Acme", [], Cancel);
        var account = await new AccountStore(Database).AddAsync(client.Id, "facebook", "page", null, Cancel);
        await Database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, new { account!.Id }, transaction), Cancel);
    }
}

public sealed class KeyFingerprintSqliteTests(PostgresServer server) : KeyFingerprintTests(Dialect.Sqlite, server);

public sealed class KeyFingerprintPostgresTests(PostgresServer server) : KeyFingerprintTests(Dialect.Postgres, server);

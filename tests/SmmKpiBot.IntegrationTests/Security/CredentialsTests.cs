using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Security;
using SmmKpiBot.IntegrationTests.Database;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Security;

public sealed class CredentialsSqliteTests(PostgresServer server) : CredentialsTests(Dialect.Sqlite, server);

public sealed class CredentialsPostgresTests(PostgresServer server) : CredentialsTests(Dialect.Postgres, server);

/// <summary>Secrets of accounts outlive the change of their keys, and the loss of the keys is told.</summary>
public abstract class CredentialsTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private Account _account = null!;

    private string KeyFile => Path.Combine(TestDatabase.Folder, "bot.key");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var client = await new ClientStore(Database, new ClientDefaults("Europe/Kyiv", "uk")).AddAsync("acme", "Acme", [], Cancel);
        _account = (await new AccountStore(Database).AddAsync(client.Id, "chatwoot", "support", null, Cancel))!;
    }

    [Fact]
    public async Task ReadAsync_AfterTheKeysWereRotated_StillReadsWhatWasStored()
    {
        await StoreAsync("old", "before");
        Rotate();
        await StoreAsync("new", "after");

        Assert.Equal("before", await Start().ReadAsync(_account, "old", Cancel));
        Assert.Equal("after", await Start().ReadAsync(_account, "new", Cancel));
    }

    [Fact]
    public async Task ReadAsync_WithoutTheKeys_SaysWhatToDoAndANewSecretCanBeStored()
    {
        await StoreAsync("token", "before");
        Directory.Delete(Credentials.FolderOf(KeyFile), recursive: true);

        var error = await Assert.ThrowsAsync<KeyFileException>(() => Start().ReadAsync(_account, "token", Cancel));
        await StoreAsync("token", "after");

        Assert.Contains("account chatwoot/support", error.Message, StringComparison.Ordinal);
        Assert.Contains("Put that folder back, or connect the account again", error.Message, StringComparison.Ordinal);
        Assert.Equal("after", await Start().ReadAsync(_account, "token", Cancel));
    }

    /// <summary>As a program that was just started has them.</summary>
    private Credentials Start() => new(Database, Options.Create(new SecurityOptions { KeyFile = KeyFile }), TimeProvider.System);

    private Task StoreAsync(string field, string secret) =>
        Database.WriteAsync((connection, transaction) => Start().StoreAsync(connection, transaction, _account, field, secret), Cancel);

    /// <summary>What happens by itself after three months.</summary>
    private void Rotate()
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName("SmmKpiBot").PersistKeysToFileSystem(new DirectoryInfo(Credentials.FolderOf(KeyFile)));
        using var provider = services.BuildServiceProvider();
        var now = TimeProvider.System.GetUtcNow();
        provider.GetRequiredService<IKeyManager>().CreateNewKey(now, now.AddDays(90));
    }
}

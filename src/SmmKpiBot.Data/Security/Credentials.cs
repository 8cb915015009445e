using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Security;

/// <summary>
/// Secrets of accounts in networks. They are encrypted for client, account and field, so that a row is of no use in another's place; the keys are in a
/// folder beside <c>Security:KeyFile</c>, not in the database and not in its backups.
/// </summary>
public sealed class Credentials(Database.Database database, IOptions<SecurityOptions> options, TimeProvider timeProvider)
{
    private const string Purpose = "credential";
    private const string PassingPurpose = "passing";

    private readonly Database.Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly IOptions<SecurityOptions> _options = options;
    private volatile Lazy<IDataProtectionProvider> _provider = New(options);

    /// <summary>Where the keys are: the folder <c>credentials</c> beside the key file.</summary>
    public static string FolderOf(string keyFile) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(keyFile)) ?? ".", "credentials");

    /// <summary>Stores a secret of the account, or replaces it.</summary>
    public Task StoreAsync(DbConnection connection, DbTransaction transaction, Account account, string field, string secret)
    {
        const string sql = """
            insert into credential (account_id, field, ciphertext, stored_at) values (@Id, @field, @ciphertext, @now)
            on conflict (account_id, field) do update set ciphertext = excluded.ciphertext, stored_at = excluded.stored_at
            """;
        var ciphertext = ProtectorOf(account, field).Protect(secret);
        return connection.ExecuteAsync(sql, new { account.Id, field, ciphertext, now = UnixMicros.Of(_timeProvider.GetUtcNow()) }, transaction);
    }

    /// <summary>Removes all secrets of the account.</summary>
    public static Task ForgetAsync(DbConnection connection, DbTransaction transaction, long accountId)
    {
        const string sql = "delete from credential where account_id = @accountId";
        return connection.ExecuteAsync(sql, new { accountId }, transaction);
    }

    /// <summary>The secret; null when none is stored.</summary>
    /// <exception cref="KeyFileException">It was encrypted with keys that are not there.</exception>
    public async Task<string?> ReadAsync(Account account, string field, CancellationToken cancellationToken)
    {
        const string sql = "select ciphertext from credential where account_id = @Id and field = @field";
        await using var connection = await _database.OpenAsync(cancellationToken);
        var ciphertext = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(sql, new { account.Id, field }, cancellationToken: cancellationToken));
        if (ciphertext is null)
            return null;
        try
        {
            return ProtectorOf(account, field).Unprotect(ciphertext);
        }
        catch (CryptographicException exception)
        {
            throw new KeyFileException(
                $"The credentials of account {account.FullName} cannot be read: the keys they were stored with are not in the folder 'credentials' beside Security:KeyFile. Put that folder back, or connect the account again.", exception);
        }
    }

    /// <summary>Makes the folder of the keys and the first of them now, so that a folder that cannot be used stops the start and not the first secret.</summary>
    /// <exception cref="KeyFileException">It cannot be used.</exception>
    public void Check()
    {
        try
        {
            _ = Seal(nameof(Check), "");
        }
        catch (CryptographicException exception)
        {
            throw new KeyFileException($"The folder 'credentials' beside Security:KeyFile cannot be used: {exception.GetBaseException().Message} Give the program's user access to it.", exception);
        }
    }

    /// <summary>Reads the folder anew when it is next asked: keys that were put back are known at once, not only in a day.</summary>
    public void Renew() => _provider = New(_options);

    /// <summary>Encrypts what belongs to no account yet and is kept for a short while, for that use alone.</summary>
    public string Seal(string use, string text) => ProtectorOf(use).Protect(text);

    /// <summary>What <see cref="Seal(string, string)"/> gave, read.</summary>
    /// <exception cref="KeyFileException">It was encrypted for something else, or with keys that are not there.</exception>
    public string Open(string use, string ciphertext)
    {
        try
        {
            return ProtectorOf(use).Unprotect(ciphertext);
        }
        catch (CryptographicException exception)
        {
            throw new KeyFileException("What was kept cannot be read: the keys it was stored with are not in the folder 'credentials' beside Security:KeyFile. Put that folder back.", exception);
        }
    }

    /// <summary>Encrypts what belongs to an account and is kept elsewhere, for that field of that account alone.</summary>
    public string Seal(long clientId, long accountId, string field, string secret) => ProtectorOf(clientId, accountId, field).Protect(secret);

    /// <summary>What <see cref="Seal(long, long, string, string)"/> gave, read; null when it was sealed for something else, or its keys are not there.</summary>
    public string? Open(long clientId, long accountId, string field, string ciphertext)
    {
        try
        {
            return ProtectorOf(clientId, accountId, field).Unprotect(ciphertext);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static Lazy<IDataProtectionProvider> New(IOptions<SecurityOptions> options) => new(() => Create(FolderOf(options.Value.KeyFile)));

    private static IDataProtectionProvider Create(string folder)
    {
        try
        {
            var directory = OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(folder)
                : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return DataProtectionProvider.Create(directory, builder => builder.SetApplicationName("SmmKpiBot"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new KeyFileException($"The folder '{folder}' for the keys of credentials cannot be made: {exception.Message} Give the program's user access to it.", exception);
        }
    }

    private IDataProtector ProtectorOf(string use) => _provider.Value.CreateProtector(PassingPurpose, use);

    private IDataProtector ProtectorOf(Account account, string field) => ProtectorOf(account.ClientId, account.Id, field);

    private IDataProtector ProtectorOf(long clientId, long accountId, string field) =>
        _provider.Value.CreateProtector(Purpose, clientId.ToString(CultureInfo.InvariantCulture), accountId.ToString(CultureInfo.InvariantCulture), field);
}

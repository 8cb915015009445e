using Dapper;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Security;

/// <summary>
/// Remembers in the database which key it is written with. Under another key, such as one created anew because its file was lost, every
/// customer would be a stranger: then nothing is written until somebody decides.
/// </summary>
public sealed class KeyFingerprint(Database.Database database, KeyFile keyFile, IOptions<SecurityOptions> options, TimeProvider timeProvider)
{
    private const int Length = 32;

    private readonly Database.Database _database = database;
    private readonly KeyFile _keyFile = keyFile;
    private readonly IOptions<SecurityOptions> _options = options;
    private readonly TimeProvider _timeProvider = timeProvider;

    private string Current => Convert.ToHexStringLower(_keyFile.Derive("fingerprint"))[..Length];

    /// <summary>What is wrong with the key for this database, and what to do; null when it fits.</summary>
    public async Task<string?> ProblemAsync(CancellationToken cancellationToken)
    {
        const string known = "select fingerprint from key_fingerprint";
        const string isNeeded = "select count(*) from (select 1 from message where author is not null limit 1) keyed";
        await using var connection = await _database.OpenAsync(cancellationToken);
        var stored = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(known, cancellationToken: cancellationToken));
        var fits = stored is null ? !_keyFile.WasCreated : stored == Current;
        if (fits || await connection.ExecuteScalarAsync<long>(new CommandDefinition(isNeeded, cancellationToken: cancellationToken)) == 0)
            return null;

        return $"Security:KeyFile '{_options.Value.KeyFile}' is not the key this database was written with{(_keyFile.WasCreated ? " (there was none, so a new one was made)" : "")}: every customer known so far would be taken for a stranger. " +
            "Put the old key file back in its place. If it is lost for good, start once with --Security:AcceptNewKey true.";
    }

    /// <summary>Remembers the key. True when it took the place of one that the database was written with, because the settings say so.</summary>
    /// <exception cref="KeyFileException">It is not the key this database was written with.</exception>
    public async Task<bool> CheckAsync(CancellationToken cancellationToken)
    {
        const string forget = "delete from key_fingerprint where fingerprint <> @Current";
        const string remember = "insert into key_fingerprint (fingerprint, since) values (@Current, @now) on conflict do nothing";
        var problem = await ProblemAsync(cancellationToken);
        if (problem is not null && !_options.Value.AcceptNewKey)
            throw new KeyFileException(problem);

        var values = new { Current, now = UnixMicros.Of(_timeProvider.GetUtcNow()) };
        await _database.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(forget, values, transaction);
                await connection.ExecuteAsync(remember, values, transaction);
            },
            cancellationToken);
        return problem is not null;
    }
}

using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;
using EvolveDb;
using Microsoft.Extensions.Logging;

namespace SmmKpiBot.Data.Database;

/// <summary>Brings a database to the schema of this program: embedded, numbered, forward-only scripts per engine.</summary>
internal sealed partial class SchemaMigration(Engine engine, ILogger logger)
{
    private readonly Engine _engine = engine;
    private readonly ILogger _logger = logger;

    /// <summary>The number of the newest script of this program.</summary>
    public int LatestVersion => typeof(SchemaMigration).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(_engine.MigrationFilter, StringComparison.Ordinal))
        .Max(name => int.Parse(VersionPattern.Match(name).Groups[1].ValueSpan, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\.V(\d+)__", RegexOptions.CultureInvariant)]
    private static partial Regex VersionPattern { get; }

    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var schemaLock = await _engine.LockSchemaAsync(cancellationToken);
            await _engine.PrepareAsync(cancellationToken);
            await using var connection = await _engine.OpenOwnerAsync(cancellationToken);
            var version = await AppliedVersionAsync(connection, cancellationToken);
            if (version > LatestVersion)
            {
                throw new DatabaseException($"The database has schema {version}, made by a newer version of this program, which knows {LatestVersion} at most. Install that version or restore an older backup.");
            }

            if (version < LatestVersion)
                await Task.Run(() => Evolve(connection), cancellationToken);
        }
        catch (Exception exception) when ((_engine.Explain(exception) ?? _engine.Explain(exception.GetBaseException())) is { } reason)
        {
            throw new DatabaseException(reason, exception);
        }
    }

    /// <summary>The newest script that was applied; 0 for an empty database.</summary>
    public async Task<int> AppliedVersionAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        const string sql = "select coalesce(max(cast(version as integer)), 0) from changelog where type = 0";
        return await _engine.HasTableAsync(connection, "changelog", cancellationToken)
            ? await connection.ExecuteScalarAsync<int>(new CommandDefinition(sql, cancellationToken: cancellationToken))
            : 0;
    }

    private void Evolve(DbConnection connection)
    {
        var evolve = new Evolve(connection, message => LogMigration(message))
        {
            EmbeddedResourceAssemblies = [typeof(SchemaMigration).Assembly],
            EmbeddedResourceFilters = [_engine.MigrationFilter],
            IsEraseDisabled = true,
            EnableClusterMode = true,
        };
        evolve.Migrate();
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Schema: {Message}")]
    private partial void LogMigration(string message);
}

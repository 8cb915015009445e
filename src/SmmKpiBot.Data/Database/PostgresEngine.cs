using System.Data;
using System.Data.Common;
using Dapper;
using Npgsql;

namespace SmmKpiBot.Data.Database;

/// <summary>A PostgreSQL server: transactions run side by side and are repeated when they got in each other's way.</summary>
internal sealed class PostgresEngine : Engine
{
    private const int Attempts = 12;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private readonly NpgsqlDataSource _source;

    public PostgresEngine(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.ApplicationName ??= "SmmKpiBot";
        if (settings.MaxAutoPrepare == 0)
            settings.MaxAutoPrepare = 100;
        _source = NpgsqlDataSource.Create(settings);
    }

    public override string MigrationFilter => "postgres.";

    public override async Task<DbConnection> OpenOwnerAsync(CancellationToken cancellationToken) => await _source.OpenConnectionAsync(cancellationToken);

    public override async Task<DbConnection> OpenReaderAsync(CancellationToken cancellationToken) => await _source.OpenConnectionAsync(cancellationToken);

    public override async Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    public override async Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, bool isBackground, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var committing = false;
            try
            {
                await using var connection = await _source.OpenConnectionAsync(cancellationToken);
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                var result = await work(connection, transaction);
                committing = true;
                await transaction.CommitAsync(cancellationToken);
                return result;
            }
            catch (NpgsqlException exception) when (attempt < Attempts && MayRepeat(exception, committing))
            {
                await PauseAsync(attempt, cancellationToken);
            }
        }
    }

    public override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenOwnerAsync(cancellationToken);
    }

    public override Task<IAsyncDisposable> LockSchemaAsync(CancellationToken cancellationToken) => AdvisoryLock.TakeSchemaAsync(_source, cancellationToken);

    public override Task<IAsyncDisposable?> TryTakeProgramLockAsync(bool alone, CancellationToken cancellationToken) =>
        AdvisoryLock.TryTakeProgramAsync(_source, alone, cancellationToken);

    public override async Task<bool> HasTableAsync(DbConnection connection, string table, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<bool>("select to_regclass(@table) is not null", new { table });

    public override string? Explain(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            "PostgreSQL refuses the user or password of Database:ConnectionString.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            "The database named in Database:ConnectionString does not exist on the server. Create it (createdb NAME).",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            "The user of Database:ConnectionString may not create tables. Make it the owner of the database.",
        NpgsqlException { IsTransient: true } and not PostgresException =>
            "PostgreSQL does not answer at the address of Database:ConnectionString.",
        _ => null,
    };

    /// <summary>A plain vacuum would leave the bytes of deleted rows in the files; the full one writes each table anew.</summary>
    public override async Task CompactAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("vacuum full;", commandTimeout: 0, cancellationToken: cancellationToken));
    }

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>A lost connection is repeated only before the commit was sent: after it nobody knows whether the work is stored.</summary>
    private static bool MayRepeat(NpgsqlException exception, bool committing) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected }
        || (!committing && exception.IsTransient);

    private static Task PauseAsync(int attempt, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << Math.Min(attempt, 10), LongestPause.Ticks));
        return Task.Delay(pause * (0.5 + (Random.Shared.NextDouble() / 2)), TimeProvider.System, cancellationToken);
    }
}

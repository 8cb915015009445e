using Dapper;
using Npgsql;

namespace SmmKpiBot.Data.Database;

/// <summary>A lock that PostgreSQL keeps for one connection and gives free when it ends.</summary>
internal sealed class AdvisoryLock(NpgsqlConnection connection) : IAsyncDisposable
{
    private const long SchemaKey = 0x534D4B42;
    private const long ProgramKey = 0x534D4B43;
    private readonly NpgsqlConnection _connection = connection;

    /// <summary>Waits until no other process migrates.</summary>
    public static async Task<IAsyncDisposable> TakeSchemaAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        // The function answers nothing (void), which is not null.
        const string sql = "select pg_advisory_lock(@SchemaKey) is not null";
        return await TryTakeAsync(source, sql, new { SchemaKey }, cancellationToken)
            ?? throw new DatabaseException("PostgreSQL did not give the lock for migrations. Start again.");
    }

    /// <summary>Shared among bots, alone for a restore; null when it is not free.</summary>
    public static Task<IAsyncDisposable?> TryTakeProgramAsync(NpgsqlDataSource source, bool alone, CancellationToken cancellationToken)
    {
        const string exclusive = "select pg_try_advisory_lock(@ProgramKey)";
        const string shared = "select pg_try_advisory_lock_shared(@ProgramKey)";
        return TryTakeAsync(source, alone ? exclusive : shared, new { ProgramKey }, cancellationToken);
    }

    /// <summary>Closing the connection for good gives the lock free; a pooled one would keep it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _connection.ExecuteAsync("select pg_advisory_unlock_all()");
        await _connection.DisposeAsync();
    }

    private static async Task<IAsyncDisposable?> TryTakeAsync(NpgsqlDataSource source, string sql, object key, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition(sql, key, commandTimeout: 300, cancellationToken: cancellationToken)))
                return new AdvisoryLock(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }
}

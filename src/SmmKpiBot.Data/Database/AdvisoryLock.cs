using Dapper;
using Npgsql;

namespace SmmKpiBot.Data.Database;

/// <summary>A lock that PostgreSQL keeps for one connection and gives free when it ends.</summary>
internal sealed class AdvisoryLock(NpgsqlConnection connection) : IAsyncDisposable
{
    private const long Key = 0x534D4B42;
    private readonly NpgsqlConnection _connection = connection;

    public static async Task<IAsyncDisposable> TakeAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_lock(@Key)", new { Key }, commandTimeout: 300, cancellationToken: cancellationToken));
            return new AdvisoryLock(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.ExecuteAsync("select pg_advisory_unlock(@Key)", new { Key });
        await _connection.DisposeAsync();
    }
}

using System.Data.Common;
using Microsoft.Extensions.Options;

namespace SmmKpiBot.Data.Database;

/// <summary>
/// The one way to the store. Reads open a pooled connection; writes go through <see cref="WriteAsync{T}"/>, which on SQLite is a fair queue
/// to the single writer (<c>BEGIN IMMEDIATE</c>, WAL, <c>synchronous=FULL</c>) and on PostgreSQL a transaction that is repeated on 40001 and 40P01.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    public Database(IOptions<DatabaseOptions> options)
    {
        _ = options;
        throw new NotImplementedException();
    }

    public Dialect Dialect => throw new NotImplementedException();

    /// <summary>Creates the database if it is not there and applies the migrations that are missing.</summary>
    public Task MigrateAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>A connection for reading, with the pragmas set; dispose it.</summary>
    public Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Runs <paramref name="work"/> in one durable transaction and commits it; rolled back when it throws. The work may run again after a serialization failure, so it must not act outside the database.</summary>
    public Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task WriteAsync(Func<DbConnection, DbTransaction, Task> work, CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}

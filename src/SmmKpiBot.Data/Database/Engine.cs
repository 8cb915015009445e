using System.Data.Common;

namespace SmmKpiBot.Data.Database;

/// <summary>What the two database engines do differently below <see cref="Database"/>.</summary>
internal abstract class Engine : IAsyncDisposable
{
    /// <summary>The folder of the engine's migrations among the embedded resources, with a dot at its end.</summary>
    public abstract string MigrationFilter { get; }

    /// <summary>A connection that may write and belongs to the caller: for migrations, backups and compaction only.</summary>
    public abstract Task<DbConnection> OpenOwnerAsync(CancellationToken cancellationToken);

    public abstract Task<DbConnection> OpenReaderAsync(CancellationToken cancellationToken);

    public abstract Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Somebody waits for the single writer; never where there are many.</summary>
    public virtual bool IsAwaited => false;

    /// <param name="isBackground">Where there is one writer: only when nobody else waits for it.</param>
    public abstract Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, bool isBackground, CancellationToken cancellationToken);

    /// <summary>Makes the database exist and refuses one that is not ours.</summary>
    public abstract Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Held while migrations run, so that two processes do not apply the same one.</summary>
    public abstract Task<IAsyncDisposable> LockSchemaAsync(CancellationToken cancellationToken);

    /// <summary>The lock of <see cref="DatabaseLock"/>, or null when somebody holds it against us.</summary>
    public abstract Task<IAsyncDisposable?> TryTakeProgramLockAsync(bool alone, CancellationToken cancellationToken);

    public abstract Task<bool> HasTableAsync(DbConnection connection, string table, CancellationToken cancellationToken);

    /// <summary>The reason in words where <paramref name="exception"/> means that the database itself is unusable; else null.</summary>
    public abstract string? Explain(Exception exception);

    /// <summary>Rewrites the database without what was deleted.</summary>
    public abstract Task CompactAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}

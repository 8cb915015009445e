using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace SmmKpiBot.Data.Database;

/// <summary>
/// The single writer of an SQLite file: works run one after another in the order they came. Those that wait at the same moment share one commit,
/// each in a savepoint, so that a busy bot does not pay one disk flush for every row. A work of the background runs alone, when nobody waits.
/// </summary>
internal sealed class SqliteWriteQueue(Func<SqliteConnection> open, TimeProvider timeProvider) : IAsyncDisposable
{
    private const int Busy = 5;
    private const string Savepoint = "work";

    /// <summary>A shared transaction takes no further work after this time, so that nobody waits long for another's commit.</summary>
    private static readonly TimeSpan GroupTime = TimeSpan.FromMilliseconds(5);

    /// <summary>How long another process may hold the file before a write fails.</summary>
    private static readonly TimeSpan BusyPatience = TimeSpan.FromMinutes(2);

    private readonly WriteLanes _lanes = new(timeProvider);
    private readonly WriteMark _mark = new();
    private readonly Lock _starting = new();
    private readonly Func<SqliteConnection> _open = open;
    private readonly TimeProvider _timeProvider = timeProvider;
    private SqliteConnection? _connection;
    private Task? _loop;

    /// <inheritdoc cref="WriteLanes.IsAwaited"/>
    public bool IsAwaited => _lanes.IsAwaited;

    public async Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, bool isBackground, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var write = new QueuedWrite<T>(work, cancellationToken) { IsBackground = isBackground };
        EnsureStarted();
        ObjectDisposedException.ThrowIf(!_lanes.TryAdd(write), typeof(Database));
        await using var registration = cancellationToken.Register(() => write.CancelIfWaiting());
        return await write.Result;
    }

    public async ValueTask DisposeAsync()
    {
        _lanes.Complete();
        if (_loop is not null)
            await _loop;
        _connection?.Dispose();
    }

    private void EnsureStarted()
    {
        if (_loop is not null)
            return;
        lock (_starting)
        {
            using var flow = ExecutionContext.SuppressFlow();
            _loop ??= Task.Run(RunAsync);
        }
    }

    private async Task RunAsync()
    {
        while (await _lanes.WaitAsync())
            await RunWaitingAsync();
        await RunWaitingAsync();
    }

    private async Task RunWaitingAsync()
    {
        while (_lanes.TryTake(out var write))
        {
            var group = new List<QueuedWrite> { write };
            try
            {
                await RunTogetherAsync(group);
            }
            catch (Exception exception)
            {
                await RunApartAsync(group, exception);
            }
        }
    }

    /// <summary>Runs a work and those that wait beside it in one transaction; <paramref name="group"/> receives what joins.</summary>
    private async Task RunTogetherAsync(List<QueuedWrite> group)
    {
        var write = group[0];
        _mark.Next();
        await using var transaction = Begin();
        var began = _timeProvider.GetTimestamp();
        for (var isMore = true; isMore;)
        {
            transaction.Save(Savepoint);
            if (!await write.TryRunAsync(transaction))
                transaction.Rollback(Savepoint);
            transaction.Release(Savepoint);
            isMore = !write.IsBackground && _timeProvider.GetElapsedTime(began) < GroupTime && _lanes.TryTakeToShare(out write);
            if (isMore)
                group.Add(write);
        }

        if (group.Count > 1)
            _mark.Set(transaction);
        await transaction.CommitAsync();
        group.ForEach(done => done.Tell());
    }

    /// <summary>The shared transaction broke (a full disk, an error of the file): unless it is stored all the same, each work gets one of its own.</summary>
    private async Task RunApartAsync(List<QueuedWrite> group, Exception cause)
    {
        Reopen();
        try
        {
            if (group.Count > 1 && await IsStoredAsync())
                group.ForEach(done => done.Tell());
            else if (group.Count > 1)
                await RunEachAsync(group);
            else
                group[0].Fail(cause);
        }
        catch (Exception exception)
        {
            // To run them again might do them twice.
            var unknown = new DatabaseException($"The database failed ({cause.Message}) and then could not be read: whether this was stored is not known.", exception);
            group.ForEach(write => write.Fail(unknown));
            Reopen();
        }
    }

    private async Task<bool> IsStoredAsync()
    {
        await using var transaction = Begin();
        return _mark.IsStored(transaction);
    }

    private async Task RunEachAsync(List<QueuedWrite> group)
    {
        foreach (var write in group)
        {
            try
            {
                await using var transaction = Begin();
                if (await write.TryRunAsync(transaction))
                    await transaction.CommitAsync();
                write.Tell();
            }
            catch (Exception exception)
            {
                write.Fail(exception);
                Reopen();
            }
        }
    }

    private SqliteTransaction Begin()
    {
        for (var began = _timeProvider.GetTimestamp(); ;)
        {
            try
            {
                _connection ??= _open();
                return _connection.BeginTransaction(deferred: false);
            }
            catch (SqliteException exception) when (exception.SqliteErrorCode == Busy && _timeProvider.GetElapsedTime(began) < BusyPatience)
            {
                // BeginTransaction waited for its timeout already: ask again.
            }
        }
    }

    private void Reopen()
    {
        _connection?.Dispose();
        _connection = null;
    }
}

using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace SmmKpiBot.Data.Database;

/// <summary>
/// The single writer of an SQLite file: works run one after another in the order they came. Those that wait at the same moment share one commit,
/// each in a savepoint, so that a busy bot does not pay one disk flush for every row.
/// </summary>
internal sealed class SqliteWriteQueue(Func<SqliteConnection> open) : IAsyncDisposable
{
    private const int Busy = 5;
    private const string Savepoint = "work";

    /// <summary>A shared transaction takes no further work after this time, so that nobody waits long for another's commit.</summary>
    private static readonly TimeSpan GroupTime = TimeSpan.FromMilliseconds(5);

    /// <summary>How long another process may hold the file before a write fails.</summary>
    private static readonly TimeSpan BusyPatience = TimeSpan.FromMinutes(2);

    private readonly Channel<QueuedWrite> _queue = Channel.CreateUnbounded<QueuedWrite>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock _starting = new();
    private readonly Func<SqliteConnection> _open = open;
    private SqliteConnection? _connection;
    private Task? _loop;

    public async Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var write = new QueuedWrite<T>(work, cancellationToken);
        EnsureStarted();
        ObjectDisposedException.ThrowIf(!_queue.Writer.TryWrite(write), typeof(Database));
        await using var registration = cancellationToken.Register(() => write.CancelIfWaiting());
        return await write.Result;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
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
        while (await _queue.Reader.WaitToReadAsync())
        {
            var group = new List<QueuedWrite>();
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

    /// <summary>Runs the waiting works in one transaction; <paramref name="group"/> receives those taken from the queue.</summary>
    private async Task RunTogetherAsync(List<QueuedWrite> group)
    {
        if (!TryTake(group, out var write))
            return;
        var clock = TimeProvider.System;
        await using var transaction = Begin();
        var began = clock.GetTimestamp();
        do
        {
            transaction.Save(Savepoint);
            if (!await write.TryRunAsync(transaction))
                transaction.Rollback(Savepoint);
            transaction.Release(Savepoint);
        }
        while (clock.GetElapsedTime(began) < GroupTime && TryTake(group, out write));
        await transaction.CommitAsync();
        group.ForEach(done => done.Tell());
    }

    /// <summary>The shared transaction broke (a full disk, an error of the file): each work gets one of its own and its own answer.</summary>
    private async Task RunApartAsync(List<QueuedWrite> group, Exception cause)
    {
        Reopen();
        foreach (var write in group)
        {
            try
            {
                if (group.Count == 1)
                {
                    write.Fail(cause);
                    continue;
                }

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

    private bool TryTake(List<QueuedWrite> group, out QueuedWrite write)
    {
        while (_queue.Reader.TryRead(out write!))
        {
            if (!write.TryStart())
                continue;
            group.Add(write);
            return true;
        }

        return false;
    }

    private SqliteTransaction Begin()
    {
        var clock = TimeProvider.System;
        for (var began = clock.GetTimestamp(); ;)
        {
            try
            {
                _connection ??= _open();
                return _connection.BeginTransaction(deferred: false);
            }
            catch (SqliteException exception) when (exception.SqliteErrorCode == Busy && clock.GetElapsedTime(began) < BusyPatience)
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

using System.Data.Common;

namespace SmmKpiBot.Data.Database;

/// <summary>A work that waits for the single writer.</summary>
internal abstract class QueuedWrite
{
    private int _started;

    /// <summary>May wait until nobody else does.</summary>
    public bool IsBackground { get; init; }

    public long QueuedAt { get; set; }

    /// <summary>False when the caller gave up while the work was waiting.</summary>
    public bool TryStart() => Interlocked.Exchange(ref _started, 1) == 0;

    /// <summary>True when the work ran through; its failure is kept for <see cref="Tell"/>.</summary>
    public abstract Task<bool> TryRunAsync(DbTransaction transaction);

    /// <summary>Gives the caller the result or the failure, after the commit.</summary>
    public abstract void Tell();

    public abstract void Fail(Exception exception);

    public void CancelIfWaiting()
    {
        if (TryStart())
            Cancel();
    }

    protected abstract void Cancel();
}

/// <inheritdoc cref="QueuedWrite"/>
internal sealed class QueuedWrite<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellationToken) : QueuedWrite
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<DbConnection, DbTransaction, Task<T>> _work = work;
    private readonly CancellationToken _cancellationToken = cancellationToken;
    private T? _value;
    private Exception? _failure;

    public Task<T> Result => _result.Task;

    public override async Task<bool> TryRunAsync(DbTransaction transaction)
    {
        _failure = null;
        try
        {
            _value = await _work(transaction.Connection!, transaction);
            return true;
        }
        catch (Exception exception)
        {
            _failure = exception;
            return false;
        }
    }

    public override void Tell()
    {
        if (_failure is OperationCanceledException && _cancellationToken.IsCancellationRequested)
            _result.TrySetCanceled(_cancellationToken);
        else if (_failure is not null)
            _result.TrySetException(_failure);
        else
            _result.TrySetResult(_value!);
    }

    public override void Fail(Exception exception) => _result.TrySetException(exception);

    protected override void Cancel() => _result.TrySetCanceled(_cancellationToken);
}

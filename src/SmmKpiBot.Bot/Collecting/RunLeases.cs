using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>Holds an account for one run: a sign of life every minute, an end to it when the run takes too long or the account is another's.</summary>
internal sealed partial class RunLeases(CollectionLeases leases, Database database, TimeProvider timeProvider, ILogger<RunLeases> logger)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMinutes(1);

    private readonly CollectionLeases _leases = leases;
    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ILogger _logger = logger;
    private readonly string _owner = $"{Environment.MachineName}-{Guid.NewGuid():N}";

    /// <summary>Runs <paramref name="act"/> with the account; false when somebody else has it. A lost lease ends the run without a word: the other one goes on.</summary>
    /// <param name="act">Gets a token that is cancelled by the end of the program, by the deadline and by the loss of the lease.</param>
    public async Task<bool> HoldAsync(long accountId, TimeSpan deadline, Func<CollectionLease, CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        if (await _leases.ClaimAsync(accountId, _owner, cancellationToken) is not { } lease)
            return false;
        using var late = new CancellationTokenSource(deadline, _timeProvider);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        using var beating = CancellationTokenSource.CreateLinkedTokenSource(over.Token);
        var beats = BeatAsync(lease, over, beating.Token);
        try
        {
            await act(lease, over.Token);
        }
        catch (LeaseLostException)
        {
            LogLost(accountId);
        }
        finally
        {
            await beating.CancelAsync();
            await beats;
            await _database.WriteAsync((connection, transaction) => CollectionLeases.ReleaseAsync(connection, transaction, lease), CancellationToken.None);
        }

        return true;
    }

    private async Task BeatAsync(CollectionLease lease, CancellationTokenSource run, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Beat, _timeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                await RenewAsync(lease, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run is over.
        }
        catch (LeaseLostException)
        {
            LogLost(lease.AccountId);
            await run.CancelAsync();
        }
    }

    private async Task RenewAsync(CollectionLease lease, CancellationToken cancellationToken)
    {
        try
        {
            await _database.WriteAsync((connection, transaction) => _leases.RenewAsync(connection, transaction, lease), cancellationToken);
        }
        catch (Exception exception) when (exception is not LeaseLostException && !cancellationToken.IsCancellationRequested)
        {
            // The next beat or page tries again; without any sign of life the account is another's after a while.
            LogNoBeat(exception, lease.AccountId);
        }
    }

    [LoggerMessage(LogLevel.Information, "Account {AccountId} is read by another run now, or it was removed; this run ends")]
    private partial void LogLost(long accountId);

    [LoggerMessage(LogLevel.Warning, "The run of account {AccountId} could not give a sign of life")]
    private partial void LogNoBeat(Exception exception, long accountId);
}

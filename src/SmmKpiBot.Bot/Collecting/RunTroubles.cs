using System.Data.Common;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>What a failed reading leads to: rests that grow, a network left alone, or an account that waits for somebody to connect it again.</summary>
internal sealed partial class RunTroubles(CollectionLeases leases, NetworkCircuits circuits, Database database, TimeProvider timeProvider, ILogger<RunTroubles> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>Until a place is looked at again that could not be.</summary>
    private static readonly TimeSpan CheckPause = TimeSpan.FromMinutes(15);

    /// <summary>What a network asks for is kept by each stream and by the budgets; an account as a whole looks sooner whether its other streams are answered.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromHours(1);

    private readonly CollectionLeases _leases = leases;
    private readonly NetworkCircuits _circuits = circuits;
    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ILogger _logger = logger;

    /// <summary>An HTTP client's own timeout looks like a cancellation.</summary>
    public static SourceProblem ProblemOf(Exception exception) => exception switch
    {
        SourceException source => source.Problem,
        OperationCanceledException => SourceProblem.Transient,
        _ => SourceProblem.Unexpected,
    };

    public static CollectionTrouble TroubleOf(Exception exception)
    {
        var problem = ProblemOf(exception);
        return exception switch
        {
            SourceException source => new(problem.ToString(), source.Message, source.Words?.Uk),
            _ when problem == SourceProblem.Transient => new(problem.ToString(), "The reading took too long.", "Читання тривало надто довго."),
            _ => new(problem.ToString(), "The source failed; the log says how.", "Сталася помилка; подробиці — в журналі бота."),
        };
    }

    /// <summary>Writes down that a stream failed, and when it is tried again.</summary>
    public async Task NoteAsync(CollectRun run, StreamState state, Exception exception)
    {
        var problem = ProblemOf(exception);
        var trouble = TroubleOf(exception);
        var now = _timeProvider.GetUtcNow();
        var rest = CollectRests.After(state.FailuresBefore(problem.ToString()), problem, (exception as SourceException)?.RetryAfter);
        if (exception is SourceException)
            LogFailed(run.Connection.Account.Network, run.AccountId, state.Stream, problem, trouble.Reason);
        else
            LogBroken(exception, run.Connection.Account.Network, run.AccountId, state.Stream);
        await _database.WriteAsync(
            async (connection, transaction) =>
            {
                await _leases.RenewAsync(connection, transaction, run.Lease);

                // History that gives way to others is not in trouble.
                if (state.IsHistory && problem == SourceProblem.RateLimited)
                    await StreamStates.PostponeAsync(connection, transaction, state, now, now + rest);
                else
                    await StreamStates.FailAsync(connection, transaction, state, trouble, forgetsCursor: problem == SourceProblem.Unexpected, now, now + rest);
                if (problem == SourceProblem.Unauthorized)
                    await AccountConnections.BreakAsync(connection, transaction, run.AccountId, trouble, now);
            },
            CancellationToken.None);
    }

    /// <summary>Nothing that was asked for the account was answered: its network may be down, or refuse the bot itself.</summary>
    public void NoteUnanswered(CollectRun run) => _circuits.Failed(run.Connection.Account.Network, run.AccountId);

    /// <summary>The run was over before the reading was: the next one goes on behind the last page.</summary>
    public Task PauseAsync(CollectRun run, StreamState state) => UnderLeaseAsync(
        run.Lease,
        (connection, transaction) =>
        {
            var now = _timeProvider.GetUtcNow();
            return StreamStates.PostponeAsync(connection, transaction, state, now, now + Pause);
        });

    /// <summary>The daily look at the place failed, and comes again after a while.</summary>
    public Task PostponeCheckAsync(CollectRun run, SourceException exception)
    {
        LogFailed(run.Connection.Account.Network, run.AccountId, "access", exception.Problem, exception.Message);
        var isRefused = exception.Problem == SourceProblem.Forbidden;
        var rest = isRefused ? CollectRests.After(run.Connection.RefusedChecks, exception.Problem, exception.RetryAfter) : exception.RetryAfter > CheckPause ? exception.RetryAfter.Value : CheckPause;
        var (refused, again) = (run.Connection.RefusedChecks + (isRefused ? 1 : 0), _timeProvider.GetUtcNow() + rest);
        return UnderLeaseAsync(run.Lease, (connection, transaction) => AccountConnections.PostponeCheckAsync(connection, transaction, run.AccountId, refused, again));
    }

    /// <summary>Nothing opens the account any more.</summary>
    public Task BreakAsync(CollectionLease lease, AccountConnection broken, SourceException exception)
    {
        LogFailed(broken.Account.Network, lease.AccountId, "access", exception.Problem, exception.Message);
        return UnderLeaseAsync(lease, (connection, transaction) => AccountConnections.BreakAsync(connection, transaction, lease.AccountId, TroubleOf(exception), _timeProvider.GetUtcNow()));
    }

    /// <summary>Several streams failed one after the other: the account is left alone as a whole.</summary>
    public Task RestAsync(CollectionLease lease, int failures, Exception exception)
    {
        var problem = ProblemOf(exception) == SourceProblem.Misconfigured ? SourceProblem.Misconfigured : SourceProblem.Transient;
        var asked = (exception as SourceException)?.RetryAfter;
        var until = _timeProvider.GetUtcNow() + CollectRests.After(failures, problem, asked > LongestRest ? LongestRest : asked);
        return UnderLeaseAsync(lease, (connection, transaction) => AccountConnections.RestAsync(connection, transaction, lease.AccountId, failures + 1, until));
    }

    /// <summary>The network answers for the account.</summary>
    public Task SucceededAsync(CollectRun run)
    {
        _circuits.Succeeded(run.Connection.Account.Network);
        return run.Connection is { Failures: 0, Problem: null }
            ? Task.CompletedTask
            : UnderLeaseAsync(run.Lease, (connection, transaction) => AccountConnections.RecoverAsync(connection, transaction, run.AccountId));
    }

    private Task UnderLeaseAsync(CollectionLease lease, Func<DbConnection, DbTransaction, Task> write) => _database.WriteAsync(
        async (connection, transaction) =>
        {
            await _leases.RenewAsync(connection, transaction, lease);
            await write(connection, transaction);
        },
        CancellationToken.None);

    [LoggerMessage(LogLevel.Warning, "{Network} account {AccountId}: {Stream} cannot be read ({Problem}): {Reason}")]
    private partial void LogFailed(string network, long accountId, string stream, SourceProblem problem, string reason);

    [LoggerMessage(LogLevel.Error, "{Network} account {AccountId}: reading {Stream} failed")]
    private partial void LogBroken(Exception exception, string network, long accountId, string stream);
}

using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>Reads what is due of one account, stream by stream: trouble of one costs the others nothing.</summary>
internal sealed partial class AccountRunner(RunLeases leases, RunOpening opening, StreamReader reader, RunTroubles troubles, TimeProvider timeProvider, ILogger<AccountRunner> logger)
{
    /// <summary>A run that takes longer ends; the next one goes on behind the last stored page.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromMinutes(15);

    /// <summary>So many streams that fail one after the other are the account's trouble, not theirs. A limit is not: networks have several, and each stream waits for its own.</summary>
    private const int TooMany = 2;

    private readonly RunLeases _leases = leases;
    private readonly RunOpening _opening = opening;
    private readonly StreamReader _reader = reader;
    private readonly RunTroubles _troubles = troubles;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ILogger _logger = logger;

    /// <summary>Everything that is due by now.</summary>
    public Task RunAsync(long accountId, CancellationToken cancellationToken) =>
        HoldAsync(accountId, CallPriority.Scheduled, ReadDueAsync, cancellationToken);

    /// <summary>Some days of history; it ends as soon as something else of the account is due.</summary>
    public Task RunHistoryAsync(long accountId, CancellationToken cancellationToken) =>
        HoldAsync(accountId, CallPriority.History, ReadHistoryAsync, cancellationToken);

    private Task<bool> HoldAsync(long accountId, CallPriority priority, Func<CollectRun, CancellationToken, Task> read, CancellationToken cancellationToken) => _leases.HoldAsync(
        accountId,
        Deadline,
        async (lease, over) =>
        {
            var began = _timeProvider.GetTimestamp();
            if (await _opening.OpenAsync(lease, priority, cancellationToken, over) is not { } run)
                return;
            try
            {
                await read(run, over);
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                LogOutOfTime(run.Connection.Account.Network, accountId);
            }

            LogRead(run.Connection.Account.Network, accountId, priority, run.Stored, _timeProvider.GetElapsedTime(began).TotalSeconds);
        },
        cancellationToken);

    private async Task ReadDueAsync(CollectRun run, CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        var streams = (await _opening.StreamsAsync(run, cancellationToken)).Where(stream => !stream.State.IsHistory).ToLookup(stream => IsDue(stream.State, now));
        var (failed, succeeded) = (0, false);
        Exception? unanswered = null;

        // What failed before comes last, so that it cannot keep the others from their turn.
        foreach (var (plan, state) in streams[true].OrderBy(stream => stream.State.Failures))
        {
            if (await TryAsync(run, state, () => ReadAllAsync(run, plan, state, cancellationToken), cancellationToken) is not { } exception)
            {
                (failed, succeeded) = (0, true);
                continue;
            }

            var problem = RunTroubles.ProblemOf(exception);
            if (problem == SourceProblem.Unauthorized)
                return;
            if (problem == SourceProblem.RateLimited)
                continue;
            var isUnanswered = problem is SourceProblem.Transient or SourceProblem.Misconfigured && exception is not SourceException { IsOfOneQuestion: true };
            failed = isUnanswered ? failed + 1 : 0;
            if (isUnanswered)
                unanswered = exception;

            // Where the network answers for some, the others rest by themselves: they may be of another of its services.
            if (failed < TooMany || succeeded)
                continue;
            await _troubles.RestAsync(run.Lease, run.Connection.Failures, exception);
            break;
        }

        if (succeeded)
            await _troubles.SucceededAsync(run);
        else if (unanswered is not null && !IsOfOneStream(unanswered))
            _troubles.NoteUnanswered(run);

        // A setting that is wrong for what was due is wrong for all that is not known to be well.
        bool IsOfOneStream(Exception exception) => RunTroubles.ProblemOf(exception) == SourceProblem.Misconfigured && streams[false].Any(stream => stream.State is { Problem: null, GoodAt: not null });
    }

    private async Task ReadHistoryAsync(CollectRun run, CancellationToken cancellationToken)
    {
        var streams = await _opening.StreamsAsync(run, cancellationToken);
        var others = streams.Where(stream => !stream.State.IsHistory).Select(stream => stream.State.NextAt).DefaultIfEmpty(CollectTimes.Never).Min();
        foreach (var (plan, state) in streams.Where(stream => stream.State.IsHistory && IsDue(stream.State, _timeProvider.GetUtcNow())).OrderBy(stream => stream.State.Failures))
        {
            if (GivesWay())
                return;
            if (await TryAsync(run, state, () => ReadAsync(plan, state, CollectTimes.HistoryDays(plan, state)), cancellationToken) is not { } exception)
                continue;
            if (RunTroubles.ProblemOf(exception) == SourceProblem.Transient)
                _troubles.NoteUnanswered(run);
            return;
        }

        bool GivesWay() => others <= _timeProvider.GetUtcNow();

        Task ReadAsync(StreamPlan plan, StreamState state, DaysReading? days) => days is null
            ? _reader.FinishAsync(run, state)
            : _reader.ReadAsync(run, plan, state, days, GivesWay, now => days.From <= state.FillBackTo ? CollectTimes.Never : now, cancellationToken);
    }

    /// <summary>What was broken off is finished first; then come the days that have been added since.</summary>
    private async Task ReadAllAsync(CollectRun run, StreamPlan plan, StreamState state, CancellationToken cancellationToken)
    {
        var days = CollectTimes.Days(plan, state, run.Connection, _timeProvider.GetUtcNow());
        await ReadAsync(days);
        if (CollectTimes.Added(plan, state, days, run.Connection, _timeProvider.GetUtcNow()) is { } added)
            await ReadAsync(added);

        Task ReadAsync(DaysReading wanted) =>
            _reader.ReadAsync(run, plan, state, wanted, () => false, now => CollectTimes.Next(plan, run.Connection.DayZone, run.AccountId, now), cancellationToken);
    }

    /// <summary>Null when it went well.</summary>
    private async Task<Exception?> TryAsync(CollectRun run, StreamState state, Func<Task> read, CancellationToken cancellationToken)
    {
        try
        {
            await read();
            return null;
        }
        catch (Exception exception) when (exception is not LeaseLostException && !run.Stopping.IsCancellationRequested)
        {
            // The run has used up its time, which is no failure of the network: the next one goes on.
            if (cancellationToken.IsCancellationRequested)
            {
                await _troubles.PauseAsync(run, state);
                cancellationToken.ThrowIfCancellationRequested();
            }

            await _troubles.NoteAsync(run, state, exception);
            return exception;
        }
    }

    /// <summary>Also what was read in the future: the clock has been set back since.</summary>
    private static bool IsDue(StreamState state, DateTimeOffset now) => state.NextAt <= now || state.RanAt > now.AddMinutes(1);

    [LoggerMessage(LogLevel.Information, "{Network} account {AccountId}: the run is over before all is read; the next one goes on behind the last page")]
    private partial void LogOutOfTime(string network, long accountId);

    [LoggerMessage(LogLevel.Information, "{Network} account {AccountId} read ({Priority}): {Stored} new in {Seconds:0.0} s")]
    private partial void LogRead(string network, long accountId, CallPriority priority, int stored, double seconds);
}

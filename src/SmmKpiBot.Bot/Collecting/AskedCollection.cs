using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Security;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>What a collection that somebody asked for brought.</summary>
/// <param name="Stored">Facts and messages that were new.</param>
/// <param name="Problems">What could not be read, and why, for people. English.</param>
internal sealed record AskedOutcome(Account Account, int Stored, IReadOnlyList<(string What, string Problem, string Reason)> Problems);

/// <summary>One collection of an account now, because somebody asked and waits; it may use more of what the network allows than a scheduled one.</summary>
internal sealed class AskedCollection(
    AccountConnections connections, RunLeases leases, RunOpening opening, StreamReader reader, RunTroubles troubles, SourceBook sources, TimeProvider timeProvider)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromHours(6);

    /// <summary>A run of the bot is waited for: it is short, or gives way.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly AccountConnections _connections = connections;
    private readonly RunLeases _leases = leases;
    private readonly RunOpening _opening = opening;
    private readonly StreamReader _reader = reader;
    private readonly RunTroubles _troubles = troubles;
    private readonly SourceBook _sources = sources;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <param name="since">Reads all days from this one on; null reads what a scheduled run would.</param>
    public async Task<AskedOutcome> RunAsync(Account account, DateOnly? since, IProgress<CollectProgress>? progress, CancellationToken cancellationToken)
    {
        if (await _connections.FindAsync(account.Id, cancellationToken) is null)
            return Failed(account, SourceProblem.NotAllowed, "It is not connected to its network.");
        if (_sources.Find(account.Network) is { IsOn: false } off)
            return Failed(account, SourceProblem.NotAllowed, SourceBook.Off(off).En);

        // What stands if the run loses the account on its way.
        var outcome = Failed(account, SourceProblem.Transient, "Another run took it over on the way, or it was removed; try again in a few minutes.");
        var began = _timeProvider.GetTimestamp();
        while (!await _leases.HoldAsync(account.Id, Deadline, async (lease, over) => outcome = await RunAsync(account, lease, since, progress, cancellationToken, over), cancellationToken))
        {
            if (_timeProvider.GetElapsedTime(began) > Patience)
                return Failed(account, SourceProblem.Transient, "The running bot reads it at the moment; try again in a few minutes.");
            await Task.Delay(Pause, _timeProvider, cancellationToken);
        }

        return outcome;
    }

    private async Task<AskedOutcome> RunAsync(Account account, CollectionLease lease, DateOnly? since, IProgress<CollectProgress>? progress, CancellationToken stopping, CancellationToken cancellationToken)
    {
        CollectRun? run;
        try
        {
            run = await _opening.OpenAsync(lease, CallPriority.Asked, stopping, cancellationToken);
        }
        catch (KeyFileException exception)
        {
            return Failed(account, SourceProblem.Misconfigured, exception.Message);
        }

        if (run is null)
        {
            var broken = await _connections.FindAsync(account.Id, cancellationToken);
            return Failed(account, Enum.TryParse<SourceProblem>(broken?.Problem, out var known) ? known : SourceProblem.Unexpected, broken?.Reason ?? "It was removed meanwhile.");
        }

        var streams = (await _opening.StreamsAsync(run, cancellationToken)).Where(stream => !stream.State.IsHistory).ToList();
        var steps = streams.Select(stream => (stream.Plan, stream.State, Days: Steps(stream.Plan, stream.State, run, since))).ToList();
        var (all, done) = (steps.Sum(step => step.Days.Count), 0);
        var problems = new List<(string What, string Problem, string Reason)>();
        foreach (var (plan, state, days) in steps)
        {
            try
            {
                foreach (var some in days)
                {
                    progress?.Report(new(account, plan.Name, (double)done++ / all, run.Stored));
                    await ReadAsync(run, plan, state, some, isLast: some == days[^1], cancellationToken);
                }

                if (CollectTimes.Added(plan, state, days[^1], run.Connection, _timeProvider.GetUtcNow()) is { } added)
                    await ReadAsync(run, plan, state, added, isLast: true, cancellationToken);
            }
            catch (Exception exception) when (exception is not LeaseLostException && !cancellationToken.IsCancellationRequested)
            {
                await _troubles.NoteAsync(run, state, exception);
                var trouble = RunTroubles.TroubleOf(exception);
                problems.Add((plan.Name, trouble.Problem, trouble.Reason));
                if (RunTroubles.ProblemOf(exception) == SourceProblem.Unauthorized)
                    break;
            }
        }

        if (problems.TrueForAll(problem => problem.Problem != nameof(SourceProblem.Unauthorized)) && problems.Count < streams.Count)
            await _troubles.SucceededAsync(run);
        else if (problems.Exists(problem => problem.Problem is nameof(SourceProblem.Transient) or nameof(SourceProblem.Misconfigured)))
            _troubles.NoteUnanswered(run);
        progress?.Report(new(account, "", 1, run.Stored));
        return new(account, run.Stored, problems);
    }

    /// <summary>The days that a scheduled run would read come last, and count as its reading.</summary>
    private Task ReadAsync(CollectRun run, StreamPlan plan, StreamState state, DaysReading days, bool isLast, CancellationToken cancellationToken) => isLast
        ? _reader.ReadAsync(run, plan, state, days, () => false, now => CollectTimes.Next(plan, run.Connection.DayZone, run.AccountId, now), cancellationToken)
        : _reader.ReadBesidesAsync(run, plan, state, days, cancellationToken);

    private List<DaysReading> Steps(StreamPlan plan, StreamState state, CollectRun run, DateOnly? since)
    {
        var usual = CollectTimes.Days(plan, state, run.Connection, _timeProvider.GetUtcNow());
        var steps = new List<DaysReading>();
        for (var from = since ?? usual.From; from < usual.From; from = steps[^1].To.AddDays(1))
        {
            var to = from.AddDays(Math.Max(1, plan.HistoryWindowDays) - 1);
            steps.Add(new(from, to < usual.From ? to : usual.From.AddDays(-1), null, IsSweep: false));
        }

        steps.Add(usual);
        return steps;
    }

    private static AskedOutcome Failed(Account account, SourceProblem problem, string reason) => new(account, 0, [("access", problem.ToString(), reason)]);
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Collecting;

/// <summary>
/// Starts what is due, each account by itself: what keeps one waiting keeps no other. Any number of instances do so side by side; history is filled in
/// only while nothing else waits.
/// </summary>
internal sealed partial class CollectRound(
    CollectionLeases leases, AccountRunner runner, SourceBook sources, NetworkCircuits circuits, CollectWakes wakes, IOptions<CollectingOptions> options, TimeProvider timeProvider, ILogger<CollectRound> logger)
    : IDisposable
{
    /// <summary>Whoever moves the clock need not stop for each of many accounts: what is due within some hours is collected together.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromHours(3);

    /// <summary>What is due is looked up again after this, also while earlier finds wait for a place.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    /// <summary>After trouble that no reading could write down, such as a database that is away.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly CollectionLeases _leases = leases;
    private readonly AccountRunner _runner = runner;
    private readonly SourceBook _sources = sources;
    private readonly NetworkCircuits _circuits = circuits;
    private readonly CollectWakes _wakes = wakes;
    private readonly CollectingOptions _options = options.Value;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ILogger _logger = logger;
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly ConcurrentDictionary<long, RunUnderWay> _running = [];
    private readonly ConcurrentDictionary<long, DateTimeOffset> _resting = [];
    private readonly Waiting _due = new();
    private readonly Waiting _history = new();

    /// <summary>What is under way here.</summary>
    public IReadOnlyCollection<Task> Running => [.. _running.Values.Select(running => running.Task)];

    /// <summary>Where whoever moves the clock has to stop next; null when nothing is connected.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken)
    {
        var soon = _timeProvider.GetUtcNow() + Together;
        return await _leases.NextAsync(cancellationToken) is not { } next || next >= CollectTimes.Never ? null : next < soon ? soon : next;
    }

    /// <summary>Starts as much of what is due as there are places for; the end of a run wakes the collector for the rest.</summary>
    /// <returns>How many runs were started.</returns>
    public Task<int> StartDueAsync(CancellationToken cancellationToken) => StartDueAsync(_timeProvider.GetUtcNow(), cancellationToken);

    /// <summary>Collects everything that is due by the clock of now, and waits for the end of it; what comes due meanwhile is left to the next time.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        while (await StartDueAsync(now, cancellationToken) > 0 || !_running.IsEmpty)
        {
            if (Running is { Count: > 0 } running)
                await Task.WhenAny(running);
        }
    }

    /// <summary>Waits for the end of what is under way and starts nothing more until the answer is disposed: for whoever moves the clock, so that no call on its way finds itself hours older.</summary>
    public async Task<IDisposable> HoldAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        await Task.WhenAll(Running);
        return new Held(_oneAtATime);
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<int> StartDueAsync(DateTimeOffset by, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var started = await FillAsync(_due, by, history: false, cancellationToken);
            return _due.Accounts.Count == 0 ? started + await FillAsync(_history, by, history: true, cancellationToken) : started;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<int> FillAsync(Waiting waiting, DateTimeOffset by, bool history, CancellationToken cancellationToken)
    {
        await LookAsync(waiting, by, history, cancellationToken);
        var started = 0;
        for (var at = 0; at < waiting.Accounts.Count && _running.Count < _options.AtOnce;)
        {
            var due = waiting.Accounts[at];
            if (!HasPlace(due.Network, history))
            {
                at++;
                continue;
            }

            waiting.Accounts.RemoveAt(at);
            if (_running.ContainsKey(due.AccountId))
                continue;
            Start(due, history, cancellationToken);
            started++;
        }

        return started;
    }

    private async Task LookAsync(Waiting waiting, DateTimeOffset by, bool history, CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        if (waiting.Accounts.Count > 0 && now - waiting.LookedAt is var age && age >= TimeSpan.Zero && age < LookEvery)
            return;
        var due = await _leases.DueAsync(history, cancellationToken);
        waiting.Accounts.Clear();
        waiting.Accounts.AddRange(due.Where(one => one.DueAt <= UnixMicros.Of(by) && _sources.IsOn(one.Network) && _circuits.Allowed(one.Network) != 0 && !IsResting(one.AccountId, now)));
        waiting.LookedAt = now;
    }

    private bool IsResting(long accountId, DateTimeOffset now) => _resting.TryGetValue(accountId, out var until) && until > now && until <= now + Rest;

    private bool HasPlace(string network, bool history)
    {
        var running = _running.Values.ToList();
        var ofNetwork = running.Count(one => one.Network == network);
        return ofNetwork < Math.Min(_options.OfOneNetwork, _circuits.Allowed(network) ?? int.MaxValue) && (!history || running.Count(one => one.IsHistory) < _options.OfHistory);
    }

    private void Start(DueAccount due, bool history, CancellationToken cancellationToken)
    {
        // It is known before it runs, so that its end cannot come first.
        var begin = new TaskCompletionSource();
        _running[due.AccountId] = new RunUnderWay(due.Network, history, RunAsync(begin.Task, due, history, cancellationToken));
        begin.SetResult();
    }

    private async Task RunAsync(Task begin, DueAccount due, bool history, CancellationToken cancellationToken)
    {
        await begin;
        try
        {
            await (history ? _runner.RunHistoryAsync(due.AccountId, cancellationToken) : _runner.RunAsync(due.AccountId, cancellationToken));
            _resting.TryRemove(due.AccountId, out _);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The end of the program; the next one goes on behind the last stored page.
        }
        catch (Exception exception)
        {
            _resting[due.AccountId] = _timeProvider.GetUtcNow() + Rest;
            LogFailed(exception, due.Network, due.AccountId);
        }
        finally
        {
            _running.TryRemove(due.AccountId, out _);
            _wakes.Wake();
        }
    }

    [LoggerMessage(LogLevel.Error, "{Network} account {AccountId} could not be collected; trying again")]
    private partial void LogFailed(Exception exception, string network, long accountId);

    private sealed class Held(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }

    private sealed record RunUnderWay(string Network, bool IsHistory, Task Task);

    /// <summary>Accounts that were found to be due and wait for a place.</summary>
    private sealed class Waiting
    {
        public List<DueAccount> Accounts { get; } = [];

        public DateTimeOffset LookedAt { get; set; }
    }
}

using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>
/// Brings the outbox to Telegram. One loop decides and writes down: every round is one durable transaction that marks what ended and claims
/// what comes next; only then do the claimed messages go on the wire, one per chat and a few at a time.
/// </summary>
internal sealed partial class Sender(
    Outbox outbox,
    Database database,
    DeliveryRound round,
    Recovery recovery,
    Wire wire,
    ServerGate gate,
    DeliveryMetrics metrics,
    IOptions<DeliveryOptions> options,
    TimeProvider timeProvider,
    ILogger<Sender> logger) : BackgroundService
{
    private static readonly TimeSpan SafetyPoll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(1);

    private readonly Outbox _outbox = outbox;
    private readonly Database _database = database;
    private readonly DeliveryRound _round = round;
    private readonly Recovery _recovery = recovery;
    private readonly Wire _wire = wire;
    private readonly ServerGate _gate = gate;
    private readonly DeliveryMetrics _metrics = metrics;
    private readonly DeliveryOptions _options = options.Value;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ILogger _logger = logger;
    private readonly ChatQueue _queue = new();
    private readonly RefusalStorm _storm = new();
    private readonly List<Attempted> _unwritten = [];
    private readonly HashSet<PayloadType> _missingMethods = [];
    private long _nothingBefore;
    private long _nextPoll;
    private long _idleUntil;
    private bool _scan = true;

    /// <summary>When the next thing is due that no signal announces; null while something is being done. For clocks that are moved.</summary>
    public DateTimeOffset? IdleUntil => Volatile.Read(ref _idleUntil) is var micros and > 0 && _wire.IsQuiet ? UnixMicros.ToInstant(micros) : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host starts its services one after another: none of them waits for this one.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await StepAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Whether a commit that was cut off had happened is not known: claims of it are released before anything else.
                _wire.Doubt();
                LogFailed(e);
                await Task.Delay(FailurePause, _timeProvider, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await DrainAsync();
    }

    private async Task StepAsync(CancellationToken stoppingToken)
    {
        if (Now() >= _nextPoll || _wire.IsInDoubt)
            await PollAsync();
        Collect();
        if (_unwritten.Count > 0 || _scan || (CanClaim() && _queue.IsDue(Now())))
            await RoundAsync(CanClaim() ? _wire.TakePlaces() : 0);
        await WaitAsync(stoppingToken);
    }

    private bool CanClaim() => _gate.IsOpen && _wire.HasPlace && Now() >= _nothingBefore;

    /// <summary>What no signal tells: other instances that died, rows another program wrote.</summary>
    private async Task PollAsync()
    {
        var now = Now();
        var (doubts, isInDoubt) = (_wire.Doubts, _wire.IsInDoubt);
        var (lost, depth) = await _database.WriteAsync(
            async (connection, transaction) =>
            {
                var (messages, chats) = _wire.Known;
                if (isInDoubt)
                    await _recovery.ReleaseUnknownClaimsAsync(connection, transaction, [.. messages, .. _unwritten.Select(ended => ended.Claim.Row.Id)], chats, CancellationToken.None);
                await _recovery.BeatAsync(connection, transaction, now, CancellationToken.None);
                var states = await _recovery.DecideLostAsync(connection, transaction, now, CancellationToken.None);
                return (states, await OutboxStore.DepthAsync(connection, transaction, CancellationToken.None));
            },
            CancellationToken.None);
        foreach (var state in lost)
            _metrics.Recovered(state);
        if (lost.Count > 0)
            LogRecovered(lost.Count);
        _metrics.Depth(depth);
        _wire.Decided(doubts);
        _nextPoll = now + (long)SafetyPoll.TotalMicroseconds;
        LookAtAll();
    }

    private void LookAtAll()
    {
        _queue.Forget();
        _scan = true;
    }

    private void Collect()
    {
        while (_wire.Ended.TryRead(out var ended))
        {
            _unwritten.Add(ended);
            _storm.Add(ended);
            _gate.Watch(ended.Outcome, _wire.Aborted);
            _wire.End(ended);
            _queue.End(ended.Claim.Row.ChatId, Now());
            if (ended.Outcome is SendOutcome.Rejected { Rejection: Rejection.ChatMoved or Rejection.ChatGone })
                LookAtAll();
        }

        while (_outbox.Wakes.TryRead(out _))
            _scan = true;
    }

    /// <param name="places">Places on the wire that were taken for what is claimed.</param>
    private async Task RoundAsync(int places)
    {
        var begun = 0;
        try
        {
            var now = Now();
            var plan = NewPlan(now, places);
            var result = await _database.WriteAsync((connection, transaction) => _round.RunAsync(connection, transaction, plan, CancellationToken.None), CancellationToken.None);
            _scan = false;
            _unwritten.Clear();
            Report(plan.Ended, result.States);
            foreach (var chat in result.Fresh)
                _queue.Add(chat, now);
            _nothingBefore = result.NothingBefore ?? 0;
            foreach (var (chatId, turn) in result.Turns)
            {
                _queue.LookAgain(chatId, turn);
                if (turn.Claim is not { } claim)
                    continue;
                _queue.Begin(chatId);
                _wire.Begin(claim);
                begun++;
            }
        }
        finally
        {
            _wire.GiveBack(places - begun);
            _wire.HasBacklog = Now() < _nothingBefore || _queue.IsDue(Now());
        }
    }

    private RoundPlan NewPlan(long now, int places) => new()
    {
        Now = now,
        Ended = [.. _unwritten],
        DueAnswers = [.. _queue.Due(now, answers: true, DeliveryRound.MostLooks)],
        DueOthers = [.. _queue.Due(now, answers: false, DeliveryRound.MostLooks)],
        Busy = _queue.Busy,
        Slots = places,
        ScanAfter = _scan ? Math.Max(0, _queue.LastId - Overlap()) : null,
        SilentUntil = _storm.SilentUntil(now),
    };

    /// <summary>On PostgreSQL rows become visible in another order than their ids.</summary>
    private int Overlap() => _database.Dialect == Dialect.Postgres ? 200 : 0;

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        if (_wire.Ended.TryPeek(out _) || _outbox.Wakes.TryPeek(out _) || _wire.IsInDoubt)
            return;
        var next = _gate.IsOpen && _wire.HasPlace && _queue.NextAt() is { } due ? Math.Max(due, _nothingBefore) : long.MaxValue;
        var pause = TimeSpan.FromMicroseconds(Math.Min(next, _nextPoll) - Now());
        if (pause <= TimeSpan.Zero)
            return;
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var signal = Task.WhenAny(
            _wire.Ended.WaitToReadAsync(woken.Token).AsTask(),
            _outbox.Wakes.WaitToReadAsync(woken.Token).AsTask(),
            Task.Delay(pause, _timeProvider, woken.Token));
        // Told only when the timer runs: who moves the clock then cannot outrun it.
        Volatile.Write(ref _idleUntil, _wire.IsQuiet && _gate.IsOpen ? Math.Min(next, _nextPoll) : 0);
        await signal;
        Volatile.Write(ref _idleUntil, 0);
        await woken.CancelAsync();
    }

    private async Task DrainAsync()
    {
        await _wire.DrainAsync(_options.Drain);
        Collect();
        try
        {
            await RoundAsync(places: 0);
            await _database.WriteAsync((connection, transaction) => _recovery.LeaveAsync(connection, transaction, CancellationToken.None), CancellationToken.None);
        }
        catch (Exception e)
        {
            LogFailed(e);
        }
    }

    private void Report(IReadOnlyList<Attempted> ended, IReadOnlyList<OutboxState?> states)
    {
        foreach (var (attempted, state) in ended.Zip(states))
        {
            if (state is not { } known)
                continue;
            _metrics.Ended(attempted, known);
            if (attempted.Outcome is SendOutcome.Rejected { Rejection: Rejection.NoMethod } missing && _missingMethods.Add(attempted.Claim.Payload.Type))
                LogMissing(attempted.Claim.Payload.Type, missing.Detail);
            else if (attempted.Outcome is not SendOutcome.Sent)
                LogEnded(attempted.Claim.Row.Id, attempted.Claim.Attempt, known, attempted.Outcome);
        }
    }

    private long Now() => UnixMicros.Of(_timeProvider.GetUtcNow());

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of sending failed; it is tried again. Nothing is lost.")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} messages were on the wire when their sender ended: their outcome is unknown")]
    private partial void LogRecovered(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The Bot API server does not know the method for {Type} ({Detail}): the text is sent instead")]
    private partial void LogMissing(PayloadType type, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Id}, attempt {Attempt}: {State} after {Outcome}")]
    private partial void LogEnded(long id, long attempt, OutboxState state, SendOutcome outcome);
}

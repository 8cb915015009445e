using System.Threading.Channels;
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
    TelegramApi api,
    ChatLife chatLife,
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
    private readonly TelegramApi _api = api;
    private readonly ChatLife _chatLife = chatLife;
    private readonly ServerGate _gate = gate;
    private readonly DeliveryMetrics _metrics = metrics;
    private readonly DeliveryOptions _options = options.Value;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ILogger _logger = logger;
    private readonly string _owner = Guid.NewGuid().ToString("N");
    private readonly ChatQueue _queue = new();
    private readonly RefusalStorm _storm = new();
    private readonly Channel<Attempted> _ended = Channel.CreateUnbounded<Attempted>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<Attempted> _unwritten = [];
    private readonly Dictionary<long, Task> _onTheWire = [];
    private readonly HashSet<PayloadType> _missingMethods = [];

    // Not disposed: a host that is disposed without being stopped does not wait for the drain, which still needs it.
    private readonly CancellationTokenSource _abort = new();
    private long _nothingBefore;
    private long _nextPoll;
    private long _idleUntil;
    private bool _scan = true;
    private bool _isUncertain;

    /// <summary>When the next thing is due that no signal announces; null while something is being done. For clocks that are moved.</summary>
    public DateTimeOffset? IdleUntil => Volatile.Read(ref _idleUntil) is var micros and > 0 ? UnixMicros.ToInstant(micros) : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host starts its services one after another: none of them waits for this one.
        await Task.Yield();
        var pacing = new Pacing(_options, _database.Dialect);
        var attempts = new AttemptJournal(_options, pacing, _chatLife);
        var recovery = new Recovery(attempts, _database.Dialect, _owner);
        var round = new DeliveryRound(attempts, new ClaimJournal(pacing, _owner), pacing);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await StepAsync(round, recovery, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Whether a commit that was cut off had happened is not known: claims of it are released before anything else.
                _isUncertain = true;
                LogFailed(e);
                await Task.Delay(FailurePause, _timeProvider, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await DrainAsync(round, recovery);
    }

    private async Task StepAsync(DeliveryRound round, Recovery recovery, CancellationToken stoppingToken)
    {
        if (Now() >= _nextPoll)
            await PollAsync(recovery);
        Collect();
        if (_unwritten.Count > 0 || _scan || (CanClaim() && _queue.IsDue(Now())))
            await RoundAsync(round, CanClaim() ? _options.Concurrency - _queue.Busy.Count : 0);
        await WaitAsync(stoppingToken);
    }

    private bool CanClaim() => _gate.IsOpen && _queue.Busy.Count < _options.Concurrency && Now() >= _nothingBefore;

    /// <summary>What no signal tells: other instances that died, rows another program wrote.</summary>
    private async Task PollAsync(Recovery recovery)
    {
        var now = Now();
        var onTheWire = _onTheWire.Keys.Concat(_unwritten.Select(ended => ended.Claim.Row.Id)).ToArray();
        var (lost, depth) = await _database.WriteAsync(
            async (connection, transaction) =>
            {
                if (_isUncertain)
                    await recovery.ReleaseUnknownClaimsAsync(connection, transaction, onTheWire, CancellationToken.None);
                await recovery.BeatAsync(connection, transaction, now, CancellationToken.None);
                var states = await recovery.DecideLostAsync(connection, transaction, now, CancellationToken.None);
                return (states, await OutboxStore.DepthAsync(connection, transaction, CancellationToken.None));
            },
            CancellationToken.None);
        foreach (var state in lost)
            _metrics.Recovered(state);
        if (lost.Count > 0)
            LogRecovered(lost.Count);
        _metrics.Depth(depth);
        _isUncertain = false;
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
        while (_ended.Reader.TryRead(out var ended))
        {
            _unwritten.Add(ended);
            _storm.Add(ended);
            _gate.Watch(ended.Outcome, _abort.Token);
            _onTheWire.Remove(ended.Claim.Row.Id);
            _queue.End(ended.Claim.Row.ChatId, Now());
            if (ended.Outcome is SendOutcome.Rejected { Rejection: Rejection.ChatMoved or Rejection.ChatGone })
                LookAtAll();
        }

        while (_outbox.Wakes.TryRead(out _))
            _scan = true;
    }

    private async Task RoundAsync(DeliveryRound round, int slots)
    {
        var now = Now();
        var plan = new RoundPlan
        {
            Now = now,
            Ended = [.. _unwritten],
            DueAnswers = [.. _queue.Due(now, answers: true)],
            DueOthers = [.. _queue.Due(now, answers: false)],
            Busy = _queue.Busy,
            Slots = slots,
            ScanAfter = _scan ? Math.Max(0, _queue.LastId - Overlap()) : null,
            SilentUntil = _storm.SilentUntil(now),
        };
        var result = await _database.WriteAsync((connection, transaction) => round.RunAsync(connection, transaction, plan, CancellationToken.None), CancellationToken.None);
        _scan = false;
        _unwritten.Clear();
        Report(plan.Ended, result.States);
        foreach (var chat in result.Fresh)
            _queue.Add(chat, now);
        _nothingBefore = result.NothingBefore ?? 0;
        foreach (var (chatId, turn) in result.Turns)
        {
            _queue.LookAgain(chatId, turn);
            if (turn.Claim is { } claim)
                Begin(claim);
        }
    }

    /// <summary>On PostgreSQL rows become visible in another order than their ids.</summary>
    private int Overlap() => _database.Dialect == Dialect.Postgres ? 200 : 0;

    private void Begin(Claim claim)
    {
        _queue.Begin(claim.Row.ChatId);
        _onTheWire[claim.Row.Id] = SendAsync(claim);
    }

    private async Task SendAsync(Claim claim)
    {
        var outcome = await _api.SendAsync(claim.Row.ChatId, (int?)claim.Row.ThreadId, claim.Payload, claim.File, _abort.Token);
        await _ended.Writer.WriteAsync(new Attempted(claim, outcome, Now()), CancellationToken.None);
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        if (_ended.Reader.TryPeek(out _) || _outbox.Wakes.TryPeek(out _))
            return;
        var next = _gate.IsOpen && _queue.Busy.Count < _options.Concurrency && _queue.NextAt() is { } due ? Math.Max(due, _nothingBefore) : long.MaxValue;
        var pause = TimeSpan.FromMicroseconds(Math.Min(next, _nextPoll) - Now());
        if (pause <= TimeSpan.Zero)
            return;
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var signal = Task.WhenAny(
            _ended.Reader.WaitToReadAsync(woken.Token).AsTask(),
            _outbox.Wakes.WaitToReadAsync(woken.Token).AsTask(),
            Task.Delay(pause, _timeProvider, woken.Token));
        // Told only when the timer runs: who moves the clock then cannot outrun it.
        Volatile.Write(ref _idleUntil, _onTheWire.Count == 0 && _gate.IsOpen ? Math.Min(next, _nextPoll) : 0);
        await signal;
        Volatile.Write(ref _idleUntil, 0);
        await woken.CancelAsync();
    }

    /// <summary>What is on the wire gets its time to be answered; what is not answered then has an unknown outcome, and is written down as such.</summary>
    private async Task DrainAsync(DeliveryRound round, Recovery recovery)
    {
        var answers = Task.WhenAll(_onTheWire.Values);
        await Task.WhenAny(answers, Task.Delay(_options.Drain, _timeProvider, CancellationToken.None));
        await _abort.CancelAsync();
        await answers;
        Collect();
        try
        {
            await RoundAsync(round, slots: 0);
            await _database.WriteAsync((connection, transaction) => recovery.LeaveAsync(connection, transaction, CancellationToken.None), CancellationToken.None);
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

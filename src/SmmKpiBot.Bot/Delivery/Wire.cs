using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>
/// What is on the wire, and the places for it. A claim needs a place before its transaction begins, whoever makes it: so there are never more
/// messages on the wire than promised, and no claim of this instance is taken for a lost one.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A host that is disposed without being stopped does not wait for the drain, which still needs the source.")]
internal sealed class Wire(TelegramApi api, IOptions<DeliveryOptions> options, TimeProvider timeProvider)
{
    private readonly TelegramApi _api = api;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly int _places = options.Value.Concurrency;
    private readonly Channel<Attempted> _ended = Channel.CreateUnbounded<Attempted>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock _lock = new();
    private readonly Dictionary<long, Task> _sending = [];
    private readonly Dictionary<long, TaskCompletionSource> _held = [];

    private readonly CancellationTokenSource _abort = new();
    private volatile bool _hasBacklog;
    private int _taken;
    private int _doubts = 1;
    private int _settledDoubts;
    private bool _isClosed;

    /// <summary>The name of this instance in its claims.</summary>
    public string Owner { get; } = Guid.NewGuid().ToString("N");

    public ChannelReader<Attempted> Ended => _ended.Reader;

    public CancellationToken Aborted => _abort.Token;

    public bool HasPlace => Locked(() => _taken < _places);

    public bool IsQuiet => Locked(() => _taken == 0);

    /// <summary>Messages wait for their turn: nobody passes them by the short way, so that the sender keeps the share of each kind.</summary>
    public bool HasBacklog
    {
        get => _hasBacklog;
        set => _hasBacklog = value;
    }

    /// <summary>How often it became unknown whether a claim is stored.</summary>
    public int Doubts => Locked(() => _doubts);

    public bool IsInDoubt => Locked(() => _doubts != _settledDoubts);

    /// <summary>Messages on the wire, and chats of which a message is being claimed for it.</summary>
    public (long[] Messages, long[] Chats) Known => Locked(() => (_sending.Keys.ToArray(), _held.Keys.ToArray()));

    /// <summary>Takes all places that are free.</summary>
    public int TakePlaces() => Locked(() =>
    {
        var free = _places - _taken;
        _taken = _places;
        return free;
    });

    public void GiveBack(int places) => Locked(() => _taken -= places);

    /// <summary>Takes a place for a message of a chat whose claim is yet to be stored. Refused while the sender does not run, is in doubt or has a backlog.</summary>
    public bool TryHold(long chatId) => Locked(() =>
    {
        if (_isClosed || _hasBacklog || _doubts != _settledDoubts || _taken >= _places || !_held.TryAdd(chatId, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)))
            return false;
        _taken++;
        return true;
    });

    /// <summary>The held claim is stored and goes on the wire; null: nothing was claimed.</summary>
    public void Settle(long chatId, Claim? claim) => Locked(() =>
    {
        if (claim is null)
            _taken--;
        else
            Begin(claim);
        if (_held.Remove(chatId, out var held))
            held.SetResult();
    });

    /// <summary>Whether the held claim is stored is not known; nothing of it goes on the wire.</summary>
    public void Doubt(long chatId) => Locked(() =>
    {
        _doubts++;
        Settle(chatId, null);
    });

    public void Doubt() => Locked(() => _doubts++);

    /// <summary>What was doubtful up to then is decided.</summary>
    public void Decided(int doubts) => Locked(() => _settledDoubts = doubts);

    /// <summary>Sends a stored claim at the place taken for it, beside whoever claims the next ones meanwhile.</summary>
    public void Begin(Claim claim) => Locked(() => _sending[claim.Row.Id] = Task.Run(() => SendAsync(claim)));

    /// <summary>The end of a message was taken note of: its place is free.</summary>
    public void End(Attempted ended) => Locked(() =>
    {
        _sending.Remove(ended.Claim.Row.Id);
        _taken--;
    });

    /// <summary>What is on the wire gets its time to be answered; what is not answered then has an unknown outcome.</summary>
    public async Task DrainAsync(TimeSpan patience)
    {
        Locked(() => _isClosed = true);
        await Task.WhenAny(AllAsync(), Task.Delay(patience, _timeProvider, CancellationToken.None));
        await _abort.CancelAsync();
        await Task.WhenAll(Locked(() => _sending.Values.ToArray()));
    }

    private async Task AllAsync()
    {
        await Task.WhenAll(Locked(() => _held.Values.Select(held => held.Task).ToArray()));
        await Task.WhenAll(Locked(() => _sending.Values.ToArray()));
    }

    private async Task SendAsync(Claim claim)
    {
        var outcome = await _api.SendAsync(claim.To, claim.Payload, claim.File, _abort.Token);
        await _ended.Writer.WriteAsync(new Attempted(claim, outcome, UnixMicros.Of(_timeProvider.GetUtcNow())), CancellationToken.None);
    }

    private void Locked(Action action)
    {
        lock (_lock)
            action();
    }

    private T Locked<T>(Func<T> function)
    {
        lock (_lock)
            return function();
    }
}

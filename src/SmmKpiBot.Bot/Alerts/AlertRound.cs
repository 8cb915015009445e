using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>
/// One look at everything that is watched. Running it at any time, any number of times, on any number of machines tells nobody anything twice and forgets
/// nothing: a state is only written over the one it was made of, together with what happened and what chats are told of it.
/// </summary>
internal sealed partial class AlertRound(
    ClientStore clients,
    AlertRuleStore rules,
    ClientWatch watch,
    AccountHealthBook health,
    PlatformWatch platforms,
    LedgerWriter writer,
    AlertTelling telling,
    Heartbeat heartbeat,
    TimeProvider timeProvider,
    ILogger<AlertRound> logger) : ITimedWork, IDisposable
{
    /// <summary>So many changed rows are written in one transaction.</summary>
    private const int RowsAtOnce = 2000;

    private readonly ClientStore _clients = clients;
    private readonly AlertRuleStore _rules = rules;
    private readonly ClientWatch _watch = watch;
    private readonly AccountHealthBook _health = health;
    private readonly PlatformWatch _platforms = platforms;
    private readonly LedgerWriter _writer = writer;
    private readonly AlertTelling _telling = telling;
    private readonly Heartbeat _heartbeat = heartbeat;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ILogger _logger = logger;
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly Dictionary<long, KnownClient> _known = [];
    private (long Rows, long Versions) _reported;
    private DateTimeOffset? _tellAt;

    /// <summary>The earliest instant at which the clock alone changes an alert or makes something to tell. Known once the round ran.</summary>
    public Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken)
    {
        lock (_known)
        {
            DateTimeOffset? next = _known.Count == 0 ? null : _known.Values.Min(known => known.NextAt);
            return Task.FromResult(_tellAt < next || next is null ? _tellAt : next);
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            await _heartbeat.ReportGapAsync(cancellationToken);
            await EvaluateAsync(cancellationToken);
            _tellAt = await _telling.TellAsync(cancellationToken);
            await _heartbeat.BeatAsync(cancellationToken);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task EvaluateAsync(CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        var book = await _rules.ReadAsync(cancellationToken);
        ReportUnreadable(book);
        var all = await _clients.ListAsync(cancellationToken);
        Forget(all);
        var health = await _health.ReadAsync(cancellationToken);
        AlertLedger ledger = new();
        List<(long Client, KnownClient Known)> evaluated = [];
        foreach (var client in all.Where(client => !IsKnown(client, book, health[client.Id], now)))
        {
            await GuardedAsync(client.Id, async () => evaluated.Add((client.Id, await _watch.EvaluateAsync(client, book, health[client.Id], ledger, cancellationToken))), cancellationToken);
            if (ledger.Rows >= RowsAtOnce)
            {
                await WriteAsync(ledger, evaluated, cancellationToken);
                ledger = new();
                evaluated = [];
            }
        }

        await WriteAsync(ledger, evaluated, cancellationToken);
        ledger = new();
        await _platforms.EvaluateAsync(book, health, ledger, cancellationToken);
        await WriteAsync(ledger, [], cancellationToken);
    }

    private async Task WriteAsync(AlertLedger ledger, List<(long Client, KnownClient Known)> evaluated, CancellationToken cancellationToken)
    {
        if (!ledger.IsEmpty)
        {
            if (!await _writer.WriteAsync(ledger, cancellationToken))
            {
                LogStale(ledger.Rows);
                return;
            }

            LogWritten(evaluated.Count, ledger.Rows, ledger.Events.Count);
        }

        lock (_known)
        {
            foreach (var (client, known) in evaluated)
                _known[client] = known;
        }
    }

    private bool IsKnown(Client client, RuleBook book, IEnumerable<AccountHealth> health, DateTimeOffset now)
    {
        lock (_known)
            return _known.TryGetValue(client.Id, out var known) && known.Holds(client, book.Stamp, health, now);
    }

    /// <summary>Once for every change of the rules, not in every round.</summary>
    private void ReportUnreadable(RuleBook book)
    {
        if (book.Stamp == _reported)
            return;
        _reported = book.Stamp;
        foreach (var unreadable in book.Unreadable)
            LogUnreadable(unreadable);
    }

    private void Forget(IReadOnlyList<Client> all)
    {
        lock (_known)
        {
            foreach (var gone in _known.Keys.Except(all.Select(client => client.Id)).ToList())
                _known.Remove(gone);
        }
    }

    /// <summary>One client's trouble holds up no other; it is looked at again in the next round.</summary>
    private async Task GuardedAsync(long clientId, Func<Task> act, CancellationToken cancellationToken)
    {
        try
        {
            await act();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(exception, clientId);

            // What was known of it would call for another look at once, for ever.
            lock (_known)
                _known.Remove(clientId);
        }
    }

    [LoggerMessage(LogLevel.Information, "Alerts of {Clients} clients: {Rows} rows changed, {Events} events")]
    private partial void LogWritten(int clients, int rows, int events);

    [LoggerMessage(LogLevel.Information, "Another instance changed alerts meanwhile; {Rows} rows are made anew")]
    private partial void LogStale(int rows);

    [LoggerMessage(LogLevel.Error, "{Unreadable}")]
    private partial void LogUnreadable(UnreadableRule unreadable);

    [LoggerMessage(LogLevel.Error, "The rules of client {ClientId} could not be evaluated; trying again")]
    private partial void LogFailed(Exception exception, long clientId);
}

using System.Data.Common;
using System.Text.Json;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Security;
using Telegram.Bot.Types;

namespace SmmKpiBot.Bot.Telegram.Updates;

/// <summary>Handles stored updates: those of one chat in order, a few chats at a time.</summary>
internal sealed partial class UpdateWorker(
    BotCalls bot, UpdateInbox inbox, Router router, Listener listener, Database database, Outbox outbox, ReplyLine replies, TimeProvider timeProvider, ILogger<UpdateWorker> logger)
    : BackgroundService
{
    /// <summary>They mostly wait for the one writer, which takes all that wait in one commit: the more, the fewer commits.</summary>
    private const int ChatsAtATime = 16;
    private const int Heads = 32;

    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    private readonly BotCalls _bot = bot;
    private readonly UpdateInbox _inbox = inbox;
    private readonly Router _router = router;
    private readonly Listener _listener = listener;
    private readonly Database _database = database;
    private readonly Outbox _outbox = outbox;
    private readonly ReplyLine _replies = replies;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ILogger<UpdateWorker> _logger = logger;
    private readonly Dictionary<long, Task> _running = [];
    private DateTimeOffset _unlockAt = DateTimeOffset.MinValue;

    /// <summary>Why an update could not be handled.</summary>
    private enum Fault
    {
        Handling,

        /// <summary>Its body is no update and will not become one.</summary>
        Unreadable,

        /// <summary>Its keys are not here: another instance may have them, or somebody puts them back.</summary>
        Locked,
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await UnlockAsync(stoppingToken);
                var rest = await StartDueAsync(stoppingToken);
                await RestAsync(rest, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogStoreFailed(e);
                await Task.Delay(TimeSpan.FromSeconds(1), _timeProvider, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        await Task.WhenAll(_running.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Keys that are back bring what waits for them.</summary>
    private async Task UnlockAsync(CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        if (now < _unlockAt)
            return;

        _unlockAt = now + LongestRest;
        if (await _inbox.UnlockAsync(_bot.BotId, cancellationToken) is > 0 and var count)
            LogUnlocked(count);
    }

    /// <summary>Starts what is due and not in work; returns how long nothing else will be.</summary>
    private async Task<TimeSpan> StartDueAsync(CancellationToken cancellationToken)
    {
        foreach (var lane in _running.Where(pair => pair.Value.IsCompleted).Select(pair => pair.Key).ToList())
        {
            _running.Remove(lane);
        }

        var now = UnixMicros.Of(_timeProvider.GetUtcNow());
        var rest = LongestRest;
        foreach (var update in await _inbox.HeadsAsync(_bot.BotId, Heads, cancellationToken))
        {
            if (_running.ContainsKey(update.Lane))
            {
                continue;
            }

            if (update.NotBefore > now)
            {
                var wait = TimeSpan.FromMicroseconds(update.NotBefore - now);
                rest = wait < rest ? wait : rest;
            }
            else if (_running.Count < ChatsAtATime)
            {
                _running[update.Lane] = Task.Run(() => HandleAsync(update, cancellationToken), cancellationToken);
            }
        }

        return rest;
    }

    private async Task RestAsync(TimeSpan rest, CancellationToken cancellationToken)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wake = _inbox.Wakes.WaitToReadAsync(done.Token).AsTask();
        var pause = Task.Delay(rest, _timeProvider, done.Token);
        await Task.WhenAny([wake, pause, .. _running.Values]);
        await done.CancelAsync();
        _inbox.Wakes.TryRead(out _);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task HandleAsync(WaitingUpdate update, CancellationToken cancellationToken)
    {
        if (await ReadAsync(update, cancellationToken) is not { } content)
        {
            return;
        }

        try
        {
            var incoming = IncomingReader.Of(content) is { } read ? read with { ReceivedAt = UnixMicros.ToInstant(update.ReceivedAt) } : null;
            var answer = incoming is null ? new Answer() : await _router.AnswerAsync(incoming, cancellationToken);
            await _listener.HearAsync(content, answer, cancellationToken);
            await CommitAsync(update, answer, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            await FailAsync(update, e, Fault.Handling, cancellationToken);
        }
    }

    /// <summary>Null where the body is no update, or cannot be opened.</summary>
    private async Task<Update?> ReadAsync(WaitingUpdate update, CancellationToken cancellationToken)
    {
        try
        {
            return IncomingReader.Parse(_inbox.BodyOf(_bot.BotId, update));
        }
        catch (Exception exception) when (exception is JsonException or KeyFileException)
        {
            await FailAsync(update, exception, exception is JsonException ? Fault.Unreadable : Fault.Locked, cancellationToken);
            return null;
        }
    }

    private async Task CommitAsync(WaitingUpdate update, Answer answer, CancellationToken cancellationToken)
    {
        var isOurs = await _replies.WriteAsync(
            update.Lane, (connection, transaction, claim) => WriteAsync(connection, transaction, update, answer, claim, cancellationToken), cancellationToken);
        if (isOurs)
        {
            await answer.AfterCommitAsync(cancellationToken);
        }
    }

    private async Task<bool> WriteAsync(DbConnection connection, DbTransaction transaction, WaitingUpdate update, Answer answer, Func<Task> claim, CancellationToken cancellationToken)
    {
        if (!await UpdateInbox.FinishAsync(connection, transaction, update.Id))
        {
            return false;
        }

        var messages = await answer.WriteAsync(connection, transaction);
        foreach (var message in messages)
        {
            await _outbox.EnqueueAsync(connection, transaction, message, cancellationToken);
        }

        // Of others' messages the sender must be told, and it looks at everything then.
        if (messages.Count > 0 && messages.All(message => message.ChatId == update.Lane && message.Kind == OutboxKind.Reply))
        {
            await claim();
        }

        return true;
    }

    private async Task FailAsync(WaitingUpdate update, Exception error, Fault fault, CancellationToken cancellationToken)
    {
        var tries = update.Tries + 1;
        try
        {
            if (tries < UpdateInbox.Tries && fault != Fault.Unreadable)
            {
                LogTryFailed(update.UpdateId, tries, error);
                await _inbox.PostponeAsync(update.Id, TimeSpan.FromSeconds(tries), cancellationToken);
                return;
            }

            if (fault == Fault.Locked)
            {
                LogLocked(update.UpdateId, error.Message);
                await _inbox.LockAsync(update.Id, cancellationToken);
                return;
            }

            LogParked(update.UpdateId, tries, error.GetType().Name);
            await ParkAsync(update, fault == Fault.Unreadable, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The store itself fails: the update stays and comes again.
            LogStoreFailed(e);
            await Task.Delay(TimeSpan.FromSeconds(1), _timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ParkAsync(WaitingUpdate update, bool isUnreadable, CancellationToken cancellationToken)
    {
        var apology = isUnreadable ? null : await ApologyAsync(update, cancellationToken);
        await _database.WriteAsync(
            async (connection, transaction) =>
            {
                if (await UpdateInbox.ParkAsync(connection, transaction, update.Id) && apology is not null)
                {
                    await _outbox.EnqueueAsync(connection, transaction, apology, cancellationToken);
                }
            },
            cancellationToken);
        _outbox.Wake();
    }

    /// <summary>Null where even that fails: an update must not wait for ever for its apology.</summary>
    private async Task<OutboxMessage?> ApologyAsync(WaitingUpdate update, CancellationToken cancellationToken)
    {
        try
        {
            return await _router.ApologyAsync(IncomingReader.Read(_inbox.BodyOf(_bot.BotId, update)), cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogStoreFailed(e);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Handling update {UpdateId} failed, try {Tries}")]
    private partial void LogTryFailed(long updateId, long tries, Exception error);

    [LoggerMessage(LogLevel.Error, "Update {UpdateId} was given up after try {Tries} ({Error}); its texts are removed")]
    private partial void LogParked(long updateId, long tries, string error);

    [LoggerMessage(LogLevel.Error, "Update {UpdateId} waits for its keys, for 48 hours at most: {Reason}")]
    private partial void LogLocked(long updateId, string reason);

    [LoggerMessage(LogLevel.Information, "{Count} updates whose keys are back are handled")]
    private partial void LogUnlocked(int count);

    [LoggerMessage(LogLevel.Error, "The store of updates failed; trying again")]
    private partial void LogStoreFailed(Exception error);
}

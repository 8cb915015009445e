using System.Data.Common;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.Schedule;

/// <summary>
/// Looks what is due and acts on it. Running it at any time, any number of times, on any number of machines gives each chat each digest once:
/// the decision and its message are one transaction under a unique key. The scheduler only wakes it.
/// </summary>
internal sealed partial class DigestRound(
    DigestBook book,
    ChatStore chats,
    DigestPost post,
    StaffNotices notices,
    Outbox outbox,
    Database database,
    IOptions<ScheduleOptions> options,
    TimeProvider timeProvider,
    ILogger<DigestRound> logger) : IDisposable
{
    private readonly DigestBook _book = book;
    private readonly ChatStore _chats = chats;
    private readonly DigestPost _post = post;
    private readonly StaffNotices _notices = notices;
    private readonly Outbox _outbox = outbox;
    private readonly Database _database = database;
    private readonly IOptions<ScheduleOptions> _options = options;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ILogger _logger = logger;
    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <summary>From then on figures that are only being collected count as missing.</summary>
    private static readonly TimeSpan LastWarning = TimeSpan.FromHours(2);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var now = _timeProvider.GetUtcNow();
            var subscriptions = await _book.SubscriptionsAsync(cancellationToken);
            var decided = await _book.DecidedAsync(now - DigestDecision.LookBack, cancellationToken);
            var restoredAt = await _book.RestoredAtAsync(cancellationToken);
            foreach (var subscription in subscriptions)
            {
                await GuardedAsync(subscription, () => ActAsync(subscription, decided, restoredAt, now, cancellationToken), cancellationToken);
                await GuardedAsync(subscription, () => WarnAsync(subscription, now, cancellationToken), cancellationToken);
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task ActAsync(
        DigestSubscription subscription, IReadOnlySet<DecidedDigest> decided, DateTimeOffset? restoredAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var undecided = DigestDecision.Open(subscription, now, due => decided.Contains(DecidedDigest.Of(subscription, due))).ToList();
        var owed = DigestDecision.Owed(subscription, undecided, () => DecidedDigest.LatestOf(subscription, decided));
        var moved = DigestDecision.MovedIntoThePast(subscription, owed, _options.Value.Grace);
        var open = owed.ToLookup(due => DigestDecision.Outcome(due, now, _options.Value.Grace, restoredAt, moved));
        foreach (var outcome in (DigestOutcome[])[DigestOutcome.BeforeRestore, DigestOutcome.Skipped])
        {
            if (open[outcome].Any())
            {
                await SkipAsync(subscription, [.. open[outcome]], outcome, cancellationToken);
            }
        }

        foreach (var due in open[DigestOutcome.Sent])
        {
            await SendAsync(subscription, due, cancellationToken);
        }
    }

    private async Task SendAsync(DigestSubscription subscription, DueDigest due, CancellationToken cancellationToken)
    {
        var digest = await _post.FinishAsync(subscription, due, cancellationToken);
        if (!digest.HasHero)
        {
            await DecideAsync(subscription, due, DigestOutcome.NothingToSay, TellMissing(subscription, due, "now", ScheduleWords.MissingNow), cancellationToken);
            return;
        }

        var enqueue = _post.Enqueuing(subscription, due, digest);
        await DecideAsync(subscription, due, DigestOutcome.Sent, (connection, transaction, _) => enqueue(connection, transaction, cancellationToken), cancellationToken);
    }

    private async Task SkipAsync(DigestSubscription subscription, IReadOnlyList<DueDigest> missed, DigestOutcome outcome, CancellationToken cancellationToken)
    {
        var bound = await _chats.ListAsync(cancellationToken);
        await _database.WriteAsync(
            async (connection, transaction) =>
            {
                List<DueDigest> skipped = [];
                foreach (var due in missed)
                {
                    if (await _book.DecideAsync(connection, transaction, subscription, due, outcome))
                    {
                        skipped.Add(due);
                    }
                }

                if (skipped.Count > 0)
                {
                    var key = $"digest-skipped:{subscription.Chat.Id}:{subscription.Client.Id}:{skipped[^1].Frequency}:{skipped[^1].Period}";
                    await _notices.EnqueueAsync(connection, transaction, bound, subscription.Client, key, language => ScheduleWords.Skipped(subscription, skipped, outcome, language), cancellationToken);
                    LogSkipped(subscription.Chat.Id, subscription.Client.Id, skipped.Count, outcome);
                }
            },
            cancellationToken);
        _outbox.Wake();
    }

    private async Task WarnAsync(DigestSubscription subscription, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (subscription.Chat.Purpose != ChatPurpose.Client
            || DigestDecision.ToWarnOf(subscription, now) is not { } due
            || !await _book.IsUnwarnedAsync(subscription.Client.Id, due, cancellationToken)
            || (now < due.DueAt - LastWarning && await _book.IsBeingCollectedAsync(subscription.Client.Id, cancellationToken)))
        {
            return;
        }

        var digest = await _post.PreviewAsync(subscription, due, cancellationToken);
        var tell = TellMissing(subscription, due, "soon", ScheduleWords.MissingSoon);
        var bound = await _chats.ListAsync(cancellationToken);
        await _database.WriteAsync(
            async (connection, transaction) =>
            {
                if (await _book.WarnAsync(connection, transaction, subscription.Client.Id, due) && digest.Hero.Value is null)
                {
                    await tell(connection, transaction, bound);
                }
            },
            cancellationToken);
        _outbox.Wake();
    }

    private Func<DbConnection, DbTransaction, IReadOnlyList<BoundChat>, Task> TellMissing(
        DigestSubscription subscription, DueDigest due, string when, Func<DigestSubscription, DueDigest, Reporting.Texts.Language, string> words) =>
        (connection, transaction, bound) => _notices.EnqueueAsync(
            connection,
            transaction,
            bound,
            subscription.Client,
            $"digest-missing-{when}:{subscription.Client.Id}:{due.Frequency}:{due.Period}",
            language => words(subscription, due, language),
            CancellationToken.None);

    /// <summary>Decision and messages in one transaction; nothing is sent when the decision was taken before.</summary>
    private async Task DecideAsync(
        DigestSubscription subscription,
        DueDigest due,
        DigestOutcome outcome,
        Func<DbConnection, DbTransaction, IReadOnlyList<BoundChat>, Task> enqueue,
        CancellationToken cancellationToken)
    {
        var bound = await _chats.ListAsync(cancellationToken);
        var isNew = await _database.WriteAsync(
            async (connection, transaction) =>
            {
                var first = await _book.DecideAsync(connection, transaction, subscription, due, outcome);
                if (first)
                {
                    await enqueue(connection, transaction, bound);
                }

                return first;
            },
            cancellationToken);
        if (isNew)
        {
            _outbox.Wake();
            LogDecided(subscription.Chat.Id, subscription.Client.Id, due.Frequency, due.Period.From, outcome);
        }
    }

    /// <summary>One chat's trouble holds up no other; what was not decided is tried again at the next round.</summary>
    private async Task GuardedAsync(DigestSubscription subscription, Func<Task> act, CancellationToken cancellationToken)
    {
        try
        {
            await act();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(exception, subscription.Chat.Id, subscription.Client.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Digest of chat {BoundChatId}, client {ClientId}, {Frequency} from {PeriodStart}: {Outcome}")]
    private partial void LogDecided(long boundChatId, long clientId, DigestFrequency frequency, DateOnly periodStart, DigestOutcome outcome);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Chat {BoundChatId}, client {ClientId}: {Count} digests are not sent: {Outcome}")]
    private partial void LogSkipped(long boundChatId, long clientId, int count, DigestOutcome outcome);

    [LoggerMessage(Level = LogLevel.Error, Message = "The digest of chat {BoundChatId}, client {ClientId} failed; it is tried again within the hour")]
    private partial void LogFailed(Exception exception, long boundChatId, long clientId);
}

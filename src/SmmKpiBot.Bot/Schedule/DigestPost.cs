using System.Data.Common;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Kpis;
using SmmKpiBot.Reporting.Digests;

namespace SmmKpiBot.Bot.Schedule;

/// <summary>Makes the digest of one occurrence, and enqueues it.</summary>
internal sealed class DigestPost(DigestBuilder digests, FinishedDigests finished, UntoldAlerts alerts, Outbox outbox, ButtonStore buttons, TimeProvider timeProvider)
{
    private readonly DigestBuilder _digests = digests;
    private readonly FinishedDigests _finished = finished;
    private readonly UntoldAlerts _alerts = alerts;
    private readonly Outbox _outbox = outbox;
    private readonly ButtonStore _buttons = buttons;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>The digest as the chat may see it, from stored facts only.</summary>
    public async Task<FinishedDigest> FinishAsync(DigestSubscription subscription, DueDigest due, CancellationToken cancellationToken)
    {
        var question = Question(subscription, due, subscription.Chat.Purpose == ChatPurpose.Client ? Reader.Client : Reader.Staff) with
        {
            WithLongerPeriods = due.Frequency == DigestFrequency.Weekly,
            DueAt = DigestDecision.IsLate(due, _timeProvider.GetUtcNow()) ? due.DueAt : null,
        };
        return await _finished.GetAsync(await _alerts.AddToAsync(question, subscription.Chat, cancellationToken), cancellationToken);
    }

    /// <summary>The digest as far as its figures are there today, before it is due.</summary>
    public Task<Digest> PreviewAsync(DigestSubscription subscription, DueDigest due, CancellationToken cancellationToken)
    {
        var question = Question(subscription, due, Reader.Staff);
        return _digests.BuildAsync(question.Query, question.Reader, question.Language, cancellationToken);
    }

    /// <summary>Picture, caption and buttons; they are made before the transaction that enqueues them.</summary>
    public Func<DbConnection, DbTransaction, CancellationToken, Task> Enqueuing(DigestSubscription subscription, DueDigest due, FinishedDigest digest)
    {
        var chat = subscription.Chat;
        var keyboard = DigestKeyboard.For(chat.ChatId, subscription.Client.Id, new PeriodRef(due.Expression, due.Day), chat.Language);
        var message = new OutboxMessage
        {
            ChatId = chat.ChatId,
            ThreadId = chat.ThreadId,
            Kind = OutboxKind.Digest,
            Content = new PhotoContent(digest.Picture, digest.Caption) { Buttons = keyboard.Rows },
            ClientId = subscription.Client.Id,
            DedupKey = $"digest:{chat.Id}:{subscription.Client.Id}:{due.Frequency}:{due.Period}",
            SupersedeKey = $"digest:{chat.Id}:{subscription.Client.Id}",
            ExpiresAt = DigestCalendar.Next(subscription.Schedule, subscription.Zone, due.DueAt)?.DueAt,
        };
        return async (connection, transaction, cancellationToken) =>
        {
            await MentionLostAsync(connection, transaction, subscription, cancellationToken);
            await _outbox.EnqueueAsync(connection, transaction, message, cancellationToken);
            await _buttons.AddAsync(connection, transaction, keyboard.Buttons);
        };
    }

    /// <summary>What expired or was superseded before it could be sent is spoken of once, ahead of the next digest.</summary>
    private async Task MentionLostAsync(DbConnection connection, DbTransaction transaction, DigestSubscription subscription, CancellationToken cancellationToken)
    {
        // A client hears of its own only: another's digest in the same chat is nothing it knows of.
        var chat = subscription.Chat;
        long? ofClient = chat.Purpose == ChatPurpose.Client ? subscription.Client.Id : null;
        var lost = await OutboxStore.TakeUnmentionedAsync(connection, transaction, chat.ChatId, chat.ThreadId, ofClient, cancellationToken);
        if (lost.Count == 0)
        {
            return;
        }

        var mention = new OutboxMessage
        {
            ChatId = chat.ChatId,
            ThreadId = chat.ThreadId,
            Kind = OutboxKind.Notice,
            Content = new TextContent(ScheduleWords.Lost(lost.Count, chat.Language)),
            ClientId = subscription.Client.Id,
            Silent = true,
        };
        await _outbox.EnqueueAsync(connection, transaction, mention, cancellationToken);
    }

    private static DigestQuestion Question(DigestSubscription subscription, DueDigest due, Reader reader) =>
        new(subscription.Client, new PeriodRef(due.Expression, due.Day), reader, subscription.Chat.Language);
}

using System.Data.Common;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Kpis;
using SmmKpiBot.Reporting.Charts;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.Schedule;

/// <summary>Makes the digest of one occurrence, and enqueues it.</summary>
internal sealed class DigestPost(DigestBuilder digests, Outbox outbox, ButtonStore buttons, IOptions<AgencyOptions> agency, TimeProvider timeProvider)
{
    private static readonly string[] BesideWeek = ["2weeks", "month", "quarter"];

    private readonly DigestBuilder _digests = digests;
    private readonly Outbox _outbox = outbox;
    private readonly ButtonStore _buttons = buttons;
    private readonly IOptions<AgencyOptions> _agency = agency;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>The digest as the chat may see it, from stored facts only.</summary>
    public async Task<Digest> BuildAsync(DigestSubscription subscription, DueDigest due, CancellationToken cancellationToken)
    {
        var reader = subscription.Chat.Purpose == ChatPurpose.Client ? Reader.Client : Reader.Staff;
        IReadOnlyList<PeriodChoice> longer = due.Frequency == DigestFrequency.Weekly ? [.. BesideWeek.Select(period => PeriodChoice.Parse(period, due.Day))] : [];
        var digest = await _digests.BuildAsync(Query(subscription, due), longer, reader, subscription.Chat.Language, cancellationToken);
        return DigestDecision.IsLate(due, _timeProvider.GetUtcNow()) ? digest with { DueAt = due.DueAt } : digest;
    }

    /// <summary>The digest as far as its figures are there today, before it is due.</summary>
    public Task<Digest> PreviewAsync(DigestSubscription subscription, DueDigest due, CancellationToken cancellationToken) =>
        _digests.BuildAsync(Query(subscription, due), Reader.Staff, subscription.Chat.Language, cancellationToken);

    /// <summary>Picture, caption and buttons; drawn before the transaction that enqueues them.</summary>
    public Func<DbConnection, DbTransaction, CancellationToken, Task> Enqueuing(DigestSubscription subscription, DueDigest due, Digest digest)
    {
        var chat = subscription.Chat;
        var keyboard = DigestKeyboard.For(chat.ChatId, subscription.Client.Id, new PeriodRef(due.Expression, due.Day), chat.Language);
        var style = new PictureStyle(Theme.Light, string.IsNullOrWhiteSpace(_agency.Value.Name) ? null : _agency.Value.Name);
        var message = new OutboxMessage
        {
            ChatId = chat.ChatId,
            ThreadId = chat.ThreadId,
            Kind = OutboxKind.Digest,
            Content = new PhotoContent(DigestPicture.Draw(digest, style), DigestText.Caption(digest)) { Buttons = keyboard.Rows },
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
        var lost = await OutboxStore.TakeUnmentionedAsync(connection, transaction, subscription.Chat.ChatId, cancellationToken);
        if (lost.Count == 0)
        {
            return;
        }

        var mention = new OutboxMessage
        {
            ChatId = subscription.Chat.ChatId,
            ThreadId = subscription.Chat.ThreadId,
            Kind = OutboxKind.Notice,
            Content = new TextContent(ScheduleWords.Lost(lost.Count, subscription.Chat.Language)),
            ClientId = subscription.Client.Id,
            Silent = true,
        };
        await _outbox.EnqueueAsync(connection, transaction, mention, cancellationToken);
    }

    private static KpiQuery Query(DigestSubscription subscription, DueDigest due) => new()
    {
        Client = subscription.Client,
        Period = PeriodChoice.Parse(due.Expression, due.Day),
    };
}

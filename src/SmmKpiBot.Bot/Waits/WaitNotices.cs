using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Waits;

/// <summary>
/// Tells chats of waits before and after the promise is broken. A wait has one message in a chat, edited as it goes; many that come due together
/// share one. Quiet hours hold messages back until they end, but none that tells of what is escalated. What a chat was told and its message are written in
/// one transaction.
/// </summary>
internal sealed class WaitNotices(Outbox outbox, ButtonStore buttons, WaitButtons choices, QuietStore quiet, IOptions<WaitsOptions> options, TimeProvider timeProvider)
{
    /// <summary>From so many in a minute on, a chat gets one message for all.</summary>
    private const int MostSingle = 5;

    /// <summary>What comes later than that after its instant, or after it happened, is history and wakes nobody.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(24);

    private static readonly TimeSpan Together = TimeSpan.FromMinutes(1);

    private readonly Outbox _outbox = outbox;
    private readonly ButtonStore _buttons = buttons;
    private readonly WaitButtons _choices = choices;
    private readonly QuietStore _quiet = quiet;
    private readonly WaitsOptions _options = options.Value;
    private readonly TimeProvider _timeProvider = timeProvider;

    private long Now => UnixMicros.Of(_timeProvider.GetUtcNow());

    /// <summary>Brings the chats of a client up to where the clock has brought some of its waits.</summary>
    public async Task TellAsync(
        DbConnection connection, DbTransaction transaction, Client client, IReadOnlyList<OpenWaitRow> due, IReadOnlyList<BoundChat> chats, CancellationToken cancellationToken)
    {
        var now = Now;
        var keys = new HashSet<string>();
        foreach (var row in due)
            await OpenWaitStore.StoreAsync(connection, transaction, row.At(row.StageAt(now)));
        foreach (var chat in StaffNotices.Team(chats, client.Id))
            keys.UnionWith(await TellAsync(connection, transaction, chat, due, now));
        var late = due.Where(row => row.StageAt(now) == WaitStage.Escalated).ToList();
        foreach (var chat in late.Count == 0 ? [] : Superiors.Of(chats, client, ChosenFor(client)))
            keys.UnionWith(await TellAsync(connection, transaction, chat, late, now));
        await RenderAsync(connection, transaction, client, keys, cancellationToken);
    }

    /// <summary>Writes messages anew after something about their waits changed; those that were never sent are sent now.</summary>
    public async Task RenderAsync(DbConnection connection, DbTransaction transaction, Client client, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        foreach (var key in keys.Distinct())
        {
            var rows = await NoticeStore.OfMessageAsync(connection, transaction, key);
            if (rows.Count == 0)
                await Follow.WithdrawUntriedAsync(connection, transaction, key);
            // A chat that only wants to be reminded was told nothing yet.
            if (rows.All(row => row.Stage == (long)WaitStage.None) || await ChatStore.FindAsync(connection, transaction, rows[0].ChatId, ThreadOf(rows[0])) is not { } chat)
                continue;
            var message = await MessageAsync(connection, transaction, client, rows, chat, cancellationToken);
            // The first time this is the message itself; later, an edit of it.
            var notBefore = rows.Any(row => row.Stage >= (long)WaitStage.Escalated) ? null : await HeldUntilAsync(connection, transaction, chat);
            if (!await _outbox.EnqueueAsync(connection, transaction, message with { DedupKey = key, NotBefore = notBefore }, cancellationToken))
                await _outbox.EnqueueAsync(connection, transaction, message with { EditsKey = key }, cancellationToken);
        }
    }

    /// <summary>Reminds a chat of a wait, as somebody there asked for.</summary>
    public async Task RemindAsync(DbConnection connection, DbTransaction transaction, Client client, NoticeRow row, CancellationToken cancellationToken)
    {
        await NoticeStore.UpdateAsync(connection, transaction, row with { RemindAt = null });
        if (!row.IsOpen || await ChatStore.FindAsync(connection, transaction, row.ChatId, ThreadOf(row)) is not { } chat)
            return;
        var message = await MessageAsync(connection, transaction, client, [row], chat, cancellationToken);
        var key = string.Create(CultureInfo.InvariantCulture, $"{row.MessageKey}:reminded:{row.RemindAt}:{row.MessageId}");
        await _outbox.EnqueueAsync(connection, transaction, message with { DedupKey = key, RepliesToKey = row.MessageKey }, cancellationToken);
    }

    /// <summary>Writes down what a chat is told; gives the keys of the messages that change by it.</summary>
    private async Task<IReadOnlyCollection<string>> TellAsync(DbConnection connection, DbTransaction transaction, BoundChat chat, IReadOnlyList<OpenWaitRow> due, long now)
    {
        var keys = new HashSet<string>();
        var unheard = new List<(OpenWaitRow Row, NoticeRow? Held)>();
        foreach (var row in due.Where(row => row.StageAt(now) > WaitStage.None))
        {
            var told = (await NoticeStore.OfConversationAsync(connection, transaction, row.AccountId, row.Conversation))
                .SingleOrDefault(notice => notice.Key == row.Key && notice.ChatId == chat.ChatId && notice.ThreadId == (chat.ThreadId ?? 0));
            if (told is null)
            {
                if (IsFresh(row, now))
                    unheard.Add((row, null));
            }
            else if (told.Stage < (long)row.StageAt(now) && row.StageAt(now) == WaitStage.Escalated && await Follow.IsHeldAsync(connection, transaction, told.MessageKey, now))
            {
                unheard.Add((row, told));
            }
            else if (told.Stage < (long)row.StageAt(now))
            {
                await NoticeStore.UpdateAsync(connection, transaction, told with { Stage = (long)row.StageAt(now) });
                keys.Add(told.MessageKey);
            }
        }

        if (unheard.Count == 0)
            return keys;
        // What quiet hours hold back becomes one message of the morning.
        var morning = await HeldUntilAsync(connection, transaction, chat) is { } end ? SharedKey(UnixMicros.Of(end), chat, unheard[0].Row) : null;
        var hurried = unheard.Count(one => morning is null || one.Row.StageAt(now) == WaitStage.Escalated);
        var (alone, shared) = await NoticeStore.LatelyAsync(connection, transaction, chat, unheard[0].Row.ClientId, now - (long)Together.TotalMicroseconds, now);
        var group = shared ?? (alone + hurried > MostSingle ? SharedKey(now, chat, unheard[0].Row) : null);
        foreach (var (row, held) in unheard)
        {
            var key = morning is not null && row.StageAt(now) < WaitStage.Escalated ? morning : group ?? SingleKey(now, chat, row);
            keys.UnionWith(await WriteAsync(connection, transaction, New(row, chat, key, now), held));
        }

        return keys;
    }

    /// <summary>The messages that change: the one that tells of it now, and the one that was held back and is not to tell of it any more.</summary>
    private static async Task<IReadOnlyCollection<string>> WriteAsync(DbConnection connection, DbTransaction transaction, NoticeRow row, NoticeRow? held)
    {
        if (held is null)
            return await NoticeStore.AddAsync(connection, transaction, row) ? [row.MessageKey] : [];
        await NoticeStore.UpdateAsync(connection, transaction, held with { Stage = row.Stage, MessageKey = row.MessageKey, NudgedAt = row.NudgedAt });
        return [row.MessageKey, held.MessageKey];
    }

    private static string SharedKey(long at, BoundChat chat, OpenWaitRow row) => string.Create(CultureInfo.InvariantCulture, $"waits:{at}:{row.ClientId}:{chat.Id}");

    private static string SingleKey(long at, BoundChat chat, OpenWaitRow row) => string.Create(CultureInfo.InvariantCulture, $"wait:{at}:{row.AccountId}:{row.MessageId}:{chat.Id}");

    /// <summary>The end of the quiet hours that the chat is in; null where it may be told now. What is escalated passes them.</summary>
    private async Task<DateTimeOffset?> HeldUntilAsync(DbConnection connection, DbTransaction transaction, BoundChat chat) =>
        (await _quiet.OfAsync(connection, transaction, [chat]))[chat.Id]?.EndOf(_timeProvider.GetUtcNow());

    private static bool IsFresh(OpenWaitRow row, long now)
    {
        var fresh = (long)Fresh.TotalMicroseconds;
        var instant = row.StageAt(now) switch
        {
            WaitStage.Escalated => row.EscalateAt,
            WaitStage.Late => row.DueAt,
            _ => row.NudgeAt,
        };
        return row.ObservedAt - row.BeganAt <= fresh && now - instant <= fresh;
    }

    private static NoticeRow New(OpenWaitRow row, BoundChat chat, string key, long now) => new()
    {
        AccountId = row.AccountId,
        Conversation = row.Conversation,
        MessageId = row.MessageId,
        ChatId = chat.ChatId,
        ThreadId = chat.ThreadId ?? 0,
        ClientId = row.ClientId,
        MessageKey = key,
        Stage = (long)row.StageAt(now),
        Kind = row.Kind,
        FirstOfEpisode = row.FirstOfEpisode,
        BeganAt = row.BeganAt,
        DueAt = row.DueAt ?? now,
        NudgedAt = now,
    };

    private async Task<OutboxMessage> MessageAsync(
        DbConnection connection, DbTransaction transaction, Client client, IReadOnlyList<NoticeRow> rows, BoundChat chat, CancellationToken cancellationToken)
    {
        var told = new List<ToldWait>();
        foreach (var row in rows)
        {
            var wait = row.IsOpen ? await WaitingList.FindAsync(connection, transaction, row.Key, client.Id, cancellationToken) : null;
            told.Add(new(row, wait));
        }

        var keyboard = rows.Count == 1 ? _choices.Of(chat, rows[0]) : WaitButtons.OfSeveral(chat, client.Id);
        await _buttons.AddAsync(connection, transaction, keyboard.Buttons);
        return new OutboxMessage
        {
            ChatId = chat.ChatId,
            ThreadId = chat.ThreadId,
            Kind = OutboxKind.Alert,
            Content = new TextContent(NoticeText.Of(told, client, _timeProvider.GetUtcNow(), PassedOn(rows[0], chat, client), chat.Language).ToString()) { Buttons = keyboard.Rows },
            ClientId = client.Id,
        };
    }

    private string? PassedOn(NoticeRow row, BoundChat chat, Client client) => row.Stage < (long)WaitStage.Escalated || !row.IsOpen || chat.Purpose == ChatPurpose.Owner || chat.ChatId == ChosenFor(client)
        ? null
        : new Words("Про це повідомлено вище", "This was passed on to the lead").In(chat.Language);

    private long? ChosenFor(Client client) => client.EscalateTo ?? _options.EscalateTo;

    private static int? ThreadOf(NoticeRow row) => row.ThreadId == 0 ? null : (int)row.ThreadId;
}

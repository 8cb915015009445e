using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Waits;

/// <summary>
/// Tells chats of waits before and after the promise is broken. A wait has one message in a chat, edited as it goes and sent anew once, when it becomes late;
/// many that come due together share one. What a chat was told and its message are written in one transaction. What a chat may not see any more it is not told.
/// </summary>
internal sealed class WaitNotices(Outbox outbox, ButtonStore buttons, WaitButtons choices, NoticeKeeper keeper, IOptions<WaitsOptions> options, TimeProvider timeProvider)
{
    private readonly Outbox _outbox = outbox;
    private readonly ButtonStore _buttons = buttons;
    private readonly WaitButtons _choices = choices;
    private readonly NoticeKeeper _keeper = keeper;
    private readonly WaitsOptions _options = options.Value;
    private readonly TimeProvider _timeProvider = timeProvider;

    private long Now => UnixMicros.Of(_timeProvider.GetUtcNow());

    /// <summary>Brings the chats of a client up to where the clock has brought some of its waits. Whoever took one is reminded of it alone, where the bot can write to them.</summary>
    public async Task TellAsync(
        DbConnection connection, DbTransaction transaction, Client client, IReadOnlyList<OpenWaitRow> due, IReadOnlyList<BoundChat> chats, WaitGap? gap, CancellationToken cancellationToken)
    {
        var now = Now;
        var keys = new HashSet<string>();
        var takers = new Dictionary<WaitKey, BoundChat>();
        foreach (var row in due)
        {
            await OpenWaitStore.StoreAsync(connection, transaction, row.At(row.StageAt(now)));
            if (await NoticeStore.TakerAsync(connection, transaction, row.Key) is { } taker && chats.FirstOrDefault(chat => chat.ChatId == taker && Superiors.MayKnow(chat, client.Id)) is { } own)
                takers[row.Key] = own;
        }

        var team = StaffNotices.Team(chats, client.Id);
        foreach (var chat in team.Concat(takers.Values).DistinctBy(chat => (chat.ChatId, chat.ThreadId)))
        {
            var isTeam = team.Any(one => one.Id == chat.Id);
            var told = due.Where(row => takers.GetValueOrDefault(row.Key)?.ChatId == chat.ChatId || (isTeam && (row.StageAt(now) > WaitStage.AtRisk || !takers.ContainsKey(row.Key))));
            keys.UnionWith(await _keeper.TellAsync(connection, transaction, chat, client, [.. told], gap));
        }

        var late = due.Where(row => row.StageAt(now) == WaitStage.Escalated).ToList();
        foreach (var chat in late.Count == 0 ? [] : Superiors.Of(chats, client, ChosenFor(client)))
            keys.UnionWith(await _keeper.TellAsync(connection, transaction, chat, client, late, gap));
        await RenderAsync(connection, transaction, client, keys, cancellationToken);
    }

    /// <summary>
    /// Writes messages anew after something about their waits changed; those that were never sent are sent now, those that tell of nothing any more are taken away.
    /// </summary>
    public async Task RenderAsync(DbConnection connection, DbTransaction transaction, Client client, IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        var messages = new List<(string Key, IReadOnlyList<NoticeRow> Rows)>();
        foreach (var key in keys.Distinct())
            messages.Add((key, await NoticeStore.OfMessageAsync(connection, transaction, key)));

        // First, so that no wait is told of by two messages at a time.
        foreach (var (key, _) in messages.Where(message => message.Rows.Count == 0))
        {
            if (await Follow.WithdrawAsync(connection, transaction, key, OutboxKind.Alert) is { } deletion)
                await _outbox.EnqueueAsync(connection, transaction, deletion, cancellationToken);
        }

        foreach (var (key, rows) in messages.Where(message => message.Rows.Count > 0))
        {
            // A chat that only wants to be reminded was told nothing yet.
            if (rows.All(row => row.Stage == (long)WaitStage.None) || await ChatAsync(connection, transaction, rows[0]) is not { } chat)
                continue;
            var seen = rows.Where(row => chat.IsTeamOf(row.ClientId)).ToList();
            if (seen.Count == 0 || (!seen.Exists(row => row.IsOpen) && await IsUnheardAsync(connection, transaction, key)))
                continue;
            var isMissed = WaitGap.IsKey(key);
            var message = isMissed
                ? await MissedMessageAsync(connection, transaction, key, seen, chat)
                : await MessageAsync(connection, transaction, client, seen, chat, cancellationToken);
            // The first time this is the message itself; later, an edit of it.
            var isUrgent = !isMissed && seen.Any(row => row.Stage >= (long)WaitStage.Escalated);
            var notBefore = (await _keeper.HeldUntilAsync(connection, transaction, chat, client)).Of(isUrgent ? WaitStage.Escalated : WaitStage.Late);
            if (!await _outbox.EnqueueAsync(connection, transaction, message with { DedupKey = key, NotBefore = notBefore }, cancellationToken))
                await _outbox.EnqueueAsync(connection, transaction, message with { EditsKey = key }, cancellationToken);
        }
    }

    /// <summary>
    /// A message that was held back until the morning and whose waits are all over by then rings nobody: it is taken back, and stays so unless one of them is open again.
    /// </summary>
    private async Task<bool> IsUnheardAsync(DbConnection connection, DbTransaction transaction, string key)
    {
        if (await Follow.IsHeldAsync(connection, transaction, key, Now))
            await Follow.WithdrawAsync(connection, transaction, key, OutboxKind.Alert);
        return !await Follow.IsKnownAsync(connection, transaction, key);
    }

    /// <summary>Reminds chats of waits of a client, as somebody there asked for, or because they became late in quiet hours.</summary>
    public async Task RemindAsync(DbConnection connection, DbTransaction transaction, Client client, IReadOnlyList<NoticeRow> due, CancellationToken cancellationToken)
    {
        foreach (var row in due)
            await NoticeStore.UpdateAsync(connection, transaction, row with { RemindAt = null });
        foreach (var together in due.Where(row => row.IsOpen).GroupBy(row => (row.ChatId, row.ThreadId, row.RemindAt)))
        {
            List<NoticeRow> rows = [.. together];
            if (await ChatAsync(connection, transaction, rows[0]) is not { } chat || !chat.IsTeamOf(client.Id))
                continue;
            var gathered = await NoticeKeeper.GatherAsync(connection, transaction, chat, rows);

            // Messages that go on telling of a wait do not promise to remind any more.
            await RenderAsync(connection, transaction, client, gathered.Count > 0 ? gathered : [rows[0].MessageKey], cancellationToken);
            if (gathered.Count == 0)
                await RemindAsync(connection, transaction, client, chat, rows[0], cancellationToken);
        }
    }

    private async Task RemindAsync(DbConnection connection, DbTransaction transaction, Client client, BoundChat chat, NoticeRow row, CancellationToken cancellationToken)
    {
        var message = await MessageAsync(connection, transaction, client, [row with { RemindAt = null }], chat, cancellationToken);
        var key = string.Create(CultureInfo.InvariantCulture, $"{row.MessageKey}:reminded:{row.RemindAt}:{row.MessageId}");
        await _outbox.EnqueueAsync(connection, transaction, message with { DedupKey = key, RepliesToKey = row.MessageKey }, cancellationToken);
    }

    /// <summary>What the chat shows now; until the end of the transaction nothing is taken from it unseen. Null where it is not bound.</summary>
    private static async Task<BoundChat?> ChatAsync(DbConnection connection, DbTransaction transaction, NoticeRow row)
    {
        await Outbox.LockChatAsync(connection, transaction, row.ChatId);
        return await ChatStore.FindAsync(connection, transaction, row.ChatId, row.ThreadId == 0 ? null : (int)row.ThreadId);
    }

    private async Task<OutboxMessage> MessageAsync(
        DbConnection connection, DbTransaction transaction, Client client, List<NoticeRow> rows, BoundChat chat, CancellationToken cancellationToken)
    {
        var told = new List<ToldWait>();
        foreach (var row in rows)
        {
            var wait = row.IsOpen ? await WaitingList.FindAsync(connection, transaction, row.Key, client.Id, cancellationToken) : null;
            told.Add(new(row, wait));
        }

        var passedOn = await IsPassedOnAsync(connection, transaction, rows[0], chat, client) ? new Words("Передано відповідальному", "This was passed on to the lead").In(chat.Language) : null;
        var keyboard = rows.Count == 1 ? _choices.Of(chat, told[0]) : WaitButtons.OfSeveral(chat, client.Id);
        await _buttons.AddAsync(connection, transaction, keyboard.Buttons);
        return new OutboxMessage
        {
            ChatId = chat.ChatId,
            ThreadId = chat.ThreadId,
            Kind = OutboxKind.Alert,
            Content = new TextContent(NoticeText.Of(told, client, _timeProvider.GetUtcNow(), passedOn, chat.Language).ToString()) { Buttons = keyboard.Rows },
            ClientId = client.Id,
        };
    }

    /// <summary>The one message for all, of whichever client, that a chat would have heard of while the program was away, or of whom nobody could read.</summary>
    private async Task<OutboxMessage> MissedMessageAsync(DbConnection connection, DbTransaction transaction, string key, List<NoticeRow> rows, BoundChat chat)
    {
        var clients = rows.Select(row => row.ClientId).Distinct().ToList();
        var names = await NoticeStore.ClientNamesAsync(connection, transaction, clients);
        var keyboard = WaitButtons.OfSeveral(chat, clients is [var only] ? only : null);
        await _buttons.AddAsync(connection, transaction, keyboard.Buttons);
        return new OutboxMessage
        {
            ChatId = chat.ChatId,
            ThreadId = chat.ThreadId,
            Kind = OutboxKind.Alert,
            Content = new TextContent(MissedText.Of(key, rows, names, _timeProvider.GetUtcNow(), chat.Language).ToString()) { Buttons = keyboard.Rows },
            Names = clients,
        };
    }

    /// <summary>Somebody else hears of it besides: where there are no owners, nobody does.</summary>
    private async Task<bool> IsPassedOnAsync(DbConnection connection, DbTransaction transaction, NoticeRow row, BoundChat chat, Client client)
    {
        var chosen = ChosenFor(client);
        return row.Stage >= (long)WaitStage.Escalated && row.IsOpen && chat.Purpose != ChatPurpose.Owner && chat.ChatId != chosen
            && Superiors.Of(await ChatStore.ListOfTeamsAsync(connection, transaction, [client.Id]), client, chosen).Count > 0;
    }

    private long? ChosenFor(Client client) => client.EscalateTo ?? _options.EscalateTo;
}

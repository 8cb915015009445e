using System.Data.Common;
using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Waits;

/// <summary>
/// Decides by which message a chat is told how far its waits have come, and writes it down. A wait that was at risk and is late leaves its message for one that
/// makes a sound; all other changes are edits. Quiet hours hold back what does not pass them.
/// </summary>
internal sealed class NoticeKeeper(QuietStore quiet, TimeProvider timeProvider)
{
    /// <summary>From so many in a minute on, a chat gets one message for all.</summary>
    private const int MostSingle = 5;

    private static readonly TimeSpan Together = TimeSpan.FromMinutes(1);

    private readonly QuietStore _quiet = quiet;
    private readonly TimeProvider _timeProvider = timeProvider;

    private long Now => UnixMicros.Of(_timeProvider.GetUtcNow());

    /// <summary>Until when what is new of a client is held back from a chat.</summary>
    public async Task<QuietEnds> HeldUntilAsync(DbConnection connection, DbTransaction transaction, BoundChat chat, Client client) =>
        QuietEnds.Of((await _quiet.OfAsync(connection, transaction, [chat]))[chat.Id], client, _timeProvider.GetUtcNow());

    /// <summary>Gives the keys of the messages that change by it, those that tell of nothing any more included.</summary>
    /// <param name="connection">The writer.</param>
    /// <param name="transaction">The one of the round.</param>
    /// <param name="chat">Who is told.</param>
    /// <param name="client">Whose waits they are.</param>
    /// <param name="due">How they are by now.</param>
    /// <param name="gap">When the program was last away.</param>
    public async Task<IReadOnlyCollection<string>> TellAsync(
        DbConnection connection, DbTransaction transaction, BoundChat chat, Client client, IReadOnlyList<OpenWaitRow> due, WaitGap? gap)
    {
        var now = Now;
        var keys = new HashSet<string>();
        var unheard = new List<(OpenWaitRow Row, NoticeRow? Told)>();
        var quiet = due.Count > 0 ? await HeldUntilAsync(connection, transaction, chat, client) : default;
        foreach (var row in due.Where(row => row.StageAt(now) > WaitStage.None))
        {
            var told = (await NoticeStore.OfConversationAsync(connection, transaction, row.AccountId, row.Conversation))
                .SingleOrDefault(notice => notice.Key == row.Key && notice.ChatId == chat.ChatId && notice.ThreadId == (chat.ThreadId ?? 0));
            if (told is null)
            {
                if (WaitGap.IsFresh(row, now))
                    unheard.Add((row, null));
                else if (await MissedKeyAsync(connection, transaction, row, chat, gap, now) is { } missed)
                    keys.UnionWith(await WriteAsync(connection, transaction, New(row, chat, missed, now), null));
            }
            else if (told.Stage < (long)row.StageAt(now))
            {
                var isHeld = await Follow.IsHeldAsync(connection, transaction, told.MessageKey, now);
                if (Rings(told, row.StageAt(now), isHeld, quiet))
                    unheard.Add((row, isHeld ? told with { NudgedAt = now } : told));
                else
                    keys.UnionWith(await EditAsync(connection, transaction, told, row.StageAt(now), isHeld ? null : UnixMicros.Of(quiet.Of(row.StageAt(now)))));
            }
        }

        if (unheard.Count == 0)
            return keys;
        var hurried = unheard.Count(one => quiet.Of(one.Row.StageAt(now)) is null);
        var (alone, shared) = await NoticeStore.LatelyAsync(connection, transaction, chat, client.Id, now - (long)Together.TotalMicroseconds, now);
        var group = shared ?? (alone + hurried > MostSingle ? SharedKey(now, chat, client.Id) : null);
        foreach (var (row, told) in unheard)
        {
            // What quiet hours hold back becomes one message of the morning.
            var key = quiet.Of(row.StageAt(now)) is { } until ? SharedKey(UnixMicros.Of(until), chat, client.Id) : group ?? SingleKey(now, chat, row);
            keys.UnionWith(await WriteAsync(connection, transaction, New(row, chat, key, now), told));
        }

        return keys;
    }

    /// <summary>
    /// Rows of which a chat is to be reminded at the same instant became late in its quiet hours: they leave their messages for the one of the morning. So does one
    /// alone where others are in that already. Gives the keys of the messages that change by it; none where each is reminded of by itself.
    /// </summary>
    public static async Task<IReadOnlyCollection<string>> GatherAsync(DbConnection connection, DbTransaction transaction, BoundChat chat, IReadOnlyList<NoticeRow> rows)
    {
        var morning = SharedKey(rows[0].RemindAt.GetValueOrDefault(), chat, rows[0].ClientId);
        if (rows.Count == 1 && (await NoticeStore.OfMessageAsync(connection, transaction, morning)).Count == 0)
            return [];
        foreach (var row in rows)
            await NoticeStore.UpdateAsync(connection, transaction, row with { MessageKey = morning, RemindAt = null });
        return [morning, .. rows.Select(row => row.MessageKey)];
    }

    /// <summary>The one message for all that a chat would have heard of, had nothing kept the bot from looking; null for what it would not have heard of.</summary>
    private static async Task<string?> MissedKeyAsync(DbConnection connection, DbTransaction transaction, OpenWaitRow row, BoundChat chat, WaitGap? gap, long now) =>
        gap is not null && await gap.HidAsync(connection, transaction, row, now) ? gap.KeyOf(chat) : await UnreadSpan.KeyAsync(connection, transaction, row, chat, now);

    /// <summary>What was held back rings once it is escalated, where that passes earlier; what was heard of rings when it becomes late, though not in quiet hours.</summary>
    private static bool Rings(NoticeRow told, WaitStage stage, bool isHeld, QuietEnds quiet) => isHeld
        ? stage == WaitStage.Escalated && (quiet.Escalated is null || quiet.Escalated < quiet.Usual)
        : told.Stage < (long)WaitStage.Late && stage >= WaitStage.Late && quiet.Of(stage) is null;

    /// <summary>An edit makes no sound: of what becomes late in quiet hours the chat hears when they end.</summary>
    private static async Task<IReadOnlyCollection<string>> EditAsync(DbConnection connection, DbTransaction transaction, NoticeRow told, WaitStage stage, long? remindAt)
    {
        var becomesLate = told.Stage < (long)WaitStage.Late && stage >= WaitStage.Late;
        await NoticeStore.UpdateAsync(connection, transaction, told with { Stage = (long)stage, RemindAt = told.RemindAt ?? (becomesLate ? remindAt : null) });
        return [told.MessageKey];
    }

    /// <summary>The messages that change: the one that tells of it now, and the one that told of it and is not to any more.</summary>
    private static async Task<IReadOnlyCollection<string>> WriteAsync(DbConnection connection, DbTransaction transaction, NoticeRow row, NoticeRow? told)
    {
        if (told is null)
            return await NoticeStore.AddAsync(connection, transaction, row) ? [row.MessageKey] : [];
        await NoticeStore.UpdateAsync(connection, transaction, row with { NudgedAt = told.NudgedAt ?? row.NudgedAt, RemindAt = told.RemindAt });
        return [row.MessageKey, told.MessageKey];
    }

    private static string SharedKey(long at, BoundChat chat, long clientId) => string.Create(CultureInfo.InvariantCulture, $"waits:{at}:{clientId}:{chat.Id}");

    private static string SingleKey(long at, BoundChat chat, OpenWaitRow row) => string.Create(CultureInfo.InvariantCulture, $"wait:{at}:{row.AccountId}:{row.MessageId}:{chat.Id}");

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
}

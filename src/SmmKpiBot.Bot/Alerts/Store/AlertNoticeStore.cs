using System.Data.Common;
using Dapper;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;

namespace SmmKpiBot.Bot.Alerts.Store;

/// <summary>What chats were told of episodes, when their groups last spoke, and what became of the messages.</summary>
internal static class AlertNoticeStore
{
    private const string Notices = """
        select bound_chat_id as BoundChatId, episode_id as EpisodeId, group_key as GroupKey, stage as Stage, since as Since, message_key as MessageKey,
            said_key as SaidKey, told_at as ToldAt, told_severity as ToldSeverity, repeats as Repeats, shown_kind as ShownKind, shown_by as ShownBy, shown_until as ShownUntil
        from alert_notice
        """;

    /// <summary>Clients of whom some chat may have to be told something; 0: what is of no client.</summary>
    /// <param name="since">Of what has ended before, only where its end is still to be told.</param>
    public static async Task<IReadOnlyCollection<long>> ConcernedAsync(DbConnection connection, DateTimeOffset since)
    {
        const string sql = """
            select coalesce(client_id, 0) from alert_state where condition >= 2
            union
            select coalesce(client_id, 0) from alert_episode where ended_at >= @since
            union
            select coalesce(client_id, 0) from alert_notice where stage < 3
            """;
        return (await connection.QueryAsync<long>(sql, new { since = UnixMicros.Of(since) })).AsList();
    }

    /// <summary>Everything kept of episodes that are open or of the last day, by chat.</summary>
    /// <param name="bindings">Only of these chats; null: of all.</param>
    public static async Task<ILookup<long, EpisodeNotice>> ReadAsync(DbConnection connection, DbTransaction? transaction, DateTimeOffset since, long[]? bindings)
    {
        const string all = Notices + """

            where stage < 3 or since >= @since
                or episode_id in (select l.episode_id from alert_line l join alert_notice n on n.message_key = l.message_key where n.stage < 3)
                or episode_id in (select id from alert_episode where ended_at >= @since)
            """;
        var (ofBindings, ofNotices) = (AmongSql.Of(connection, "bound_chat_id", "bindings"), AmongSql.Of(connection, "n.bound_chat_id", "bindings"));
        var some = Notices + $"""

            where {ofBindings} and (
                stage < 3 or since >= @since
                or episode_id in (select l.episode_id from alert_line l join alert_notice n on n.message_key = l.message_key where {ofNotices} and n.stage < 3)
                or exists (select 1 from alert_episode p where p.id = alert_notice.episode_id and p.ended_at >= @since))
            """;
        var values = new { since = UnixMicros.Of(since), bindings = AmongSql.Values(bindings) };
        return (await connection.QueryAsync<NoticeRow>(bindings is null ? all : some, values, transaction)).ToLookup(row => row.BoundChatId, row => row.ToNotice());
    }

    /// <summary>What messages say that told something which is not done yet.</summary>
    public static async Task<ILookup<long, NoticeLine>> LinesAsync(DbConnection connection, DbTransaction? transaction, long[]? bindings)
    {
        const string lines = """
            select bound_chat_id as BoundChatId, message_key as MessageKey, episode_id as EpisodeId, message_kind as MessageKind, kind as Kind, is_last as IsLast,
                stage as Stage, since as Since, told_key as ToldKey, told_at as ToldAt, told_severity as ToldSeverity, repeats as Repeats
            from alert_line
            """;
        const string all = lines + """

            where message_key in (select message_key from alert_notice where stage < 3 union select said_key from alert_notice where stage < 3)
            """;
        var ofBindings = AmongSql.Of(connection, "bound_chat_id", "bindings");
        var some = lines + $"""

            where message_key in (
                select message_key from alert_notice where {ofBindings} and stage < 3 union select said_key from alert_notice where {ofBindings} and stage < 3)
            """;
        return (await connection.QueryAsync<LineRow>(bindings is null ? all : some, new { bindings = AmongSql.Values(bindings) }, transaction)).ToLookup(row => row.BoundChatId, row => row.ToLine());
    }

    public static async Task<ILookup<long, NoticeGroup>> GroupsAsync(DbConnection connection, DbTransaction? transaction, long[]? bindings)
    {
        const string all = "select bound_chat_id as BoundChatId, group_key as GroupKey, flushed_at as FlushedAt from alert_group";
        var some = all + " where " + AmongSql.Of(connection, "bound_chat_id", "bindings");
        return (await connection.QueryAsync<GroupRow>(bindings is null ? all : some, new { bindings = AmongSql.Values(bindings) }, transaction))
            .ToLookup(row => row.BoundChatId, row => new NoticeGroup(row.BoundChatId, row.GroupKey, UnixMicros.ToInstant(row.FlushedAt)));
    }

    /// <summary>What the outbox knows of the messages that told something which is not done yet.</summary>
    public static async Task<IReadOnlyDictionary<string, NoticeDelivery>> DeliveriesAsync(DbConnection connection, DbTransaction? transaction, long[]? bindings)
    {
        const string columns = $"""
            select outbox.dedup_key as DedupKey, outbox.state as State, case when {Follow.Unsent} then 1 else 0 end as IsUnsent,
                case when outbox.ended_at = outbox.created_at or outbox.reason in ('{OutboxRow.Discarded}', '{DatabaseBackup.Restored}') then 1 else 0 end as IsNotWanted
            from alert_notice n
            """;
        var of = bindings is null ? "" : " and " + AmongSql.Of(connection, "n.bound_chat_id", "bindings");
        var sql = $"""
            {columns} join outbox on outbox.dedup_key = n.message_key where n.stage < 3{of}
            union
            {columns} join outbox on outbox.dedup_key = n.said_key where n.stage < 3 and n.said_key <> coalesce(n.message_key, ''){of}
            """;
        return (await connection.QueryAsync<DeliveryRow>(sql, new { bindings = AmongSql.Values(bindings) }, transaction)).ToDictionary(row => row.DedupKey, row => row.ToDelivery());
    }

    /// <summary>Nobody was told by that message, which ends unsent: what goes on is told anew. Was anything to be told by it?</summary>
    public static async Task<bool> ForgetAsync(DbConnection connection, DbTransaction transaction, string key)
    {
        const string sql = "update alert_notice set stage = 0, message_key = null where stage = 2 and message_key = @key";
        return await connection.ExecuteAsync(sql, new { key }, transaction) > 0;
    }

    /// <summary>Is this message of Telegram the one by which a chat follows the episode? Then it is edited as the episode goes on.</summary>
    public static async Task<bool> TellsOfAsync(DbConnection connection, DbTransaction transaction, string episodeId, long chatId, int? telegramMessageId)
    {
        const string sql = """
            select count(*) from alert_notice n join outbox o on o.dedup_key = n.message_key
            where n.episode_id = @episodeId and o.chat_id = @chatId and o.message_id = @telegramMessageId
            """;
        return await connection.ExecuteScalarAsync<long>(sql, new { episodeId, chatId, telegramMessageId }, transaction) > 0;
    }

    /// <summary>Writes down what these chats were told and when their groups spoke.</summary>
    public static async Task WriteAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<TellingChat> told)
    {
        var notices = $"""
            insert into alert_notice (bound_chat_id, episode_id, client_id, group_key, stage, since, message_key, said_key, told_at, told_severity, repeats, shown_kind, shown_by, shown_until)
            select bound_chat_id, episode_id, client_id, group_key, stage, since, message_key, said_key, told_at, told_severity, repeats, shown_kind, shown_by, shown_until
            from {JsonRows.Table(
                connection, "rows", "bound_chat_id bigint", "episode_id text", "client_id bigint", "group_key text", "stage bigint", "since bigint", "message_key text",
                "said_key text", "told_at bigint", "told_severity bigint", "repeats bigint", "shown_kind bigint", "shown_by text", "shown_until bigint")} where true
            on conflict (bound_chat_id, episode_id) do update set stage = excluded.stage, since = excluded.since, message_key = excluded.message_key, said_key = excluded.said_key, told_at = excluded.told_at,
                told_severity = excluded.told_severity, repeats = excluded.repeats, shown_kind = excluded.shown_kind, shown_by = excluded.shown_by, shown_until = excluded.shown_until
            """;
        var lines = $"""
            insert into alert_line (message_key, episode_id, bound_chat_id, client_id, message_kind, kind, is_last, stage, since, told_key, told_at, told_severity, repeats)
            select message_key, episode_id, bound_chat_id, client_id, message_kind, kind, is_last, stage, since, told_key, told_at, told_severity, repeats
            from {JsonRows.Table(
                connection, "rows", "message_key text", "episode_id text", "bound_chat_id bigint", "client_id bigint", "message_kind bigint", "kind bigint", "is_last bigint",
                "stage bigint", "since bigint", "told_key text", "told_at bigint", "told_severity bigint", "repeats bigint")} where true
            on conflict (message_key, episode_id) do nothing
            """;
        var flush = $"""
            insert into alert_group (bound_chat_id, group_key, flushed_at)
            select bound_chat_id, group_key, flushed_at from {JsonRows.Table(connection, "rows", "bound_chat_id bigint", "group_key text", "flushed_at bigint")} where true
            on conflict (bound_chat_id, group_key) do update set flushed_at = excluded.flushed_at
            """;
        const string end = "delete from alert_group where bound_chat_id = @Id and group_key = @key";
        await WriteRowsAsync(notices, [.. told.SelectMany(chat => chat.Plan.Notices.Select(notice => Json(notice, chat.Episodes[notice.EpisodeId], chat.Chat.Id)))]);
        await WriteRowsAsync(lines, [.. told.SelectMany(chat => chat.Plan.Lines.Select(line => Json(line, chat.Episodes[line.EpisodeId], chat.Chat.Id)))]);
        await WriteRowsAsync(flush, [.. told.SelectMany(chat => chat.Plan.Groups.Select(group => new { BoundChatId = chat.Chat.Id, GroupKey = group.Key, FlushedAt = UnixMicros.Of(group.FlushedAt) }))]);
        foreach (var (chat, key) in told.SelectMany(chat => chat.Plan.EndedGroups.Select(key => (chat.Chat, key))))
            await connection.ExecuteAsync(end, new { chat.Id, key }, transaction);

        async Task WriteRowsAsync(string sql, IReadOnlyList<object> rows)
        {
            if (rows.Count > 0)
                await connection.ExecuteAsync(sql, new { rows = JsonRows.Of(rows) }, transaction);
        }
    }

    private static object Json(EpisodeNotice notice, AlertEpisode episode, long boundChatId) => new
    {
        BoundChatId = boundChatId,
        notice.EpisodeId,
        ClientId = AlertStateStore.ClientOf(episode.Subject),
        notice.GroupKey,
        Stage = (long)notice.Stage,
        Since = UnixMicros.Of(notice.Since),
        notice.MessageKey,
        notice.SaidKey,
        ToldAt = UnixMicros.Of(notice.ToldAt),
        ToldSeverity = (long?)notice.ToldSeverity,
        Repeats = (long)notice.Repeats,
        ShownKind = (long)notice.Shown.Kind,
        ShownBy = notice.Shown.By,
        ShownUntil = UnixMicros.Of(notice.Shown.Until),
    };

    private static object Json(NoticeLine line, AlertEpisode episode, long boundChatId) => new
    {
        line.MessageKey,
        line.EpisodeId,
        BoundChatId = boundChatId,
        ClientId = AlertStateStore.ClientOf(episode.Subject),
        MessageKind = (long)line.MessageKind,
        Kind = (long)line.Kind,
        IsLast = line.IsLast ? 1L : 0L,
        Stage = (long)line.Stage,
        Since = UnixMicros.Of(line.Since),
        line.ToldKey,
        ToldAt = UnixMicros.Of(line.ToldAt),
        ToldSeverity = (long?)line.ToldSeverity,
        Repeats = (long)line.Repeats,
    };

    private sealed record NoticeRow
    {
        public long BoundChatId { get; init; }

        public string EpisodeId { get; init; } = "";

        public string GroupKey { get; init; } = "";

        public long Stage { get; init; }

        public long Since { get; init; }

        public string? MessageKey { get; init; }

        public string? SaidKey { get; init; }

        public long? ToldAt { get; init; }

        public long? ToldSeverity { get; init; }

        public long Repeats { get; init; }

        public long ShownKind { get; init; }

        public string? ShownBy { get; init; }

        public long? ShownUntil { get; init; }

        public EpisodeNotice ToNotice() => new()
        {
            ChatId = BoundChatId,
            EpisodeId = EpisodeId,
            GroupKey = GroupKey,
            Stage = (NoticeStage)Stage,
            Since = UnixMicros.ToInstant(Since),
            MessageKey = MessageKey,
            SaidKey = SaidKey,
            ToldAt = UnixMicros.ToInstant(ToldAt),
            ToldSeverity = (AlertSeverity?)ToldSeverity,
            Repeats = (int)Repeats,
            Shown = ShownKind == 0 ? AlertHuman.None : new((AlertHumanKind)ShownKind, ShownBy, UnixMicros.ToInstant(ShownUntil)),
        };
    }

    private sealed record LineRow
    {
        public long BoundChatId { get; init; }

        public string MessageKey { get; init; } = "";

        public string EpisodeId { get; init; } = "";

        public long MessageKind { get; init; }

        public long Kind { get; init; }

        public long IsLast { get; init; }

        public long Stage { get; init; }

        public long Since { get; init; }

        public string? ToldKey { get; init; }

        public long? ToldAt { get; init; }

        public long? ToldSeverity { get; init; }

        public long Repeats { get; init; }

        public NoticeLine ToLine() => new()
        {
            MessageKey = MessageKey,
            EpisodeId = EpisodeId,
            MessageKind = (NoticeMessageKind)MessageKind,
            Kind = (NoticeItemKind)Kind,
            IsLast = IsLast != 0,
            Stage = (NoticeStage)Stage,
            Since = UnixMicros.ToInstant(Since),
            ToldKey = ToldKey,
            ToldAt = UnixMicros.ToInstant(ToldAt),
            ToldSeverity = (AlertSeverity?)ToldSeverity,
            Repeats = (int)Repeats,
        };
    }

    private sealed record GroupRow
    {
        public long BoundChatId { get; init; }

        public string GroupKey { get; init; } = "";

        public long FlushedAt { get; init; }
    }

    private sealed record DeliveryRow
    {
        public string DedupKey { get; init; } = "";

        public long State { get; init; }

        public long IsUnsent { get; init; }

        public long IsNotWanted { get; init; }

        public NoticeDelivery ToDelivery() => this switch
        {
            { IsUnsent: 1 } => NoticeDelivery.Untried,
            { State: 5, IsNotWanted: 0 } => NoticeDelivery.NeverArrived,
            { State: 4 or 5 } => NoticeDelivery.Refused,
            _ => NoticeDelivery.MayHaveArrived,
        };
    }
}

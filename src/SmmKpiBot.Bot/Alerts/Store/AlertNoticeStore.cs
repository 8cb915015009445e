using System.Data.Common;
using System.Text.Json;
using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Notices;

namespace SmmKpiBot.Bot.Alerts.Store;

/// <summary>What chats were told of episodes, when their groups last spoke, and what became of the messages.</summary>
internal static class AlertNoticeStore
{
    /// <summary>Everything kept of episodes that are open or of the last day, by chat.</summary>
    public static async Task<ILookup<long, EpisodeNotice>> ReadAsync(DbConnection connection, DbTransaction? transaction, DateTimeOffset since)
    {
        const string sql = """
            select bound_chat_id as BoundChatId, episode_id as EpisodeId, group_key as GroupKey, stage as Stage, since as Since, message_key as MessageKey,
                told_at as ToldAt, told_severity as ToldSeverity, repeats as Repeats, shown_kind as ShownKind, shown_by as ShownBy, shown_until as ShownUntil
            from alert_notice
            where stage < 3 or since >= @since
                or message_key in (select message_key from alert_notice where stage < 3)
                or episode_id in (select id from alert_episode where ended_at >= @since)
            """;
        return (await connection.QueryAsync<NoticeRow>(sql, new { since = UnixMicros.Of(since) }, transaction)).ToLookup(row => row.BoundChatId, row => row.ToNotice());
    }

    public static async Task<ILookup<long, NoticeGroup>> GroupsAsync(DbConnection connection, DbTransaction? transaction)
    {
        const string sql = "select bound_chat_id as BoundChatId, group_key as GroupKey, flushed_at as FlushedAt from alert_group";
        return (await connection.QueryAsync<GroupRow>(sql, null, transaction))
            .ToLookup(row => row.BoundChatId, row => new NoticeGroup(row.BoundChatId, row.GroupKey, UnixMicros.ToInstant(row.FlushedAt)));
    }

    /// <summary>What the outbox knows of the messages that told something which is not done yet.</summary>
    public static async Task<IReadOnlyDictionary<string, NoticeDelivery>> DeliveriesAsync(DbConnection connection, DbTransaction? transaction)
    {
        const string sql = """
            select distinct o.dedup_key as DedupKey, o.state as State, o.attempt as Attempt
            from alert_notice n join outbox o on o.dedup_key = n.message_key
            where n.stage < 3
            """;
        return (await connection.QueryAsync<DeliveryRow>(sql, null, transaction)).ToDictionary(row => row.DedupKey, row => row.ToDelivery());
    }

    public static async Task WriteAsync(DbConnection connection, DbTransaction transaction, Dialect dialect, ChatPlan plan, IReadOnlyDictionary<string, AlertEpisode> episodes, long boundChatId)
    {
        const string noticesSqlite = """
            insert into alert_notice (bound_chat_id, episode_id, client_id, group_key, stage, since, message_key, told_at, told_severity, repeats, shown_kind, shown_by, shown_until)
            select value ->> 'h', value ->> 'e', value ->> 'c', value ->> 'g', value ->> 's', value ->> 'i', value ->> 'm', value ->> 't', value ->> 'v', value ->> 'r',
                value ->> 'k', value ->> 'b', value ->> 'u'
            from json_each(@rows) where true
            on conflict (bound_chat_id, episode_id) do update set stage = excluded.stage, since = excluded.since, message_key = excluded.message_key, told_at = excluded.told_at,
                told_severity = excluded.told_severity, repeats = excluded.repeats, shown_kind = excluded.shown_kind, shown_by = excluded.shown_by, shown_until = excluded.shown_until
            """;
        const string noticesPostgres = """
            insert into alert_notice (bound_chat_id, episode_id, client_id, group_key, stage, since, message_key, told_at, told_severity, repeats, shown_kind, shown_by, shown_until)
            select h, e, c, g, s, i, m, t, v, r, k, b, u
            from json_to_recordset(@rows::json) as x (h bigint, e text, c bigint, g text, s bigint, i bigint, m text, t bigint, v bigint, r bigint, k bigint, b text, u bigint)
            on conflict (bound_chat_id, episode_id) do update set stage = excluded.stage, since = excluded.since, message_key = excluded.message_key, told_at = excluded.told_at,
                told_severity = excluded.told_severity, repeats = excluded.repeats, shown_kind = excluded.shown_kind, shown_by = excluded.shown_by, shown_until = excluded.shown_until
            """;
        const string flush = """
            insert into alert_group (bound_chat_id, group_key, flushed_at) values (@boundChatId, @key, @at)
            on conflict (bound_chat_id, group_key) do update set flushed_at = excluded.flushed_at
            """;
        const string end = "delete from alert_group where bound_chat_id = @boundChatId and group_key = @key";
        if (plan.Notices.Count > 0)
        {
            var rows = JsonSerializer.Serialize(plan.Notices.Select(notice => Json(notice, episodes[notice.EpisodeId], boundChatId)));
            await connection.ExecuteAsync(dialect == Dialect.Postgres ? noticesPostgres : noticesSqlite, new { rows }, transaction);
        }

        foreach (var group in plan.Groups)
            await connection.ExecuteAsync(flush, new { boundChatId, key = group.Key, at = UnixMicros.Of(group.FlushedAt) }, transaction);
        foreach (var key in plan.EndedGroups)
            await connection.ExecuteAsync(end, new { boundChatId, key }, transaction);
    }

    private static object Json(EpisodeNotice notice, AlertEpisode episode, long boundChatId) => new
    {
        h = boundChatId,
        e = notice.EpisodeId,
        c = AlertStateStore.ClientOf(episode.Subject),
        g = notice.GroupKey,
        s = (long)notice.Stage,
        i = UnixMicros.Of(notice.Since),
        m = notice.MessageKey,
        t = UnixMicros.Of(notice.ToldAt),
        v = (long?)notice.ToldSeverity,
        r = (long)notice.Repeats,
        k = (long)notice.Shown.Kind,
        b = notice.Shown.By,
        u = UnixMicros.Of(notice.Shown.Until),
    };

    private sealed record NoticeRow
    {
        public long BoundChatId { get; init; }

        public string EpisodeId { get; init; } = "";

        public string GroupKey { get; init; } = "";

        public long Stage { get; init; }

        public long Since { get; init; }

        public string? MessageKey { get; init; }

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
            ToldAt = UnixMicros.ToInstant(ToldAt),
            ToldSeverity = (AlertSeverity?)ToldSeverity,
            Repeats = (int)Repeats,
            Shown = ShownKind == 0 ? AlertHuman.None : new((AlertHumanKind)ShownKind, ShownBy, UnixMicros.ToInstant(ShownUntil)),
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

        public long Attempt { get; init; }

        public NoticeDelivery ToDelivery() => (State, Attempt) switch
        {
            (0, 0) => NoticeDelivery.Untried,
            (4 or 5, _) => NoticeDelivery.NeverArrived,
            _ => NoticeDelivery.MayHaveArrived,
        };
    }
}

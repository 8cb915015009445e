using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Alerts;

namespace SmmKpiBot.Bot.Alerts.Store;

/// <summary>An episode that is over: the state before its end, and the end.</summary>
internal sealed record EndedEpisode(AlertState State, AlertEvent Ending);

/// <summary>Everything that ever happened to alerts, with its reason; and the episodes that are over.</summary>
internal sealed class AlertLog(Database database)
{
    /// <summary>A year and a quarter: the same quarter of last year is still there.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(460);

    private readonly Database _database = database;

    public static async Task WriteAsync(
        DbConnection connection, DbTransaction transaction, IReadOnlyList<AlertEvent> events, IReadOnlyList<EndedEpisode> ended)
    {
        const string episode = """
            insert into alert_episode (id, client_id, rule_id, ended_at, state, ending) values (@id, @clientId, @ruleId, @at, @state, @ending)
            on conflict (id) do nothing
            """;
        if (events.Count > 0)
        {
            var sql = $"""
                insert into alert_event (client_id, rule_id, fingerprint, episode_id, kind, at, body)
                select client_id, rule_id, fingerprint, episode_id, kind, at, body
                from {JsonRows.Table(connection, "rows", "client_id bigint", "rule_id text", "fingerprint text", "episode_id text", "kind bigint", "at bigint", "body text")}
                """;
            var rows = events.Select(one => new
            {
                ClientId = AlertStateStore.ClientOf(one.Subject),
                one.Subject.RuleId,
                Fingerprint = one.Subject.Fingerprint(),
                one.EpisodeId,
                Kind = (long)one.Kind,
                At = UnixMicros.Of(one.At),
                Body = AlertJson.Write(one),
            });
            await connection.ExecuteAsync(sql, new { rows = JsonRows.Of(rows) }, transaction);
        }

        foreach (var over in ended)
        {
            var subject = over.State.Subject;
            var values = new
            {
                id = over.State.EpisodeId,
                clientId = AlertStateStore.ClientOf(subject),
                ruleId = subject.RuleId,
                at = UnixMicros.Of(over.Ending.At),
                state = AlertJson.Write(over.State),
                ending = AlertJson.Write(over.Ending),
            };
            await connection.ExecuteAsync(episode, values, transaction);
        }
    }

    /// <summary>Ended episodes of which something may still be to tell, or whose message tells of such ones too.</summary>
    /// <param name="clients">Only those of these clients; null: all.</param>
    public static async Task<IReadOnlyList<EndedEpisode>> UnfinishedAsync(DbConnection connection, DbTransaction? transaction, DateTimeOffset since, long[]? clients)
    {
        var (ofEpisodes, ofNotices) = (AmongSql.Of(connection, "client_id", "clients"), AmongSql.Of(connection, "n.client_id", "clients"));
        var some = $"""
            select state as State, ending as Ending from alert_episode where {ofEpisodes} and ended_at >= @since
            union
            select p.state, p.ending from alert_notice n join alert_episode p on p.id = n.episode_id where {ofNotices} and n.stage < 3
            union
            select p.state, p.ending from alert_notice n
            join alert_line l on l.message_key = n.message_key
            join alert_episode p on p.id = l.episode_id
            where {ofNotices} and n.stage < 3
            """;
        const string all = """
            select state as State, ending as Ending from alert_episode where ended_at >= @since
            union
            select p.state, p.ending from alert_notice n join alert_episode p on p.id = n.episode_id where n.stage < 3
            union
            select p.state, p.ending from alert_notice n
            join alert_line l on l.message_key = n.message_key
            join alert_episode p on p.id = l.episode_id
            where n.stage < 3
            """;
        return [.. (await connection.QueryAsync<EpisodeRow>(clients is null ? all : some, new { since = UnixMicros.Of(since), clients = AmongSql.Values(clients) }, transaction)).Select(row => row.ToEpisode())];
    }

    /// <summary>What happened last, the newest first.</summary>
    /// <param name="clients">Only to alerts of these clients; null: to all.</param>
    /// <param name="withNone">Beside those of these clients also to alerts of no single client.</param>
    /// <param name="most">So many at most.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<AlertEvent>> RecentAsync(IReadOnlyCollection<long>? clients, bool withNone, int most, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        var ofSome = AmongSql.Of(connection, "client_id", "clients");
        var seen = clients is null ? "" : withNone ? $"where ({ofSome} or client_id is null)" : $"where {ofSome}";
        var sql = $"select body from alert_event {seen} order by at desc, id desc limit @most";
        var command = new CommandDefinition(sql, new { clients = AmongSql.Values(clients), most }, cancellationToken: cancellationToken);
        return [.. (await connection.QueryAsync<string>(command)).Select(AlertJson.ReadEvent)];
    }

    /// <summary>The story of one episode, from the first breach that led to it.</summary>
    public async Task<IReadOnlyList<AlertEvent>> OfEpisodeAsync(string episodeId, CancellationToken cancellationToken)
    {
        const string sql = """
            with told as (select min(fingerprint) as fingerprint, min(id) as begins, max(id) as ends from alert_event where episode_id = @episodeId)
            select one.body from told join alert_event one on one.fingerprint = told.fingerprint
            where one.id <= told.ends and one.id > coalesce(
                (select max(past.id) from alert_event past where past.fingerprint = told.fingerprint and past.id < told.begins and past.kind in (@Resolved, @Closed, @Dropped)), 0)
            order by one.id
            """;
        var values = new { episodeId, Resolved = (long)AlertEventKind.Resolved, Closed = (long)AlertEventKind.Closed, Dropped = (long)AlertEventKind.Dropped };
        await using var connection = await _database.OpenAsync(cancellationToken);
        var since = (await connection.QueryAsync<string>(new CommandDefinition(sql, values, cancellationToken: cancellationToken))).Select(AlertJson.ReadEvent);

        // Late data of calm days led to nothing.
        return [.. since.SkipWhile(one => one.EpisodeId is null && one.Kind != AlertEventKind.Pending)];
    }

    /// <summary>Forgets what is long over.</summary>
    public async Task PurgeAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        const string events = "delete from alert_event where id in (select id from alert_event where at < @before limit @RowsAtOnce)";
        const string episodes = "delete from alert_episode where id in (select id from alert_episode where ended_at < @before limit @RowsAtOnce)";
        const string notices = """
            delete from alert_notice where stage >= 3 and (bound_chat_id, episode_id) in (
                select bound_chat_id, episode_id from alert_notice where stage >= 3 and since < @before limit @RowsAtOnce)
            """;
        const string lines = """
            delete from alert_line where (message_key, episode_id) in (
                select message_key, episode_id from alert_line l where since < @before
                    and not exists (select 1 from alert_notice n where n.message_key = l.message_key and n.stage < 3) limit @RowsAtOnce)
            """;
        const string silences = "delete from alert_silence where id in (select id from alert_silence where until_at < @before limit @RowsAtOnce)";
        foreach (var sql in (string[])[lines, notices, events, episodes, silences])
            await Removal.RunAsync(_database, sql, new { before = UnixMicros.Of(now - Kept) }, cancellationToken);
    }

    private sealed record EpisodeRow
    {
        public string State { get; init; } = "";

        public string Ending { get; init; } = "";

        public EndedEpisode ToEpisode() => new(AlertJson.ReadState(State), AlertJson.ReadEvent(Ending));
    }
}

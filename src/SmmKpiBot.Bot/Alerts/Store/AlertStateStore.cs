using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Reporting.Alerts;

namespace SmmKpiBot.Bot.Alerts.Store;

/// <summary>Where every watched subject stands.</summary>
internal sealed class AlertStateStore(Database database)
{
    private const string Columns = "select fingerprint as Fingerprint, revision as Revision, body as Body from alert_state";

    private readonly Database _database = database;

    /// <summary>All states of a client by fingerprint; null: those of no single client.</summary>
    public async Task<IReadOnlyDictionary<string, StoredState>> OfClientAsync(long? clientId, CancellationToken cancellationToken)
    {
        const string ofClient = Columns + " where client_id = @clientId";
        const string ofNone = Columns + " where client_id is null";
        await using var connection = await _database.OpenAsync(cancellationToken);
        var command = new CommandDefinition(clientId is null ? ofNone : ofClient, new { clientId }, cancellationToken: cancellationToken);
        return (await connection.QueryAsync<Row>(command)).ToDictionary(row => row.Fingerprint, row => row.ToState());
    }

    /// <summary>The states with an open episode.</summary>
    public static Task<IReadOnlyList<StoredState>> OpenAsync(DbConnection connection, DbTransaction? transaction) => OpenAsync(connection, transaction, null);

    /// <param name="clients">Only those of these clients and of no client; null: all.</param>
    public static async Task<IReadOnlyList<StoredState>> OpenAsync(DbConnection connection, DbTransaction? transaction, long[]? clients)
    {
        const string all = Columns + " where condition >= 2";
        var some = $"{all} and {AmongSql.Of(connection, "client_id", "clients")} union all {all} and client_id is null";
        return [.. (await connection.QueryAsync<Row>(clients is null ? all : some, new { clients = AmongSql.Values(clients) }, transaction)).Select(row => row.ToState())];
    }

    /// <summary>The state whose open episode this is.</summary>
    public static async Task<StoredState?> FindAsync(DbConnection connection, DbTransaction? transaction, string episodeId)
    {
        const string sql = Columns + " where condition >= 2 and episode_id = @episodeId";
        return (await connection.QuerySingleOrDefaultAsync<Row>(sql, new { episodeId }, transaction))?.ToState();
    }

    /// <summary>Writes changed states in one batch, and only over the rows they were made of. False when somebody else wrote one meanwhile: then nothing of it may stay.</summary>
    public static async Task<bool> WriteAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<StateChange> changes)
    {
        var save = $"""
            insert into alert_state (fingerprint, client_id, condition, episode_id, revision, body)
            select fingerprint, client_id, condition, episode_id, revision, body
            from {JsonRows.Table(connection, "rows", "fingerprint text", "client_id bigint", "condition bigint", "episode_id text", "revision bigint", "body text")} where true
            on conflict (fingerprint) do update set condition = excluded.condition, episode_id = excluded.episode_id, revision = excluded.revision, body = excluded.body
            where alert_state.revision = excluded.revision - 1
            """;
        const string delete = "delete from alert_state where fingerprint = @Fingerprint and revision = @Revision";
        foreach (var gone in changes.Where(change => change.State is null))
        {
            if (await connection.ExecuteAsync(delete, new { gone.Fingerprint, gone.Revision }, transaction) != 1)
                return false;
        }

        var kept = changes.Where(change => change.State is not null).ToList();
        return kept.Count == 0 || await connection.ExecuteAsync(save, new { rows = JsonRows.Of(kept.Select(Json)) }, transaction) == kept.Count;
    }

    private static object Json(StateChange change) => new
    {
        change.Fingerprint,
        ClientId = ClientOf(change.State!.Subject),
        Condition = (long)change.State.Condition,
        change.State.EpisodeId,
        Revision = change.Revision + 1,
        Body = change.Body ?? AlertJson.Write(change.State),
    };

    /// <summary>The client of a subject as columns have it.</summary>
    internal static long? ClientOf(AlertSubject subject) => subject.ClientId == 0 ? null : subject.ClientId;

    private sealed record Row
    {
        public string Fingerprint { get; init; } = "";

        public long Revision { get; init; }

        public string Body { get; init; } = "";

        public StoredState ToState() => new(AlertJson.ReadState(Body), Revision, Body);
    }
}

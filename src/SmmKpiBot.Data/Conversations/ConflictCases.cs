using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts.Reading;

namespace SmmKpiBot.Data.Conversations;

/// <summary>Reads conflicts of the ledger with all that happened to them.</summary>
public static class ConflictCases
{
    private const string Select = """
        select c.id as Id, a.client_id as ClientId, c.account_id as AccountId, o.network as Network, o.name as Name, c.conversation as Conversation,
            c.message_id as MessageId,
            c.opened_at as OpenedAt, c.opened_after as OpenedAfter, c.words as Words, c.link as Link, c.media as Media
        from conflict_case c join account a on a.id = c.ledger_id left join account o on o.id = c.account_id
        """;

    /// <summary>The number of the case that a fact stands for; null for a conflict of an imported file.</summary>
    public static long? IdOf(Conflict conflict) => LedgerFacts.IdOf(conflict.Conversation);

    /// <summary>Null when there is none of this id.</summary>
    public static async Task<ConflictCase?> FindAsync(DbConnection connection, DbTransaction? transaction, long id)
    {
        const string sql = Select + " where c.id = @id";
        const string events = $"select {ConflictEventRow.Columns} from conflict_event e where e.case_id = @id";
        return await connection.QuerySingleOrDefaultAsync<ConflictCaseRow>(sql, new { id }, transaction) is { } row
            ? row.ToCase(await connection.QueryAsync<ConflictEventRow>(events, new { id }, transaction))
            : null;
    }

    /// <summary>The latest conflict of a conversation, open or not; null where there was none.</summary>
    public static async Task<ConflictCase?> LastOfAsync(DbConnection connection, DbTransaction? transaction, long accountId, string conversation)
    {
        const string sql = "select max(id) from conflict_case where account_id = @accountId and conversation = @conversation";
        return await connection.ExecuteScalarAsync<long?>(sql, new { accountId, conversation }, transaction) is { } id ? await FindAsync(connection, transaction, id) : null;
    }

    /// <summary>All conflicts of a client, by opening.</summary>
    public static async Task<IReadOnlyList<ConflictCase>> OfClientAsync(DbConnection connection, DbTransaction? transaction, long clientId)
    {
        const string sql = Select + " where a.client_id = @clientId";
        const string events = $"""
            select {ConflictEventRow.Columns} from account a join conflict_case c on c.ledger_id = a.id join conflict_event e on e.case_id = c.id where a.client_id = @clientId
            """;
        return Together(await connection.QueryAsync<ConflictCaseRow>(sql, new { clientId }, transaction), await connection.QueryAsync<ConflictEventRow>(events, new { clientId }, transaction));
    }

    /// <summary>A page of the open conflicts of some clients, longest first.</summary>
    public static Task<(IReadOnlyList<ConflictCase> Page, int All)> OpenAsync(Database.Database database, long[] clients, int skip, int most, CancellationToken cancellationToken) =>
        PageAsync(database, "c.resolved_at is null", "c.opened_at, c.id", clients, skip, most, cancellationToken);

    /// <summary>A page of the resolved conflicts of some clients, latest first.</summary>
    public static Task<(IReadOnlyList<ConflictCase> Page, int All)> ResolvedAsync(Database.Database database, long[] clients, int skip, int most, CancellationToken cancellationToken) =>
        PageAsync(database, "c.resolved_at is not null", "c.resolved_at desc, c.id desc", clients, skip, most, cancellationToken);

    /// <summary>The latest rating of each conflict of a client that has one, by its number.</summary>
    public static async Task<IReadOnlyDictionary<long, int>> LatestRatingsAsync(Database.Database database, long clientId, CancellationToken cancellationToken)
    {
        const string sql = """
            select c.id, e.value
            from account a join conflict_case c on c.ledger_id = a.id join conflict_event e on e.case_id = c.id
            where a.client_id = @clientId and e.kind = 5 and not exists (select 1 from conflict_event l where l.case_id = e.case_id and l.kind = 5 and l.id > e.id)
            """;
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(long Id, long Value)>(new CommandDefinition(sql, new { clientId }, cancellationToken: cancellationToken));
        return rows.ToDictionary(row => row.Id, row => (int)row.Value);
    }

    /// <summary>The mean of the latest ratings of some clients' conflicts, and how many have one.</summary>
    public static async Task<(decimal? Average, int Count)> RatingsAsync(Database.Database database, long[] clients, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var sql = $"""
            select coalesce(sum(e.value), 0) as Total, count(*) as Count
            from conflict_case c join account a on a.id = c.ledger_id join conflict_event e on e.case_id = c.id
            where {AmongSql.Of(connection, "a.client_id", "clients")} and e.kind = 5 and not exists (select 1 from conflict_event l where l.case_id = e.case_id and l.kind = 5 and l.id > e.id)
            """;
        var (total, count) = await connection.QuerySingleAsync<(long, long)>(new CommandDefinition(sql, new { clients = AmongSql.Values(clients) }, cancellationToken: cancellationToken));
        return (count == 0 ? null : (decimal)total / count, (int)count);
    }

    private static async Task<(IReadOnlyList<ConflictCase> Page, int All)> PageAsync(
        Database.Database database, string which, string order, long[] clients, int skip, int most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var ofClients = AmongSql.Of(connection, "a.client_id", "clients");
        var page = $"{Select} where {ofClients} and {which} order by {order} limit @most offset @skip";
        var count = $"select count(*) from conflict_case c join account a on a.id = c.ledger_id where {ofClients} and {which}";
        var events = $"select {ConflictEventRow.Columns} from conflict_event e where {AmongSql.Of(connection, "e.case_id", "ids")}";
        var values = new { clients = AmongSql.Values(clients), most, skip };
        var rows = (await connection.QueryAsync<ConflictCaseRow>(new CommandDefinition(page, values, cancellationToken: cancellationToken))).AsList();
        var ids = rows.Select(row => row.Id).ToArray();
        var ofRows = await connection.QueryAsync<ConflictEventRow>(new CommandDefinition(events, new { ids = AmongSql.Values(ids) }, cancellationToken: cancellationToken));
        var all = await connection.ExecuteScalarAsync<int>(new CommandDefinition(count, values, cancellationToken: cancellationToken));
        var cases = Together(rows, ofRows).ToDictionary(one => one.Id);
        return ([.. ids.Select(id => cases[id])], all);
    }

    private static List<ConflictCase> Together(IEnumerable<ConflictCaseRow> cases, IEnumerable<ConflictEventRow> events)
    {
        var ofCase = events.ToLookup(row => row.CaseId);
        return [.. cases.Select(row => row.ToCase(ofCase[row.Id])).OrderBy(one => one.OpenedAt).ThenBy(one => one.Id)];
    }
}

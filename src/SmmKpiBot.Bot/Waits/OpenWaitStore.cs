using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.Waits;

/// <summary>The table of open waits, and which version of a client it was made of.</summary>
internal static class OpenWaitStore
{
    public const string Columns = """
        w.account_id as AccountId, w.conversation as Conversation, w.client_id as ClientId, w.message_id as MessageId, w.kind as Kind, w.first_of_episode as FirstOfEpisode,
        w.began_at as BeganAt, w.observed_at as ObservedAt, w.until_at as UntilAt, w.nudge_at as NudgeAt, w.due_at as DueAt, w.escalate_at as EscalateAt,
        w.stage as Stage, w.next_at as NextAt
        """;

    private const string WithoutAddress = "delete from message_text where link is null and ";
    private const string Words = "update message_text set words = null where words is not null and ";

    public static async Task<OpenWaitRow?> FindAsync(DbConnection connection, DbTransaction? transaction, long accountId, string conversation)
    {
        const string sql = $"select {Columns} from open_wait w where w.account_id = @accountId and w.conversation = @conversation";
        return await connection.QuerySingleOrDefaultAsync<OpenWaitRow>(sql, new { accountId, conversation }, transaction);
    }

    public static async Task<IReadOnlyList<OpenWaitRow>> OfClientAsync(DbConnection connection, DbTransaction? transaction, long clientId)
    {
        const string sql = $"select {Columns} from open_wait w where w.client_id = @clientId";
        return [.. await connection.QueryAsync<OpenWaitRow>(sql, new { clientId }, transaction)];
    }

    public static Task StoreAsync(DbConnection connection, DbTransaction transaction, OpenWaitRow row)
    {
        const string sql = """
            insert into open_wait (account_id, conversation, client_id, message_id, kind, first_of_episode, began_at, observed_at, until_at, nudge_at, due_at, escalate_at, stage, next_at)
            values (@AccountId, @Conversation, @ClientId, @MessageId, @Kind, @FirstOfEpisode, @BeganAt, @ObservedAt, @UntilAt, @NudgeAt, @DueAt, @EscalateAt, @Stage, @NextAt)
            on conflict (account_id, conversation) do update set
                message_id = excluded.message_id, kind = excluded.kind, first_of_episode = excluded.first_of_episode, began_at = excluded.began_at,
                observed_at = excluded.observed_at, until_at = excluded.until_at, nudge_at = excluded.nudge_at, due_at = excluded.due_at,
                escalate_at = excluded.escalate_at, stage = excluded.stage, next_at = excluded.next_at
            """;
        return connection.ExecuteAsync(sql, row, transaction);
    }

    public static Task RemoveAsync(DbConnection connection, DbTransaction transaction, OpenWaitRow row)
    {
        const string sql = "delete from open_wait where account_id = @AccountId and conversation = @Conversation";
        return connection.ExecuteAsync(sql, row, transaction);
    }

    /// <summary>Forgets the words of what nobody waits for an answer to any more. Where they stand is kept: an answer may be taken back.</summary>
    public static async Task ForgetWordsAsync(DbConnection connection, DbTransaction transaction, long accountId, string conversation)
    {
        const string those = """
            account_id = @accountId and conversation = @conversation and at < coalesce(
                (select w.began_at from open_wait w where w.account_id = @accountId and w.conversation = @conversation), @always)
            """;
        foreach (var sql in (string[])[WithoutAddress + those, Words + those])
            await connection.ExecuteAsync(sql, new { accountId, conversation, always = long.MaxValue }, transaction);
    }

    /// <summary>The same for all conversations of a client.</summary>
    public static async Task ForgetWordsAsync(DbConnection connection, DbTransaction transaction, long clientId)
    {
        const string those = """
            account_id in (select id from account where client_id = @clientId) and not exists (
                select 1 from open_wait w
                where w.account_id = message_text.account_id and w.conversation = message_text.conversation and w.began_at <= message_text.at)
            """;
        foreach (var sql in (string[])[WithoutAddress + those, Words + those])
            await connection.ExecuteAsync(sql, new { clientId }, transaction);
    }

    /// <summary>Clients whose open waits were made of an older version of their facts and keys.</summary>
    public static async Task<IReadOnlyList<long>> BehindAsync(DbConnection connection)
    {
        const string sql = "select c.id from client c left join waits_known k on k.client_id = c.id where k.version is null or k.version <> c.version order by c.id";
        return [.. await connection.QueryAsync<long>(sql)];
    }

    /// <summary>
    /// The table is made of the newest version of those among these clients of whom no message, no words and no notice are kept: there is nothing to make. Gives the others.
    /// </summary>
    public static async Task<IReadOnlyList<long>> PassSilentAsync(DbConnection connection, DbTransaction transaction, IReadOnlyCollection<long> clientIds)
    {
        var sql = $"""
            insert into waits_known (client_id, version)
            select c.id, c.version from client c
            where {AmongSql.Of(connection, "c.id", "ids")}
                and not exists (select 1 from account a join message m on m.account_id = a.id where a.client_id = c.id)
                and not exists (select 1 from open_wait w where w.client_id = c.id)
                and not exists (select 1 from account a join wait_notice n on n.account_id = a.id where a.client_id = c.id)
                and not exists (select 1 from account a join message_text t on t.account_id = a.id where a.client_id = c.id)
            on conflict (client_id) do update set version = excluded.version
            returning client_id
            """;
        var passed = await connection.QueryAsync<long>(sql, new { ids = AmongSql.Values(clientIds) }, transaction);
        return [.. clientIds.Except(passed)];
    }

    /// <summary>The table follows one change of the client. False where it had not followed all that came before.</summary>
    public static async Task<bool> AdvanceAsync(DbConnection connection, DbTransaction transaction, long clientId, long version)
    {
        const string sql = "update waits_known set version = @version where client_id = @clientId and version = @version - 1";
        return await connection.ExecuteAsync(sql, new { clientId, version }, transaction) > 0;
    }

    /// <summary>
    /// Until the end of the transaction no delivery changes the client's waits. Whoever decides about waits by what it reads takes this first: on
    /// PostgreSQL a delivery that ends one meanwhile would be overwritten.
    /// </summary>
    public static Task HoldAsync(DbConnection connection, DbTransaction transaction, long clientId) =>
        connection.ExecuteAsync("update client set version = version where id = @clientId", new { clientId }, transaction);

    /// <summary>The table is made of this version. False when the client has changed meanwhile; until the end of the transaction it cannot any more.</summary>
    public static async Task<bool> TakeVersionAsync(DbConnection connection, DbTransaction transaction, long clientId, long version)
    {
        const string hold = "update client set version = version where id = @clientId and version = @version";
        const string know = "insert into waits_known (client_id, version) values (@clientId, @version) on conflict (client_id) do update set version = excluded.version";
        if (await connection.ExecuteAsync(hold, new { clientId, version }, transaction) == 0)
            return false;
        await connection.ExecuteAsync(know, new { clientId, version }, transaction);
        return true;
    }
}

using System.Data.Common;
using Dapper;

namespace SmmKpiBot.Data.Clients;

/// <summary>
/// Counts the changes of what a client's figures are made of: visible batches, keys, accounts. Raised in the transaction of the change, so that
/// whoever reads a version before the facts never takes newer facts for older ones.
/// </summary>
internal static class ClientVersion
{
    public static Task RaiseAsync(DbConnection connection, DbTransaction transaction, long clientId)
    {
        const string sql = "update client set version = version + 1 where id = @clientId";
        return connection.ExecuteAsync(sql, new { clientId }, transaction);
    }

    public static Task RaiseOfAccountAsync(DbConnection connection, DbTransaction transaction, long accountId)
    {
        const string sql = "update client set version = version + 1 where id = (select client_id from account where id = @accountId)";
        return connection.ExecuteAsync(sql, new { accountId }, transaction);
    }

    public static Task RaiseOfBatchAsync(DbConnection connection, DbTransaction transaction, long batchId)
    {
        const string sql = """
            update client set version = version + 1
            where id = (select a.client_id from batch b join account a on a.id = b.account_id where b.id = @batchId)
            """;
        return connection.ExecuteAsync(sql, new { batchId }, transaction);
    }
}

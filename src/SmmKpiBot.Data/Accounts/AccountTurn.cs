using System.Data.Common;
using Dapper;
using Npgsql;

namespace SmmKpiBot.Data.Accounts;

/// <summary>
/// Lets one transaction at a time look what is known of an account's messages and write what is new: a delivery and a reading that say the same at the
/// same moment store it once. SQLite has one writer anyway.
/// </summary>
public static class AccountTurn
{
    /// <summary>Waits for who is at it; the turn ends with the transaction.</summary>
    public static Task TakeAsync(DbConnection connection, DbTransaction transaction, long accountId)
    {
        const string sql = "select 1 from account where id = @accountId for no key update";
        return connection is NpgsqlConnection ? connection.ExecuteAsync(sql, new { accountId }, transaction) : Task.CompletedTask;
    }
}

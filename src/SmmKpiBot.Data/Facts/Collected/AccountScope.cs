using System.Data.Common;
using Dapper;

namespace SmmKpiBot.Data.Facts.Collected;

/// <summary>What a network itself said of one account before: its own observations, without imported ones.</summary>
internal sealed record AccountScope(DbConnection Connection, long AccountId, CancellationToken CancellationToken)
{
    /// <summary>The batches that count, and their part of the columns of a <see cref="Tables.StoredRow"/>.</summary>
    public const string OfNetwork = "b.origin = 1 and b.completed_at is not null and b.undone_at is null";

    public const string BatchColumns = "b.origin as Origin, b.observed_at as ObservedAt";

    public async Task<List<T>> QueryAsync<T>(string sql, object? values = null)
    {
        var parameters = new DynamicParameters(values);
        parameters.Add(nameof(AccountId), AccountId);
        return (await Connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: CancellationToken))).AsList();
    }

    /// <summary>A command over days for reading many rows without a mapper.</summary>
    public DbCommand OverDays(string sql, (long From, long To) days)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in ((string, long)[])[("AccountId", AccountId), ("FromDay", days.From), ("ToDay", days.To)])
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}

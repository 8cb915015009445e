using System.Data.Common;
using Npgsql;

namespace SmmKpiBot.Data.Database;

/// <summary>"Is one of these": PostgreSQL takes a list as one array, SQLite as a parameter for each value.</summary>
public static class AmongSql
{
    /// <param name="connection">Tells the engine.</param>
    /// <param name="column">Of a statement of ours, never of input.</param>
    /// <param name="parameter">Name of a parameter that is an array, without its @.</param>
    public static string Of(DbConnection connection, string column, string parameter) =>
        connection is NpgsqlConnection ? $"{column} = any(@{parameter})" : $"{column} in @{parameter}";
}

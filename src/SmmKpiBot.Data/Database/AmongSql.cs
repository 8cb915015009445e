using System.Data;
using System.Data.Common;
using System.Text.Json;
using Dapper;
using Npgsql;

namespace SmmKpiBot.Data.Database;

/// <summary>"Is one of these numbers", with a text that does not depend on how many there are: PostgreSQL takes them as an array, SQLite as JSON.</summary>
public static class AmongSql
{
    /// <param name="connection">Tells the engine.</param>
    /// <param name="column">Of a statement of ours, never of input.</param>
    /// <param name="parameter">Name of a parameter that <see cref="Values"/> made, without its @.</param>
    public static string Of(DbConnection connection, string column, string parameter) =>
        connection is NpgsqlConnection ? $"{column} = any(@{parameter})" : $"{column} in (select value from json_each(@{parameter}))";

    /// <summary>The numbers as a table that stands after FROM, with one column: <c>{parameter}.value</c>.</summary>
    public static string Table(DbConnection connection, string parameter) =>
        connection is NpgsqlConnection ? $"unnest(@{parameter}) as {parameter} (value)" : $"json_each(@{parameter}) as {parameter}";

    /// <summary>The parameter; null where the statement does not name it.</summary>
    public static SqlMapper.ICustomQueryParameter Values(IEnumerable<long>? numbers) => new NumbersParameter(numbers?.ToArray());

    private sealed class NumbersParameter(long[]? numbers) : SqlMapper.ICustomQueryParameter
    {
        public void AddParameter(IDbCommand command, string name)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = numbers switch
            {
                null => DBNull.Value,
                _ when command is NpgsqlCommand => numbers,
                _ => JsonSerializer.Serialize(numbers),
            };
            command.Parameters.Add(parameter);
        }
    }
}

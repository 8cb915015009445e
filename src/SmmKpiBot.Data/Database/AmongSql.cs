using System.Data;
using System.Data.Common;
using System.Text.Json;
using Dapper;
using Npgsql;

namespace SmmKpiBot.Data.Database;

/// <summary>"Is one of these numbers (or texts)", with a statement that does not depend on how many there are: PostgreSQL takes them as an array, SQLite as JSON.</summary>
public static class AmongSql
{
    /// <param name="connection">Tells the engine.</param>
    /// <param name="column">Of a statement of ours, never of input.</param>
    /// <param name="parameter">Name of a parameter that one of the <c>Values</c> made, without its @.</param>
    public static string Of(DbConnection connection, string column, string parameter) =>
        connection is NpgsqlConnection ? $"{column} = any(@{parameter})" : $"{column} in (select value from json_each(@{parameter}))";

    /// <summary>They as a table that stands after FROM, with one column: <c>{parameter}.value</c>.</summary>
    public static string Table(DbConnection connection, string parameter) =>
        connection is NpgsqlConnection ? $"unnest(@{parameter}) as {parameter} (value)" : $"json_each(@{parameter}) as {parameter}";

    /// <summary>The parameter; null where the statement does not name it.</summary>
    public static SqlMapper.ICustomQueryParameter Values(IEnumerable<long>? numbers) => new ListParameter<long>(numbers?.ToArray());

    /// <summary>The same of texts.</summary>
    public static SqlMapper.ICustomQueryParameter Values(IEnumerable<string> texts) => new ListParameter<string>([.. texts]);

    private sealed class ListParameter<T>(T[]? values) : SqlMapper.ICustomQueryParameter
    {
        public void AddParameter(IDbCommand command, string name)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = values switch
            {
                null => DBNull.Value,
                _ when command is NpgsqlCommand => values,
                _ => JsonSerializer.Serialize(values),
            };
            command.Parameters.Add(parameter);
        }
    }
}

using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using Npgsql;

namespace SmmKpiBot.Data.Database;

/// <summary>Many rows as one parameter, for a statement that writes them all at once.</summary>
public static class JsonRows
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The parameter. Each property (a number or a text) is a column: <c>ChatId</c> is <c>chat_id</c>.</summary>
    public static string Of<T>(IEnumerable<T> rows) => JsonSerializer.Serialize(rows, Json);

    /// <summary>The rows as a table that stands after FROM. As jsonb on SQLite, which else writes a row out as text and reads it again for its columns.</summary>
    /// <param name="connection">Tells the engine.</param>
    /// <param name="parameter">Name of the parameter, without its @; the table is called so too.</param>
    /// <param name="columns">Name and type of each, "chat_id bigint".</param>
    public static string Table(DbConnection connection, string parameter, params string[] columns) => connection is NpgsqlConnection
        ? $"json_to_recordset(@{parameter}::json) as {parameter} ({string.Join(", ", columns)})"
        : $"(select {string.Join(", ", columns.Select(column => column[..column.IndexOf(' ', StringComparison.Ordinal)]).Select(name => $"value ->> '{name}' as {name}"))} from jsonb_each(@{parameter})) as {parameter}";
}

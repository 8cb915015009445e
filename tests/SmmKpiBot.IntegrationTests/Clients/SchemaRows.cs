using System.Data.Common;
using System.Globalization;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;

namespace SmmKpiBot.IntegrationTests.Clients;

/// <summary>The tables as the migrations make them, and a row of each that is filled from what the schema says of it.</summary>
internal sealed class SchemaRows
{
    private const long FirstId = 1_000_000;

    private readonly Dictionary<string, Table> _tables;

    private SchemaRows(Dictionary<string, Table> tables) => _tables = tables;

    /// <summary>Tables whose rows belong to a client, by foreign keys, parents first.</summary>
    public IReadOnlyList<string> OfClient => [.. Ordered().Where(Belongs).Select(table => table.Name)];

    public IReadOnlyList<string> Others => [.. _tables.Values.Where(table => !Belongs(table)).Select(table => table.Name).Order(StringComparer.Ordinal)];

    /// <summary>Both engines have the same tables and columns, so those of SQLite stand for both.</summary>
    public static async Task<SchemaRows> ReadAsync(SqliteConnection connection)
    {
        const string names = "select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name <> 'changelog'";
        const string columns = "select name as Name, type as Type from pragma_table_info(@table)";
        const string keys = """select "from" as Column, "table" as Parent from pragma_foreign_key_list(@table)""";
        Dictionary<string, Table> tables = [];
        foreach (var table in await connection.QueryAsync<string>(names))
        {
            var parents = (await connection.QueryAsync<ForeignKey>(keys, new { table })).ToDictionary(key => key.Column, key => key.Parent);
            tables.Add(table, new(table, [.. await connection.QueryAsync<Column>(columns, new { table })], parents));
        }

        return new(tables);
    }

    /// <summary>One row in every table of a client, and in those they refer to, with the canary in every text and every byte array of the client's own.</summary>
    /// <param name="connection">Of either engine.</param>
    /// <param name="transaction">In which the rows are written.</param>
    /// <param name="client">Tells the rows of one client from those of another.</param>
    /// <param name="canary">Any text.</param>
    /// <returns>The id of the client.</returns>
    public async Task<long> FillAsync(DbConnection connection, DbTransaction transaction, int client, string canary)
    {
        var id = FirstId + client;
        var parents = _tables.Values.SelectMany(table => table.Parents.Values).ToHashSet();
        foreach (var table in Ordered().Where(table => Belongs(table) || parents.Contains(table.Name)))
        {
            var text = Belongs(table) ? canary : $"shared {client}";
            var values = new DynamicParameters();
            foreach (var column in table.Columns)
                values.Add(column.Name, Value(table, column, id, text));
            var names = table.Columns.Select(column => column.Name).ToList();
            await connection.ExecuteAsync($"insert into {table.Name} ({string.Join(", ", names)}) values ({string.Join(", ", names.Select(name => "@" + name))})", values, transaction);
        }

        return id;
    }

    /// <summary>How many rows each table has.</summary>
    public async Task<Dictionary<string, long>> CountAsync(DbConnection connection)
    {
        Dictionary<string, long> counts = [];
        foreach (var table in _tables.Keys)
            counts.Add(table, await connection.ExecuteScalarAsync<long>($"select count(*) from {table}"));
        return counts;
    }

    /// <summary>Tables and columns in which a text is found, bytes included.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(DbConnection connection, string text)
    {
        List<string> found = [];
        foreach (var table in _tables.Values)
        {
            foreach (var row in await connection.QueryAsync($"select * from {table.Name}"))
            {
                foreach (var (column, value) in (IDictionary<string, object?>)row)
                {
                    var shown = value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture);
                    if (shown?.Contains(text, StringComparison.Ordinal) == true)
                        found.Add($"{table.Name}.{column}");
                }
            }
        }

        return found;
    }

    private static object Value(Table table, Column column, long id, string text) => column.Type.ToUpperInvariant() switch
    {
        "TEXT" => $"{text}-{table.Name}-{column.Name}",
        "BLOB" => Encoding.UTF8.GetBytes(text),
        "INTEGER" => id,
        _ => throw new InvalidOperationException($"Nobody has said what to put into {table.Name}.{column.Name}, which is {column.Type}."),
    };

    /// <summary>Through any chain of foreign keys.</summary>
    private bool Belongs(Table table) => table.Name == "client" || table.Parents.Values.Any(parent => parent != table.Name && Belongs(_tables[parent]));

    private IEnumerable<Table> Ordered()
    {
        HashSet<string> done = [];
        while (_tables.Values.Where(table => !done.Contains(table.Name) && table.Parents.Values.All(parent => parent == table.Name || done.Contains(parent))).ToList() is { Count: > 0 } next)
        {
            foreach (var table in next)
            {
                done.Add(table.Name);
                yield return table;
            }
        }
    }

    private sealed record Table(string Name, IReadOnlyList<Column> Columns, IReadOnlyDictionary<string, string> Parents);

    private sealed record ForeignKey
    {
        public string Column { get; init; } = "";

        public string Parent { get; init; } = "";
    }

    private sealed record Column
    {
        public string Name { get; init; } = "";

        public string Type { get; init; } = "";
    }
}

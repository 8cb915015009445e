using System.Data.Common;
using System.Globalization;
using Dapper;
using Npgsql;

namespace SmmKpiBot.Data.Database;

/// <summary>
/// Copies all rows from a database of one engine to one of the other that has the same schema. Names of tables and columns come from the schema itself.
/// </summary>
internal static class TableCopy
{
    /// <summary>Evolve's own table differs between the engines and is right on both sides already.</summary>
    private const string MigrationTable = "changelog";

    public static async Task CopyAsync(DbConnection source, DbConnection target, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var sqlite = source is NpgsqlConnection ? target : source;
        var tables = await TablesAsync(sqlite, sqlite == target ? transaction : null);
        foreach (var table in tables.AsEnumerable().Reverse())
            await target.ExecuteAsync($"delete from \"{table}\"", transaction: transaction);
        foreach (var table in tables)
            await CopyTableAsync(source, target, transaction, table, cancellationToken);
        if (target is NpgsqlConnection)
            await SetSequencesAsync(target, transaction);
    }

    /// <summary>Tables in an order in which a row never comes before the row it refers to.</summary>
    private static async Task<List<string>> TablesAsync(DbConnection sqlite, DbTransaction? transaction)
    {
        const string names = "select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name <> @MigrationTable order by name";
        const string parents = "select distinct \"table\" from pragma_foreign_key_list(@table)";
        var waiting = new Dictionary<string, HashSet<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var table in await sqlite.QueryAsync<string>(names, new { MigrationTable }, transaction))
        {
            var own = await sqlite.QueryAsync<string>(parents, new { table }, transaction);
            waiting.Add(table, own.Where(parent => !string.Equals(parent, table, StringComparison.OrdinalIgnoreCase)).ToHashSet(StringComparer.OrdinalIgnoreCase));
        }

        var ordered = new List<string>();
        while (waiting.FirstOrDefault(entry => entry.Value.All(parent => !waiting.ContainsKey(parent))).Key is { } next)
        {
            ordered.Add(next);
            waiting.Remove(next);
        }

        return ordered;
    }

    private static async Task CopyTableAsync(DbConnection source, DbConnection target, DbTransaction transaction, string table, CancellationToken cancellationToken)
    {
        await using var read = source.CreateCommand();
        read.CommandText = $"select * from \"{table}\"";
        await using var reader = await read.ExecuteReaderAsync(cancellationToken);
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        var types = await TypesAsync(target, transaction, table, columns, cancellationToken);
        await using var write = target.CreateCommand();
        write.Transaction = transaction;
        write.CommandText = $"insert into \"{table}\" ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) values ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
        for (var i = 0; i < columns.Length; i++)
        {
            var parameter = write.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            write.Parameters.Add(parameter);
        }

        while (await reader.ReadAsync(cancellationToken))
        {
            for (var i = 0; i < columns.Length; i++)
                write.Parameters[i].Value = Converted(reader.GetValue(i), types[i]);
            await write.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task<Type?[]> TypesAsync(DbConnection target, DbTransaction transaction, string table, string[] columns, CancellationToken cancellationToken)
    {
        if (target is not NpgsqlConnection)
            return new Type?[columns.Length];
        await using var command = target.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"select {string.Join(", ", columns.Select(column => $"\"{column}\""))} from \"{table}\" where false";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetFieldType)];
    }

    /// <summary>SQLite has numbers, texts and bytes only; a type of PostgreSQL that is none of these is made from them, and the other way round.</summary>
    private static object Converted(object value, Type? type) => value switch
    {
        DBNull or byte[] => value,
        bool flag when type is null => flag ? 1L : 0L,
        _ when type is null || type == value.GetType() => value,
        _ when type == typeof(bool) => Convert.ToInt64(value, CultureInfo.InvariantCulture) != 0,
        _ => Convert.ChangeType(value, type, CultureInfo.InvariantCulture),
    };

    private static async Task SetSequencesAsync(DbConnection target, DbTransaction transaction)
    {
        // Asked of other schemas it fails, and conditions of a WHERE have no order.
        const string identities = """
            select * from (
                select table_name as "Table", column_name as "Column",
                    case when table_schema = current_schema() then pg_get_serial_sequence(quote_ident(table_name), column_name) end as "Sequence"
                from information_schema.columns) columns
            where "Sequence" is not null
            """;
        foreach (var identity in (await target.QueryAsync<Identity>(identities, transaction: transaction)).AsList())
        {
            var newest = await target.ExecuteScalarAsync<long?>($"select max(\"{identity.Column}\") from \"{identity.Table}\"", transaction: transaction);
            if (newest is { } last)
                await target.ExecuteAsync("select setval(@Sequence::regclass, @last)", new { identity.Sequence, last }, transaction);
        }
    }

    private sealed record Identity
    {
        public string Table { get; init; } = "";

        public string Column { get; init; } = "";

        public string Sequence { get; init; } = "";
    }
}

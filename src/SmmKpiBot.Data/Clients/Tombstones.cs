using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Clients;

/// <summary>Remembers who was erased, by nothing but the number: a client that was erased stays erased, whatever is restored.</summary>
internal static class Tombstones
{
    public static async Task<IReadOnlyList<(long Id, long ErasedAt)>> ReadAsync(DbConnection connection) =>
        (await connection.QueryAsync<(long Id, long ErasedAt)>("select id, erased_at from erased_client")).AsList();

    public static Task NoteAsync(DbConnection connection, DbTransaction transaction, long clientId, DateTimeOffset at) =>
        NoteAsync(connection, transaction, [(clientId, UnixMicros.Of(at))]);

    /// <param name="erased">Numbers and microseconds.</param>
    public static Task NoteAsync(DbConnection connection, DbTransaction transaction, IEnumerable<(long Id, long ErasedAt)> erased)
    {
        var sql = $"""
            insert into erased_client (id, erased_at) select id, erased_at from {JsonRows.Table(connection, "rows", "id bigint", "erased_at bigint")} where true
            on conflict (id) do update set erased_at = excluded.erased_at where erased_client.erased_at < excluded.erased_at
            """;
        return connection.ExecuteAsync(sql, new { rows = JsonRows.Of(erased.Select(one => new { one.Id, one.ErasedAt })) }, transaction);
    }
}

using System.Data.Common;
using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Reporting.Alerts.Notices;

namespace SmmKpiBot.Bot.Alerts.Store;

/// <summary>When a chat is left in peace.</summary>
internal sealed class QuietStore(Database database, ClientDefaults defaults)
{
    public static readonly TimeOnly UsualFrom = new(21, 0);
    public static readonly TimeOnly UsualTo = new(8, 0);

    private readonly Database _database = database;
    private readonly ClientDefaults _defaults = defaults;

    /// <summary>The quiet hours of a chat; null where it wants none.</summary>
    public async Task<QuietHours?> OfAsync(BoundChat chat, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return (await OfAsync(connection, null, [chat]))[chat.Id];
    }

    /// <summary>The quiet hours of chats by the id of their binding, in the zone of a chat's only client, else in the agency's.</summary>
    public async Task<IReadOnlyDictionary<long, QuietHours?>> OfAsync(DbConnection connection, DbTransaction? transaction, IReadOnlyList<BoundChat> chats)
    {
        var sql = "select bound_chat_id as Id, from_minute as FromMinute, to_minute as ToMinute from chat_quiet where " + AmongSql.Of(connection, "bound_chat_id", "ids");
        var chosen = (await connection.QueryAsync<HoursRow>(sql, new { ids = AmongSql.Values(chats.Select(chat => chat.Id)) }, transaction)).ToDictionary(row => row.Id);
        var zoneOf = await ZonesAsync(connection, transaction, [.. chats.SelectMany(chat => chat.ClientIds is [var only] ? (long[])[only] : [])]);
        return chats.ToDictionary(chat => chat.Id, chat => Quiet(chosen.GetValueOrDefault(chat.Id), Zone(chat, zoneOf)));
    }

    /// <summary>The zone that a chat's quiet hours are in.</summary>
    public async Task<TimeZoneInfo> ZoneAsync(BoundChat chat, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return Zone(chat, await ZonesAsync(connection, null, [.. chat.ClientIds]));
    }

    public static Task SetAsync(DbConnection connection, DbTransaction transaction, long boundChatId, TimeOnly from, TimeOnly to)
    {
        const string sql = """
            insert into chat_quiet (bound_chat_id, from_minute, to_minute) values (@boundChatId, @from, @to)
            on conflict (bound_chat_id) do update set from_minute = excluded.from_minute, to_minute = excluded.to_minute
            """;
        return connection.ExecuteAsync(sql, new { boundChatId, from = Minute(from), to = Minute(to) }, transaction);
    }

    private static async Task<Dictionary<long, string>> ZonesAsync(DbConnection connection, DbTransaction? transaction, long[] clients)
    {
        var sql = "select client_id as Id, value as Zone from client_key where key = 'zone' and " + AmongSql.Of(connection, "client_id", "clients");
        return clients.Length == 0 ? [] : (await connection.QueryAsync<ZoneRow>(sql, new { clients = AmongSql.Values(clients) }, transaction)).ToDictionary(row => row.Id, row => row.Zone);
    }

    private TimeZoneInfo Zone(BoundChat chat, Dictionary<long, string> zoneOf) =>
        TimeZoneInfo.FindSystemTimeZoneById(chat.ClientIds is [var only] && zoneOf.TryGetValue(only, out var zone) ? zone : _defaults.TimeZone);

    private static QuietHours? Quiet(HoursRow? chosen, TimeZoneInfo zone) => chosen switch
    {
        null => new(UsualFrom, UsualTo, zone),
        _ when chosen.FromMinute == chosen.ToMinute => null,
        _ => new(TimeOnly.MinValue.AddMinutes(chosen.FromMinute), TimeOnly.MinValue.AddMinutes(chosen.ToMinute), zone),
    };

    private static long Minute(TimeOnly time) => (time.Hour * 60) + time.Minute;

    private sealed record HoursRow
    {
        public long Id { get; init; }

        public long FromMinute { get; init; }

        public long ToMinute { get; init; }
    }

    private sealed record ZoneRow
    {
        public long Id { get; init; }

        public string Zone { get; init; } = "";
    }
}

using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.Access;

/// <summary>A binding as it is stored.</summary>
internal sealed record ChatRow
{
    public const string Columns = """
        SELECT id AS Id, chat_id AS ChatId, thread_id AS ThreadId, purpose AS Purpose, client_id AS ClientId, all_clients AS AllClients, language AS Language,
               title AS Title, enabled AS Enabled, frequency AS Frequency, weekday AS Weekday, minute_of_day AS MinuteOfDay
        FROM bound_chat
        """;

    public long Id { get; init; }

    public long ChatId { get; init; }

    public long ThreadId { get; init; }

    public long Purpose { get; init; }

    public long? ClientId { get; init; }

    public long AllClients { get; init; }

    public string Language { get; init; } = string.Empty;

    public string? Title { get; init; }

    public long Enabled { get; init; }

    public long Frequency { get; init; }

    public long Weekday { get; init; }

    public long MinuteOfDay { get; init; }

    /// <summary>Null for a staff chat whose last client was erased: it must not turn into one that shows all.</summary>
    public BoundChat? ToChat(IEnumerable<long> staffClients)
    {
        List<long> clients = ClientId is { } client ? [client] : [.. staffClients.Order()];
        return clients.Count == 0 && AllClients == 0 ? null : new BoundChat
        {
            Id = Id,
            ChatId = ChatId,
            ThreadId = ThreadId == 0 ? null : (int)ThreadId,
            Purpose = (ChatPurpose)Purpose,
            ClientIds = clients,
            Language = LanguageCode.Parse(Language),
            Title = Title,
            Enabled = Enabled != 0,
            Schedule = new DigestSchedule((DigestFrequency)Frequency, (DayOfWeek)Weekday, TimeOnly.MinValue.AddMinutes(MinuteOfDay)),
        };
    }

    public static async Task<IReadOnlyList<BoundChat>> ReadAsync(DbConnection connection, DbTransaction? transaction, string sql, object? values)
    {
        var rows = (await connection.QueryAsync<ChatRow>(sql, values, transaction)).ToList();
        var ids = rows.Where(row => row.ClientId is null && row.AllClients == 0).Select(row => row.Id).ToArray();
        var clients = "SELECT bound_chat_id AS Chat, client_id AS Client FROM chat_client WHERE " + AmongSql.Of(connection, "bound_chat_id", "ids");
        var staffClients = ids.Length > 0
            ? (await connection.QueryAsync<(long Chat, long Client)>(clients, new { ids = AmongSql.Values(ids) }, transaction)).ToLookup(pair => pair.Chat, pair => pair.Client)
            : null;
        return [.. rows.Select(row => row.ToChat(staffClients?[row.Id] ?? [])).OfType<BoundChat>()];
    }
}

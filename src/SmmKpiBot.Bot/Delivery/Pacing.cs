using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>When a chat, and the whole bot (chat 0), may be sent to next. Kept in the store, so that restarts and other instances keep to it.</summary>
internal sealed class Pacing(DeliveryOptions options, Dialect dialect)
{
    /// <summary>The row that stands for all chats together.</summary>
    public const long WholeBot = 0;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly DeliveryOptions _options = options;
    private readonly Dialect _dialect = dialect;

    /// <summary>Without limits nothing has to be written down per message.</summary>
    public bool IsLimited(long chatId) => LimitsOf(chatId).Any(limit => limit.Most > 0);

    /// <summary>The paces of chats, locked until the transaction ends; without those that another instance is busy with.</summary>
    public async Task<IReadOnlyDictionary<long, Pace>> LockAsync(DbConnection connection, DbTransaction transaction, IReadOnlyCollection<long> chatIds, long now, CancellationToken cancellationToken)
    {
        const string Find = "SELECT chat_id AS ChatId, recent AS Recent, paused_until AS PausedUntil FROM outbox_chat WHERE ";
        const string Create = "INSERT INTO outbox_chat (chat_id) SELECT value FROM unnest(@chats) AS chats (value) ORDER BY value ON CONFLICT (chat_id) DO NOTHING";

        if (chatIds.Count == 0)
            return new Dictionary<long, Pace>();
        var isShared = _dialect == Dialect.Postgres;
        var values = new { chats = AmongSql.Values(chatIds) };
        if (isShared)
            await connection.ExecuteAsync(new CommandDefinition(Create, values, transaction, cancellationToken: cancellationToken));
        var sql = Find + AmongSql.Of(connection, "chat_id", "chats") + (isShared ? " FOR UPDATE SKIP LOCKED" : "");
        var rows = (await connection.QueryAsync<PaceRow>(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken))).ToDictionary(row => row.ChatId);
        return chatIds.Where(chatId => rows.ContainsKey(chatId) || !isShared).ToDictionary(chatId => chatId, chatId => PaceOf(chatId, rows.GetValueOrDefault(chatId), now));
    }

    public static async Task SaveAsync(DbConnection connection, DbTransaction transaction, IReadOnlyCollection<Pace> paces, CancellationToken cancellationToken)
    {
        if (paces.Count == 0)
            return;
        var sql = $"""
            INSERT INTO outbox_chat (chat_id, recent) SELECT chat_id, recent FROM {JsonRows.Table(connection, "paces", "chat_id bigint", "recent text")} WHERE true
            ON CONFLICT (chat_id) DO UPDATE SET recent = excluded.recent
            """;
        var rows = JsonRows.Of(paces.Select(pace => new { pace.ChatId, Recent = pace.Window.Stored() }));
        await connection.ExecuteAsync(new CommandDefinition(sql, new { paces = rows }, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>Leaves a chat alone until an instant.</summary>
    public static Task PauseAsync(DbConnection connection, DbTransaction transaction, long chatId, long until, CancellationToken cancellationToken)
    {
        const string Sql = """
            INSERT INTO outbox_chat (chat_id, paused_until) VALUES (@chatId, @until)
            ON CONFLICT (chat_id) DO UPDATE SET paused_until = excluded.paused_until
            """;

        return connection.ExecuteAsync(new CommandDefinition(Sql, new { chatId, until }, transaction, cancellationToken: cancellationToken));
    }

    private Pace PaceOf(long chatId, PaceRow? row, long now) => new(chatId, SlidingWindow.Read(row?.Recent ?? "", LimitsOf(chatId), now), row?.PausedUntil);

    /// <summary>Groups and channels have negative ids.</summary>
    private RateLimit[] LimitsOf(long chatId) => chatId switch
    {
        WholeBot => [new RateLimit(_options.PerSecond, Second)],
        > 0 => [new RateLimit(_options.ChatPerSecond, Second)],
        _ => [new RateLimit(_options.ChatPerSecond, Second), new RateLimit(_options.GroupPerMinute, Minute)],
    };

    private sealed record PaceRow
    {
        public long ChatId { get; init; }

        public string Recent { get; init; } = "";

        public long? PausedUntil { get; init; }
    }
}

/// <summary>The pace of one chat.</summary>
internal sealed record Pace(long ChatId, SlidingWindow Window, long? PausedUntil)
{
    public long NextAt(long now) => Math.Max(Window.NextAt(now), PausedUntil ?? 0);
}

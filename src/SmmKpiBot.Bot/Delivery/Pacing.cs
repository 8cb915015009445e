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

    /// <summary>The pace of a chat, locked until the transaction ends; null when another instance is busy with it.</summary>
    public async Task<Pace?> LockAsync(DbConnection connection, DbTransaction transaction, long chatId, long now, CancellationToken cancellationToken)
    {
        const string Find = "SELECT recent AS Recent, paused_until AS PausedUntil FROM outbox_chat WHERE chat_id = @chatId";
        const string Lock = "SELECT recent AS Recent, paused_until AS PausedUntil FROM outbox_chat WHERE chat_id = @chatId FOR UPDATE SKIP LOCKED";
        const string Create = "INSERT INTO outbox_chat (chat_id) VALUES (@chatId) ON CONFLICT (chat_id) DO NOTHING";

        var isShared = _dialect == Dialect.Postgres;
        if (isShared)
            await connection.ExecuteAsync(new CommandDefinition(Create, new { chatId }, transaction, cancellationToken: cancellationToken));
        var row = await connection.QuerySingleOrDefaultAsync<PaceRow>(new CommandDefinition(isShared ? Lock : Find, new { chatId }, transaction, cancellationToken: cancellationToken));
        if (row is null && isShared)
            return null;
        return new Pace(chatId, SlidingWindow.Read(row?.Recent ?? "", LimitsOf(chatId), now), row?.PausedUntil);
    }

    public static Task SaveAsync(DbConnection connection, DbTransaction transaction, Pace pace, CancellationToken cancellationToken)
    {
        const string Sql = """
            INSERT INTO outbox_chat (chat_id, recent) VALUES (@ChatId, @Recent)
            ON CONFLICT (chat_id) DO UPDATE SET recent = excluded.recent
            """;

        return connection.ExecuteAsync(new CommandDefinition(Sql, new { pace.ChatId, Recent = pace.Window.Stored() }, transaction, cancellationToken: cancellationToken));
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

    /// <summary>Groups and channels have negative ids.</summary>
    private RateLimit[] LimitsOf(long chatId) => chatId switch
    {
        WholeBot => [new RateLimit(_options.PerSecond, Second)],
        > 0 => [new RateLimit(_options.ChatPerSecond, Second)],
        _ => [new RateLimit(_options.ChatPerSecond, Second), new RateLimit(_options.GroupPerMinute, Minute)],
    };

    private sealed record PaceRow
    {
        public string Recent { get; init; } = "";

        public long? PausedUntil { get; init; }
    }
}

/// <summary>The pace of one chat.</summary>
internal sealed record Pace(long ChatId, SlidingWindow Window, long? PausedUntil)
{
    public long NextAt(long now) => Math.Max(Window.NextAt(now), PausedUntil ?? 0);
}

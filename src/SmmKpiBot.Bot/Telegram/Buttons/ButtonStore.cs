using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Telegram.Buttons;

/// <summary>Keeps what buttons do until they expire.</summary>
internal sealed class ButtonStore(Database database, TimeProvider timeProvider)
{
    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;

    private long Now => UnixMicros.Of(_timeProvider.GetUtcNow());

    /// <summary>Stores buttons in the transaction that enqueues their message.</summary>
    public async Task AddAsync(DbConnection connection, DbTransaction transaction, IReadOnlyCollection<Button> buttons)
    {
        if (buttons.Count == 0)
            return;
        var now = _timeProvider.GetUtcNow();
        var sql = $"""
            INSERT INTO button (id, chat_id, user_id, action, client_id, argument, single_use, expires_at)
            SELECT id, chat_id, user_id, action, client_id, argument, single_use, expires_at
            FROM {JsonRows.Table(connection, "rows", "id text", "chat_id bigint", "user_id bigint", "action text", "client_id bigint", "argument text", "single_use bigint", "expires_at bigint")}
            """;
        var rows = buttons.Select(button => new
        {
            button.Id,
            button.ChatId,
            button.UserId,
            button.Action,
            button.ClientId,
            button.Argument,
            SingleUse = button.SingleUse ? 1L : 0L,
            ExpiresAt = UnixMicros.Of(now + button.Life),
        });
        await connection.ExecuteAsync(sql, new { rows = JsonRows.Of(rows) }, transaction);
    }

    /// <summary>A button that still works; null when it is unknown, expired or used up.</summary>
    public async Task<Button?> FindAsync(string id, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT id AS Id, chat_id AS ChatId, user_id AS UserId, action AS Action, client_id AS ClientId, argument AS Argument, single_use AS SingleUse
            FROM button WHERE id = @id AND expires_at > @now AND used_at IS NULL
            """;
        await using var connection = await _database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<ButtonRow>(sql, new { id, now = Now });
        return row?.ToButton();
    }

    /// <summary>Uses a button up. Throws when somebody was faster: then nothing of this press may happen.</summary>
    public async Task UseAsync(DbConnection connection, DbTransaction transaction, string id)
    {
        const string sql = "UPDATE button SET used_at = @now WHERE id = @id AND used_at IS NULL";
        if (await connection.ExecuteAsync(sql, new { id, now = Now }, transaction) == 0)
        {
            throw new InvalidOperationException("The button was used already.");
        }
    }

    public Task PurgeAsync(CancellationToken cancellationToken)
    {
        const string sql = "DELETE FROM button WHERE expires_at <= @now";
        return _database.WriteInBackgroundAsync((connection, transaction) => connection.ExecuteAsync(sql, new { now = Now }, transaction), cancellationToken);
    }

    private sealed record ButtonRow
    {
        public string Id { get; init; } = string.Empty;

        public long ChatId { get; init; }

        public long? UserId { get; init; }

        public string Action { get; init; } = string.Empty;

        public long? ClientId { get; init; }

        public string? Argument { get; init; }

        public long SingleUse { get; init; }

        public Button ToButton() => new()
        {
            Id = Id,
            ChatId = ChatId,
            UserId = UserId,
            Action = Action,
            ClientId = ClientId,
            Argument = Argument,
            SingleUse = SingleUse != 0,
            Life = TimeSpan.Zero,
        };
    }
}

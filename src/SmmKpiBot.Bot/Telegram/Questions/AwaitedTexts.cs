using Dapper;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Telegram.Questions;

/// <summary>Asks people for texts: in private the next one they write is taken, in a group the next reply to a message of the bot.</summary>
internal sealed class AwaitedTexts(TimeProvider timeProvider)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly TimeProvider _timeProvider = timeProvider;

    private long Now => UnixMicros.Of(_timeProvider.GetUtcNow());

    /// <summary>What this person writes here next is no answer: whatever was asked of them is over.</summary>
    public static void Forget(Turn turn)
    {
        const string sql = "DELETE FROM awaited_text WHERE chat_id = @ChatId AND thread_id = @thread AND user_id = @user";
        if (turn.From.UserId is { } user)
            turn.Answer.Write((connection, transaction) => connection.ExecuteAsync(sql, new { turn.From.ChatId, thread = turn.From.ThreadId ?? 0, user }, transaction));
    }

    /// <summary>From now on a text of this person is awaited here; an older question of theirs is forgotten.</summary>
    public void Ask(Turn turn, string action, long clientId, string? argument)
    {
        const string purge = "DELETE FROM awaited_text WHERE expires_at <= @now";
        const string sql = """
            INSERT INTO awaited_text (chat_id, thread_id, user_id, action, client_id, argument, asked_at, expires_at)
            VALUES (@ChatId, @thread, @user, @action, @clientId, @argument, @asked, @expires)
            ON CONFLICT (chat_id, thread_id, user_id) DO UPDATE SET action = excluded.action, client_id = excluded.client_id, argument = excluded.argument, asked_at = excluded.asked_at,
                expires_at = excluded.expires_at
            """;
        if (turn.From.UserId is not { } user)
            return;
        turn.Answer.Write(async (connection, transaction) =>
        {
            var now = Now;
            var asked = turn.ReceivedAt is { } received ? UnixMicros.Of(received) : now;
            var values = new { turn.From.ChatId, thread = turn.From.ThreadId ?? 0, user, action, clientId, argument, asked, expires = now + (long)Patience.TotalMicroseconds };
            await connection.ExecuteAsync(purge, new { now }, transaction);
            await connection.ExecuteAsync(sql, values, transaction);
        });
    }
}

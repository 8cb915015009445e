using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Telegram.Questions;

/// <summary>Texts that the bot has asked somebody for: in private the next one they write, in a group the next reply to a message of the bot.</summary>
internal sealed class AwaitedTexts(Database database, ScopedClients clients, IEnumerable<IAwaitedText> takers, TimeProvider timeProvider)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Database _database = database;
    private readonly ScopedClients _clients = clients;
    private readonly Dictionary<string, IAwaitedText> _takers = takers.ToDictionary(taker => taker.Action);
    private readonly TimeProvider _timeProvider = timeProvider;

    private long Now => UnixMicros.Of(_timeProvider.GetUtcNow());

    /// <summary>From now on a text of this person is awaited here; an older question of theirs is forgotten.</summary>
    public void Ask(Turn turn, string action, long clientId, string? argument)
    {
        const string purge = "DELETE FROM awaited_text WHERE expires_at <= @now";
        const string sql = """
            INSERT INTO awaited_text (chat_id, thread_id, user_id, action, client_id, argument, expires_at)
            VALUES (@ChatId, @thread, @user, @action, @clientId, @argument, @expires)
            ON CONFLICT (chat_id, thread_id, user_id) DO UPDATE SET action = excluded.action, client_id = excluded.client_id, argument = excluded.argument, expires_at = excluded.expires_at
            """;
        if (turn.From.UserId is not { } user)
            return;
        turn.Answer.Write(async (connection, transaction) =>
        {
            var now = Now;
            var values = new { turn.From.ChatId, thread = turn.From.ThreadId ?? 0, user, action, clientId, argument, expires = now + (long)Patience.TotalMicroseconds };
            await connection.ExecuteAsync(purge, new { now }, transaction);
            await connection.ExecuteAsync(sql, values, transaction);
        });
    }

    /// <summary>Hands a text to whoever waits for it. False when nobody does.</summary>
    public async Task<bool> TakeAsync(Turn turn, string text, CancellationToken cancellationToken)
    {
        const string find = """
            SELECT action AS Action, client_id AS ClientId, argument AS Argument FROM awaited_text
            WHERE chat_id = @ChatId AND thread_id = @thread AND user_id = @user AND expires_at > @now
            """;
        const string forget = "DELETE FROM awaited_text WHERE chat_id = @ChatId AND thread_id = @thread AND user_id = @user";
        if (turn.From.UserId is not { } user || string.IsNullOrWhiteSpace(text))
            return false;
        var place = new { turn.From.ChatId, thread = turn.From.ThreadId ?? 0, user, now = Now };
        await using var connection = await _database.OpenAsync(cancellationToken);
        if (await connection.QuerySingleOrDefaultAsync<QuestionRow>(new CommandDefinition(find, place, cancellationToken: cancellationToken)) is not { } question
            || !_takers.TryGetValue(question.Action, out var taker))
        {
            return false;
        }

        turn.Answer.Write((writer, transaction) => writer.ExecuteAsync(forget, place, transaction));
        if (turn.Scope.MayChange(question.ClientId) && await _clients.FindAsync(turn.Scope, question.ClientId, cancellationToken) is { } client)
            await taker.TakeAsync(turn, client, question.Argument, text.Trim(), cancellationToken);
        else
            turn.Reply(Phrases.NotYours);
        return true;
    }

    private sealed record QuestionRow
    {
        public string Action { get; init; } = "";

        public long ClientId { get; init; }

        public string? Argument { get; init; }
    }
}

using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Telegram.Questions;

/// <summary>Hands texts that were asked for to whoever asked.</summary>
internal sealed class TextTakers(Database database, ScopedClients clients, IEnumerable<IAwaitedText> takers, TimeProvider timeProvider)
{
    private readonly Database _database = database;
    private readonly ScopedClients _clients = clients;
    private readonly Dictionary<string, IAwaitedText> _takers = takers.ToDictionary(taker => taker.Action);
    private readonly TimeProvider _timeProvider = timeProvider;

    private long Now => UnixMicros.Of(_timeProvider.GetUtcNow());

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

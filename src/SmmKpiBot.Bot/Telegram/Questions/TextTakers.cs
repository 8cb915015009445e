using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Data;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Questions;

/// <summary>Hands texts that were asked for to whoever asked.</summary>
internal sealed class TextTakers(Database database, ScopedClients clients, IEnumerable<IAwaitedText> takers, BotCalls bot, TimeProvider timeProvider)
{
    private static readonly string[] FigureFiles = [".csv", ".tsv", ".xlsx", ".zip"];

    private readonly Database _database = database;
    private readonly ScopedClients _clients = clients;
    private readonly Dictionary<string, IAwaitedText> _takers = takers.ToDictionary(taker => taker.Action);
    private readonly BotCalls _bot = bot;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Hands a text to whoever waits for it. False when nobody does.</summary>
    public async Task<bool> TakeAsync(Turn turn, string text, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(text) || await QuestionAsync(turn, cancellationToken) is not { } question)
            return false;
        await HandOverAsync(turn, question, text, cancellationToken);
        return true;
    }

    /// <summary>Hands a small file to whoever waits for a secret, or what is written below a file if that is the secret. False when nobody waits for one, and when it is a file of figures.</summary>
    public async Task<bool> TakeFileAsync(Turn turn, IncomingFile file, CancellationToken cancellationToken)
    {
        if (await QuestionAsync(turn, cancellationToken) is not { } question || !_takers[question.Action].IsSecret)
            return false;
        if (file.Caption is { } caption && _takers[question.Action].IsAmong(question.Argument, caption))
        {
            await HandOverAsync(turn, question, caption, cancellationToken);
            turn.Reply(new Words("Файл надішліть іще раз, без токена.", "Send the file again, without the token."));
            return true;
        }

        if (file.Size > SmallFile.LargestSecret || FigureFiles.Contains(Path.GetExtension(file.FileName), StringComparer.OrdinalIgnoreCase))
            return false;
        await TakeContentAsync(turn, question, file, cancellationToken);
        return true;
    }

    /// <summary>Does the bot wait for a secret of this person here?</summary>
    public async Task<bool> AwaitsSecretAsync(Turn turn, CancellationToken cancellationToken) =>
        await QuestionAsync(turn, cancellationToken) is { } question && _takers[question.Action].IsSecret;

    private async Task TakeContentAsync(Turn turn, QuestionRow question, IncomingFile file, CancellationToken cancellationToken)
    {
        await using var content = await _bot.DownloadAsync(file.FileId, SmallFile.LargestSecret, cancellationToken);
        if (content is null)
        {
            await RemoveAsync(turn, cancellationToken);
            turn.Reply(new Words("Не вдалося прочитати файл. Надішліть його ще раз.", "The file could not be read. Send it again."));
            return;
        }

        using var reader = new StreamReader(content);
        await HandOverAsync(turn, question, await reader.ReadToEndAsync(cancellationToken), cancellationToken);
    }

    private async Task HandOverAsync(Turn turn, QuestionRow question, string text, CancellationToken cancellationToken)
    {
        var taker = _takers[question.Action];
        if (taker.IsSecret)
            await RemoveAsync(turn, cancellationToken);
        AwaitedTexts.Forget(turn);
        if (turn.Scope.MayChange(question.ClientId) && await _clients.FindAsync(turn.Scope, question.ClientId, cancellationToken) is { } client)
            await taker.TakeAsync(turn, client, question.Argument, text.Trim(), cancellationToken);
        else
            turn.Reply(Phrases.NotYours);
    }

    private async Task RemoveAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.MessageId is { } id && !await _bot.DeleteAsync(turn.From.ChatId, id, cancellationToken))
        {
            turn.Reply(new Words(
                "Не можу видалити ваше повідомлення з токеном чи ключем: видаліть його самі, у всіх.",
                "I cannot delete your message with the token or key: delete it yourself, for everyone."));
        }
    }

    /// <summary>
    /// What this person was asked here and has not answered; null when that is nothing, or over, or was asked only after they wrote: a text may have waited for its keys.
    /// </summary>
    private async Task<QuestionRow?> QuestionAsync(Turn turn, CancellationToken cancellationToken)
    {
        const string find = """
            SELECT action AS Action, client_id AS ClientId, argument AS Argument FROM awaited_text
            WHERE chat_id = @ChatId AND thread_id = @thread AND user_id = @user AND expires_at > @now AND asked_at <= @received
            """;
        if (turn.From.UserId is null)
            return null;
        await using var connection = await _database.OpenAsync(cancellationToken);
        var question = await connection.QuerySingleOrDefaultAsync<QuestionRow>(new CommandDefinition(find, PlaceOf(turn), cancellationToken: cancellationToken));
        return question is not null && _takers.ContainsKey(question.Action) ? question : null;
    }

    private object PlaceOf(Turn turn)
    {
        var now = _timeProvider.GetUtcNow();
        return new { turn.From.ChatId, thread = turn.From.ThreadId ?? 0, user = turn.From.UserId ?? 0, now = UnixMicros.Of(now), received = UnixMicros.Of(turn.ReceivedAt ?? now) };
    }

    private sealed record QuestionRow
    {
        public string Action { get; init; } = "";

        public long ClientId { get; init; }

        public string? Argument { get; init; }
    }
}

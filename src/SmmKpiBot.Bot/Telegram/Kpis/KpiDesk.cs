using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Digests;

namespace SmmKpiBot.Bot.Telegram.Kpis;

/// <summary>Answers with the figures of a client: always a digest built from stored facts, for the reader of this chat.</summary>
internal sealed class KpiDesk(DigestBuilder digests, FinishedDigests finished, BotCalls bot)
{
    private readonly DigestBuilder _digests = digests;
    private readonly FinishedDigests _finished = finished;
    private readonly BotCalls _bot = bot;

    /// <summary>The whole digest, for what is asked rarely: details, sources, files.</summary>
    public Task<Digest> BuildAsync(Turn turn, Client client, PeriodRef period, CancellationToken cancellationToken)
    {
        var question = Question(turn, client, period);
        return _digests.BuildAsync(question.Query, question.Reader, question.Language, cancellationToken);
    }

    /// <summary>Picture and caption as a new message.</summary>
    public async Task SendAsync(Turn turn, Client client, PeriodRef period, CancellationToken cancellationToken)
    {
        var answer = _finished.GetAsync(Question(turn, client, period), cancellationToken);
        if (!answer.IsCompleted)
        {
            await _bot.ShowTypingAsync(turn.From.ChatId, turn.From.ThreadId, cancellationToken);
        }

        var digest = await answer;
        var keyboard = DigestKeyboard.For(turn.From.ChatId, client.Id, period, turn.Language);
        turn.Send(new PhotoContent(digest.Picture, digest.Caption) { Buttons = keyboard.Rows }, keyboard, client.Id);
    }

    /// <summary>Another period in the same message; where that one is no picture, as a text.</summary>
    public async Task EditAsync(Turn turn, Client client, PeriodRef period, CancellationToken cancellationToken)
    {
        if (turn.MessageId is not { } message)
        {
            await SendAsync(turn, client, period, cancellationToken);
            return;
        }

        var digest = await _finished.GetAsync(Question(turn, client, period), cancellationToken);
        var keyboard = DigestKeyboard.For(turn.From.ChatId, client.Id, period, turn.Language);
        OutboxContent content = turn.OnPhoto
            ? new EditPhotoContent(message, digest.Picture, digest.Caption) { Buttons = keyboard.Rows }
            : new EditTextContent(message, digest.Caption) { Buttons = keyboard.Rows };
        turn.Send(content, keyboard, client.Id);
    }

    private static DigestQuestion Question(Turn turn, Client client, PeriodRef period) => new(client, period, turn.Scope.ReaderOf(client.Id), turn.Language);
}

using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Digests;

namespace SmmKpiBot.Bot.Telegram.Kpis;

/// <summary>Answers with the figures of a client: always a digest built from stored facts, for the reader of this chat.</summary>
internal sealed class KpiDesk(
    ClientChooser chooser, DigestBuilder digests, FinishedDigests finished, UntoldAlerts alerts, BotCalls bot, IOptions<AgencyOptions> agency, TimeProvider timeProvider)
{
    private readonly ClientChooser _chooser = chooser;
    private readonly DigestBuilder _digests = digests;
    private readonly FinishedDigests _finished = finished;
    private readonly UntoldAlerts _alerts = alerts;
    private readonly BotCalls _bot = bot;
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(agency.Value.TimeZone);
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Answers <c>[client] [period]</c> with picture and caption, or asks which client is meant.</summary>
    /// <param name="otherwise">The period where none is named.</param>
    public async Task AnswerAsync(Turn turn, string arguments, string otherwise, CancellationToken cancellationToken)
    {
        var asked = KpiArguments.Parse(arguments, LocalDay.Of(_timeProvider.GetUtcNow(), _zone));
        if (asked.WrongPeriod is { } wrong)
        {
            turn.Reply(Phrases.WrongPeriod(wrong));
            return;
        }

        var period = asked.Period ?? otherwise;
        var client = await _chooser.ChooseAsync(turn, asked.Client, ShowAction.Name, period, cancellationToken);
        if (client is not null)
        {
            await SendAsync(turn, client, PeriodRef.Now(period, client, _timeProvider), cancellationToken);
        }
    }

    /// <summary>The whole digest behind a pressed button, for what is asked rarely: details, sources, files. Null when the button names no client or period.</summary>
    public async Task<Digest?> BuildAsync(Turn turn, string? period, CancellationToken cancellationToken)
    {
        if (turn.Client is not { } client || period is null)
        {
            return null;
        }

        var question = await QuestionAsync(turn, client, PeriodRef.Parse(period), cancellationToken);
        return await _digests.BuildAsync(question.Query, question.Reader, question.Language, cancellationToken) with { Alerts = question.Alerts };
    }

    /// <summary>Picture and caption as a new message.</summary>
    public async Task SendAsync(Turn turn, Client client, PeriodRef period, CancellationToken cancellationToken)
    {
        var answer = _finished.GetAsync(await QuestionAsync(turn, client, period, cancellationToken), cancellationToken);
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

        var digest = await _finished.GetAsync(await QuestionAsync(turn, client, period, cancellationToken), cancellationToken);
        var keyboard = DigestKeyboard.For(turn.From.ChatId, client.Id, period, turn.Language);
        OutboxContent content = turn.OnPhoto
            ? new EditPhotoContent(message, digest.Picture, digest.Caption) { Buttons = keyboard.Rows }
            : new EditTextContent(message, digest.Caption) { Buttons = keyboard.Rows };
        turn.Send(content, keyboard, client.Id);
    }

    private Task<DigestQuestion> QuestionAsync(Turn turn, Client client, PeriodRef period, CancellationToken cancellationToken) =>
        _alerts.AddToAsync(new(client, period, turn.Scope.ReaderOf(client.Id), turn.Language), turn.Scope.Chat, cancellationToken);
}

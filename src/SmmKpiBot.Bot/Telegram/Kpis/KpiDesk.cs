using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Settings;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Charts;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.Telegram.Kpis;

/// <summary>Answers with the figures of a client: always a digest built from stored facts, for the reader of this chat.</summary>
internal sealed class KpiDesk(DigestBuilder digests, IOptions<AgencyOptions> agency, BotCalls bot)
{
    private readonly DigestBuilder _digests = digests;
    private readonly AgencyOptions _agency = agency.Value;
    private readonly BotCalls _bot = bot;

    public Task<Digest> BuildAsync(Turn turn, Client client, PeriodRef period, CancellationToken cancellationToken)
    {
        var query = new KpiQuery { Client = client, Period = period.Resolve() };
        return _digests.BuildAsync(query, turn.Scope.ReaderOf(client.Id), turn.Language, cancellationToken);
    }

    /// <summary>Picture and caption as a new message.</summary>
    public async Task SendAsync(Turn turn, Client client, PeriodRef period, CancellationToken cancellationToken)
    {
        await _bot.ShowTypingAsync(turn.From.ChatId, turn.From.ThreadId, cancellationToken);
        var digest = await BuildAsync(turn, client, period, cancellationToken);
        var keyboard = DigestKeyboard.For(turn.From.ChatId, client.Id, period, turn.Language);
        turn.Send(new PhotoContent(Picture(digest), DigestText.Caption(digest)) { Buttons = keyboard.Rows }, keyboard, client.Id);
    }

    /// <summary>Another period in the same message; where that one is no picture, as a text.</summary>
    public async Task EditAsync(Turn turn, Client client, PeriodRef period, CancellationToken cancellationToken)
    {
        if (turn.MessageId is not { } message)
        {
            await SendAsync(turn, client, period, cancellationToken);
            return;
        }

        var digest = await BuildAsync(turn, client, period, cancellationToken);
        var keyboard = DigestKeyboard.For(turn.From.ChatId, client.Id, period, turn.Language);
        var caption = DigestText.Caption(digest);
        OutboxContent content = turn.OnPhoto
            ? new EditPhotoContent(message, Picture(digest), caption) { Buttons = keyboard.Rows }
            : new EditTextContent(message, caption) { Buttons = keyboard.Rows };
        turn.Send(content, keyboard, client.Id);
    }

    private byte[] Picture(Digest digest) =>
        DigestPicture.Draw(digest, new PictureStyle(Theme.Light, string.IsNullOrWhiteSpace(_agency.Name) ? null : _agency.Name));
}

using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>Sends one message and says what became of it. No exception leaves it, so no URL with the token in it does.</summary>
internal sealed class TelegramApi(ITelegramBotClient client)
{
    private static readonly LinkPreviewOptions NoPreview = new() { IsDisabled = true };

    private readonly ITelegramBotClient _client = client;

    public async Task<SendOutcome> SendAsync(Destination to, OutboxPayload payload, ClaimedFile? file, CancellationToken cancellationToken)
    {
        try
        {
            if (payload.Type == PayloadType.Delete)
                return await DeleteAsync(to, payload, cancellationToken);
            var message = await CallAsync(to, payload, file, cancellationToken);
            return new SendOutcome.Sent(message.Id, FileIdOf(message));
        }
        catch (Exception e)
        {
            var outcome = SendOutcomes.Of(e, payload.Type);
            return outcome is SendOutcome.Rejected { Rejection: Rejection.NoMethod } missing ? await DoubtAsync(missing, cancellationToken) : outcome;
        }
    }

    /// <summary>Asks the server who the bot is: null when all is well, else what is wrong.</summary>
    public async Task<SendOutcome?> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _client.GetMe(cancellationToken);
            return null;
        }
        catch (Exception e) when (e is RequestException or HttpRequestException or OperationCanceledException)
        {
            return SendOutcomes.Of(e, PayloadType.Text);
        }
    }

    /// <summary>404 means that a smaller server lacks the method only where the server knows the bot at all.</summary>
    private async Task<SendOutcome> DoubtAsync(SendOutcome.Rejected missing, CancellationToken cancellationToken) =>
        await ProbeAsync(cancellationToken) is null ? missing : new SendOutcome.NotSent(Obstacle.WrongServer, missing.Detail);

    /// <summary>What never arrived needs no deletion.</summary>
    private async Task<SendOutcome> DeleteAsync(Destination to, OutboxPayload payload, CancellationToken cancellationToken)
    {
        if (payload.EditedMessageId is { } id)
            await _client.DeleteMessage(to.ChatId, id, cancellationToken);
        return new SendOutcome.Sent(null);
    }

    private Task<Message> CallAsync(Destination to, OutboxPayload payload, ClaimedFile? file, CancellationToken cancellationToken)
    {
        var (chatId, threadId, business) = to;
        var isPlain = payload.Applied.HasFlag(Remedy.PlainText);
        var text = isPlain ? HtmlParts.Plain(payload.Html) : payload.Html;
        var mode = isPlain ? ParseMode.None : ParseMode.Html;
        var reply = payload.ReplyToMessageId is { } id ? new ReplyParameters { MessageId = id, AllowSendingWithoutReply = true } : null;
        var buttons = Markup(payload.Buttons);
        return payload.Type switch
        {
            PayloadType.Text => _client.SendMessage(chatId, text, mode, reply, buttons, NoPreview, threadId, disableNotification: payload.Silent, businessConnectionId: business, cancellationToken: cancellationToken),
            PayloadType.Photo => _client.SendPhoto(chatId, Input(file, "picture.png"), text, mode, reply, buttons, threadId, disableNotification: payload.Silent, businessConnectionId: business, cancellationToken: cancellationToken),
            PayloadType.Document => _client.SendDocument(chatId, Input(file, payload.FileName), text, mode, reply, buttons, messageThreadId: threadId, disableNotification: payload.Silent, businessConnectionId: business, cancellationToken: cancellationToken),
            PayloadType.EditText => _client.EditMessageText(chatId, payload.EditedMessageId ?? 0, text, mode, buttons, NoPreview, businessConnectionId: business, cancellationToken: cancellationToken),
            PayloadType.EditPhoto => _client.EditMessageMedia(chatId, payload.EditedMessageId ?? 0, new InputMediaPhoto(Input(file, "picture.png")) { Caption = text, ParseMode = mode }, buttons, business, cancellationToken: cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(payload), payload.Type, "Not a type of message."),
        };
    }

    private static InputFile Input(ClaimedFile? file, string? name) => file switch
    {
        { FileId: { } id } => InputFile.FromFileId(id),
        { Bytes: { } bytes } => InputFile.FromStream(new MemoryStream(bytes, writable: false), name),
        _ => throw new ArgumentException("A message with a file has neither bytes nor a file id."),
    };

    private static InlineKeyboardMarkup? Markup(IReadOnlyList<IReadOnlyList<OutboxButton>> rows) => rows.Count == 0
        ? null
        : new InlineKeyboardMarkup(rows.Select(row => row.Select(button => button.Url is { } url
            ? InlineKeyboardButton.WithUrl(button.Text, url)
            : InlineKeyboardButton.WithCallbackData(button.Text, button.CallbackData ?? ""))));

    private static string? FileIdOf(Message message) => message.Photo is { Length: > 0 } sizes ? sizes[^1].FileId : message.Document?.FileId;
}

/// <summary>The file of a message on its way: Telegram's id when it knows the file already, else the bytes.</summary>
internal sealed record ClaimedFile(long AttachmentId, byte[]? Bytes, string? FileId);

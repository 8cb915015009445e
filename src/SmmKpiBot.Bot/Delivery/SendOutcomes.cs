using System.Net;
using System.Text.RegularExpressions;
using Telegram.Bot.Exceptions;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>Reads from an exception what became of an attempt. Texts are those of the Bot API server's source; they are compared without case.</summary>
internal static partial class SendOutcomes
{
    private static readonly (string Text, Rejection Rejection)[] Refusals =
    [
        ("group chat was upgraded to a supergroup", Rejection.ChatGone),
        ("chat not found", Rejection.ChatGone),
        ("peer_id_invalid", Rejection.ChatGone),
        ("group chat was deactivated", Rejection.ChatGone),
        ("need administrator rights in the channel", Rejection.ChatGone),
        ("have no write access to the chat", Rejection.ChatGone),
        ("not enough rights in the chat", Rejection.ChatGone),
        ("not enough rights to send text messages", Rejection.ChatGone),
        ("chat_write_forbidden", Rejection.ChatGone),
        ("chat_restricted", Rejection.ChatGone),
        ("not enough rights to send", Rejection.NoMedia),
        ("chat_send_photos_forbidden", Rejection.NoMedia),
        ("chat_send_docs_forbidden", Rejection.NoMedia),
        ("chat_send_media_forbidden", Rejection.NoMedia),
        ("message thread not found", Rejection.ThreadGone),
        ("topic_closed", Rejection.ThreadGone),
        ("topic_deleted", Rejection.ThreadGone),
        ("message to edit not found", Rejection.MessageGone),
        ("message can't be edited", Rejection.MessageGone),
        ("message_id_invalid", Rejection.MessageGone),
        ("there is no text in the message to edit", Rejection.MessageGone),
        ("there is no media in the message to edit", Rejection.MessageGone),
        ("there is no caption in the message to edit", Rejection.MessageGone),
        ("can't parse entities", Rejection.NotParsed),
        ("unsupported parse_mode", Rejection.NotParsed),
        ("wrong file identifier", Rejection.FileIdWrong),
        ("wrong remote file identifier", Rejection.FileIdWrong),
        ("failed to get http url content", Rejection.FileIdWrong),
        ("wrong type of the web page content", Rejection.FileIdWrong),
        ("photo_invalid_dimensions", Rejection.PictureRefused),
        ("image_process_failed", Rejection.PictureRefused),
        ("photo_ext_invalid", Rejection.PictureRefused),
        ("message is too long", Rejection.TooLong),
        ("text is too long", Rejection.TooLong),
        ("caption is too long", Rejection.TooLong),
        ("file is too big", Rejection.NoMedia),
        ("button_data_invalid", Rejection.ButtonsRefused),
        ("button_url_invalid", Rejection.ButtonsRefused),
        ("reply markup is too long", Rejection.ButtonsRefused),
        ("inline keyboard button", Rejection.ButtonsRefused),
    ];

    private static readonly string[] Undeletable = ["message to delete not found", "message can't be deleted", "message_id_invalid"];

    public static SendOutcome Of(Exception exception, PayloadType type) => exception switch
    {
        ApiRequestException refusal => OfRefusal(refusal, type),
        RequestException { InnerException: HttpRequestException { HttpRequestError: var error } } failure when IsBeforeTheWire(error) =>
            new SendOutcome.NotSent(Obstacle.Unreachable, Clean(failure.Message)),
        RequestException { HttpStatusCode: { } status } failure => OfForeignAnswer(status, Clean(failure.Message)),
        ArgumentException or FormatException or System.Text.Json.JsonException => new SendOutcome.Rejected(Rejection.Other, exception.GetType().Name),
        OperationCanceledException => new SendOutcome.Unknown("stopped while sending"),
        _ => new SendOutcome.Unknown(Clean(exception.Message)),
    };

    /// <summary>A text without anything that looks like a bot token.</summary>
    public static string Clean(string text) => Token().Replace(text, "<token>") is { Length: > 300 } cleaned ? cleaned[..300] : Token().Replace(text, "<token>");

    private static SendOutcome OfRefusal(ApiRequestException refusal, PayloadType type)
    {
        var detail = Clean(refusal.Message);
        return refusal.ErrorCode switch
        {
            400 when refusal.Parameters?.MigrateToChatId is { } moved => new SendOutcome.Rejected(Rejection.ChatMoved, detail, moved),
            400 when Says(refusal, "message is not modified") => new SendOutcome.Sent(null),
            // Gone already, or older than the 48 hours in which a bot may take its message back: nothing more can be done.
            400 when type == PayloadType.Delete && Undeletable.Any(text => Says(refusal, text)) => new SendOutcome.Sent(null),
            400 => new SendOutcome.Rejected(RejectionOf(refusal), detail),
            401 => new SendOutcome.NotSent(Obstacle.Unauthorized, detail),
            403 => new SendOutcome.Rejected(Rejection.ChatGone, detail),
            // Every Bot API server knows sendMessage: one that does not is another server, or this is not its bot.
            404 when type == PayloadType.Text => new SendOutcome.NotSent(Obstacle.WrongServer, detail),
            404 => new SendOutcome.Rejected(Rejection.NoMethod, detail),
            409 => new SendOutcome.NotSent(Obstacle.Unreachable, detail),
            413 => new SendOutcome.Rejected(Rejection.NoMedia, detail),
            429 => new SendOutcome.NotSent(Obstacle.RateLimited, detail, refusal.Parameters?.RetryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null),
            >= 500 => new SendOutcome.Unknown(detail),
            _ => new SendOutcome.Rejected(Rejection.Other, detail),
        };
    }

    private static Rejection RejectionOf(ApiRequestException refusal) => Refusals.FirstOrDefault(known => Says(refusal, known.Text)).Rejection;

    private static bool Says(ApiRequestException refusal, string text) => refusal.Message.Contains(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>An answer that is not the Bot API's: a proxy's page, a cut or an empty body. Below 500 nobody took the message, but for 200.</summary>
    private static SendOutcome OfForeignAnswer(HttpStatusCode status, string detail) => (int)status switch
    {
        413 => new SendOutcome.Rejected(Rejection.NoMedia, detail),
        429 => new SendOutcome.NotSent(Obstacle.RateLimited, detail),
        >= 400 and < 500 => new SendOutcome.NotSent(Obstacle.WrongServer, detail),
        _ => new SendOutcome.Unknown($"HTTP {(int)status}: {detail}"),
    };

    /// <summary>Errors that come before the first byte of a request is written.</summary>
    private static bool IsBeforeTheWire(HttpRequestError error) => error
        is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    [GeneratedRegex(@"[0-9]{1,16}:[A-Za-z0-9_-]{20,}")]
    private static partial Regex Token();
}

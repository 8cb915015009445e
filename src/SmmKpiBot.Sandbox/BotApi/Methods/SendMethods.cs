using System.Globalization;
using System.Text.Json.Nodes;
using SmmKpiBot.Sandbox.BotApi.Formatting;
using SmmKpiBot.Sandbox.BotApi.State;

namespace SmmKpiBot.Sandbox.BotApi.Methods;

/// <summary>New messages of the bot: texts, pictures, documents, albums, and the sign that it is typing.</summary>
internal sealed class SendMethods(World world, ChatFinder chats, MediaReader media, StrictRates? rates)
{
    private int _lastAlbum;

    public void AddTo(MethodTable table)
    {
        table.Add("sendMessage", SendMessage);
        table.Add("sendPhoto", arguments => SendMedia(arguments, media.Photo(arguments, arguments.Required("photo")), null));
        table.Add("sendDocument", arguments => SendMedia(arguments, null, media.Document(arguments, arguments.Required("document"))));
        table.Add("sendMediaGroup", SendMediaGroup);
        table.Add("sendChatAction", SendChatAction);
    }

    private JsonObject SendMessage(ApiArguments arguments)
    {
        var chat = chats.WritableChat(arguments);
        var text = MessageTexts.Text(arguments);
        return Send(arguments, chat, text, isCaption: false, null, null, null);
    }

    private JsonObject SendMedia(ApiArguments arguments, TelegramFile? photo, TelegramFile? document)
    {
        var chat = chats.WritableChat(arguments);
        return Send(arguments, chat, MessageTexts.Caption(arguments), isCaption: true, photo, document, null);
    }

    private JsonArray SendMediaGroup(ApiArguments arguments)
    {
        var chat = chats.WritableChat(arguments);
        var items = arguments.Array("media")?.OfType<JsonObject>().ToList() ?? [];
        if (items.Count is < 2 or > 10)
        {
            throw ApiException.BadRequest(items.Count < 2 ? "there must be at least 2 media to send as an album" : "too much messages to send as an album");
        }

        var album = (++_lastAlbum).ToString("D17", CultureInfo.InvariantCulture);
        var parts = items.ConvertAll(item => AlbumPart(arguments, item));
        if (parts.Exists(part => part.Photo is null) && parts.Exists(part => part.Document is null))
        {
            throw ApiException.BadRequest("document can't be mixed with other media types");
        }

        rates?.Count(chat.Id, parts.Count - 1);
        return new JsonArray([.. parts.Select(part => Send(arguments, chat, part.Caption, isCaption: true, part.Photo, part.Document, album))]);
    }

    private (FormattedText? Caption, TelegramFile? Photo, TelegramFile? Document) AlbumPart(ApiArguments arguments, JsonObject item)
    {
        var reference = (string?)item["media"] ?? throw ApiException.BadRequest("media not found");
        var caption = MessageTexts.Caption((string?)item["caption"], (string?)item["parse_mode"], arguments);
        return (string?)item["type"] switch
        {
            "photo" => (caption, media.Photo(arguments, reference), null),
            "document" => (caption, null, media.Document(arguments, reference)),
            var type => throw ApiException.BadRequest($"type \"{type}\" can't be sent in an album"),
        };
    }

    private JsonObject Send(
        ApiArguments arguments, TelegramChat chat, FormattedText? text, bool isCaption, TelegramFile? photo, TelegramFile? document, string? album)
    {
        var threadId = ChatFinder.Topic(arguments, chat);
        var keyboard = InlineKeyboard.Of(arguments);
        var replyTo = ReplyTarget(arguments, chat);
        if (album is null)
        {
            rates?.Count(chat.Id, 1);
        }

        var author = BusinessAuthor.Of(world.Bot, chats.Business(arguments));
        var message = new TelegramMessage(chat.NextMessageId(), chat, author.From, world.Clock.GetUtcNow())
        {
            Extra = author.Extra,
            ThreadId = threadId,
            Text = isCaption ? null : text?.Text,
            Caption = isCaption ? text?.Text : null,
            Entities = text?.Entities ?? [],
            Photo = photo,
            Document = document,
            Keyboard = keyboard,
            MediaGroupId = album,
            ReplyTo = replyTo,
            Silent = arguments.Flag("disable_notification"),
        };
        return world.Store(message).ToJson();
    }

    private static TelegramMessage? ReplyTarget(ApiArguments arguments, TelegramChat chat)
    {
        var reply = arguments.Object("reply_parameters");
        if ((int?)reply?["message_id"] is not { } id || id == 0)
        {
            return null;
        }

        var target = chat.Messages.GetValueOrDefault(id);
        return target is null && (bool?)reply!["allow_sending_without_reply"] != true
            ? throw ApiException.BadRequest("message to be replied not found")
            : target;
    }

    private JsonNode SendChatAction(ApiArguments arguments)
    {
        chats.WritableChat(arguments);
        return arguments.Required("action") is "typing" or "upload_photo" or "upload_document"
            ? true
            : throw ApiException.BadRequest("wrong parameter action in request");
    }
}

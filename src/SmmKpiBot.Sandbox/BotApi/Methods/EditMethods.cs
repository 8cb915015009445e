using System.Text.Json.Nodes;
using SmmKpiBot.Sandbox.BotApi.Formatting;
using SmmKpiBot.Sandbox.BotApi.State;

namespace SmmKpiBot.Sandbox.BotApi.Methods;

/// <summary>Changes and removals of the bot's own messages.</summary>
internal sealed class EditMethods(World world, ChatFinder chats, MediaReader media)
{
    private const string NotModified =
        "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";

    private static readonly TimeSpan Deletable = TimeSpan.FromHours(48);

    public void AddTo(MethodTable table)
    {
        table.Add("editMessageText", EditText);
        table.Add("editMessageCaption", EditCaption);
        table.Add("editMessageMedia", EditMedia);
        table.Add("editMessageReplyMarkup", EditKeyboard);
        table.Add("deleteMessage", DeleteOne);
        table.Add("deleteMessages", DeleteSeveral);
    }

    private JsonObject EditText(ApiArguments arguments)
    {
        var message = OwnMessage(arguments);
        var text = MessageTexts.Text(arguments);
        if (message.HasMedia)
        {
            throw ApiException.BadRequest("there is no text in the message to edit");
        }

        var keyboard = InlineKeyboard.Of(arguments);
        CheckModified(message, message.Text, text, keyboard);
        message.Text = text.Text;
        return Apply(message, text.Entities, keyboard);
    }

    private JsonObject EditCaption(ApiArguments arguments)
    {
        var message = OwnMessage(arguments);
        if (!message.HasMedia)
        {
            throw ApiException.BadRequest("there is no caption in the message to edit");
        }

        var caption = MessageTexts.Caption(arguments) ?? new FormattedText("", []);
        var keyboard = InlineKeyboard.Of(arguments);
        CheckModified(message, message.Caption ?? "", caption, keyboard);
        message.Caption = caption.Text.Length == 0 ? null : caption.Text;
        return Apply(message, caption.Entities, keyboard);
    }

    private JsonObject EditMedia(ApiArguments arguments)
    {
        var message = OwnMessage(arguments);
        var item = arguments.Object("media") ?? throw ApiException.BadRequest("media not found");
        var reference = (string?)item["media"] ?? throw ApiException.BadRequest("media not found");
        var caption = MessageTexts.Caption((string?)item["caption"], (string?)item["parse_mode"], arguments);
        var keyboard = InlineKeyboard.Of(arguments);
        var isPhoto = (string?)item["type"] == "photo";
        message.Photo = isPhoto ? media.Photo(arguments, reference) : null;
        message.Document = isPhoto ? null : media.Document(arguments, reference);
        message.Text = null;
        message.Caption = caption?.Text;
        return Apply(message, caption?.Entities ?? [], keyboard);
    }

    private JsonObject EditKeyboard(ApiArguments arguments)
    {
        var message = OwnMessage(arguments);
        var keyboard = InlineKeyboard.Of(arguments);
        if (JsonNode.DeepEquals(keyboard, message.Keyboard))
        {
            throw ApiException.BadRequest(NotModified);
        }

        message.Keyboard = keyboard;
        world.Edited(message, visibly: false);
        return message.ToJson();
    }

    private JsonObject Apply(TelegramMessage message, JsonArray entities, JsonObject? keyboard)
    {
        message.Entities = entities;
        message.Keyboard = keyboard;
        world.Edited(message, visibly: true);
        return message.ToJson();
    }

    private TelegramMessage OwnMessage(ApiArguments arguments) => chats.OwnMessage(arguments, chats.WritableChat(arguments), "edit");

    private static void CheckModified(TelegramMessage message, string? current, FormattedText text, JsonObject? keyboard)
    {
        var same = current == text.Text && JsonNode.DeepEquals(message.Entities, text.Entities) && JsonNode.DeepEquals(message.Keyboard, keyboard);
        if (same)
        {
            throw ApiException.BadRequest(NotModified);
        }
    }

    private JsonNode DeleteOne(ApiArguments arguments)
    {
        var chat = chats.Chat(arguments);
        var message = arguments.Int("message_id") is { } id ? chat.Messages.GetValueOrDefault(id) : null;
        if (message is null)
        {
            throw ApiException.BadRequest("message to delete not found");
        }

        var mayDelete = message.From.Id == world.Bot.Id || chat.Kind == ChatKind.Private;
        if (!mayDelete || world.Clock.GetUtcNow() - message.SentAt > Deletable)
        {
            throw ApiException.BadRequest("message can't be deleted");
        }

        return world.Delete(chat, message.Id);
    }

    private JsonNode DeleteSeveral(ApiArguments arguments)
    {
        var chat = chats.Chat(arguments);
        foreach (var id in arguments.Array("message_ids") ?? [])
        {
            world.Delete(chat, (int)id!);
        }

        return true;
    }
}

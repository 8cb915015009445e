using System.Globalization;
using System.Text.Json.Nodes;
using SmmKpiBot.Sandbox.BotApi.Methods;
using SmmKpiBot.Sandbox.BotApi.State;
using SmmKpiBot.Sandbox.BotApi.Updates;

namespace SmmKpiBot.Sandbox.BotApi;

/// <summary>What people do in Telegram: they write, press, send files, join, block. Each act reaches the bot as an update.</summary>
internal sealed class People(World world, UpdateQueue updates, CallbackMethods callbacks, BotApiOptions options)
{
    private long _lastCallback = 4_000_000;

    /// <summary>Writes a text as <paramref name="user"/>; in a group the bot gets it by the rules of its privacy mode.</summary>
    public TelegramMessage Write(TelegramChat chat, TelegramUser user, string text, int? threadId = null, TelegramMessage? replyTo = null, JsonObject? extra = null)
    {
        lock (world.Gate)
        {
            chat.Started = true;
            var message = New(chat, user, threadId, replyTo, (text, null, null), extra);
            if (text.StartsWith('/'))
            {
                message.Entities = [new JsonObject { ["type"] = "bot_command", ["offset"] = 0, ["length"] = text.Split(' ', '\n')[0].Length }];
            }

            return Deliver(message);
        }
    }

    /// <summary>Writes a sent text anew.</summary>
    public void Edit(TelegramMessage message, string text)
    {
        lock (world.Gate)
        {
            message.Text = text;
            world.Edited(message, visibly: true);
            if (!message.Chat.BotIsOut && BotSees(message))
            {
                updates.Push("edited_message", message.ToJson(), message.Chat.Id);
            }
        }
    }

    /// <summary>Puts an emoji on a message; null takes it off. Bots hear of it where they are administrators.</summary>
    public void React(TelegramMessage message, TelegramUser user, string? emoji)
    {
        lock (world.Gate)
        {
            if (message.Chat.Members.GetValueOrDefault(world.Bot.Id).Status is not MemberStatus.Administrator)
            {
                return;
            }

            var reaction = new JsonArray(new JsonObject { ["type"] = "emoji", ["emoji"] = emoji ?? "👍" });
            var update = new JsonObject
            {
                ["chat"] = message.Chat.ToJson(),
                ["message_id"] = message.Id,
                ["user"] = user.ToJson(),
                ["date"] = world.Clock.GetUtcNow().ToUnixTimeSeconds(),
                ["old_reaction"] = emoji is null ? reaction : new JsonArray(),
                ["new_reaction"] = emoji is null ? new JsonArray() : reaction,
            };
            updates.Push("message_reaction", update, message.Chat.Id);
        }
    }

    /// <summary>Makes the bot an administrator of a group: it sees everything there, privacy mode or not.</summary>
    public void Promote(TelegramChat chat)
    {
        lock (world.Gate)
        {
            chat.Members[world.Bot.Id] = (world.Bot, MemberStatus.Administrator);
            world.Raise(chat, null);
        }
    }

    /// <summary>Sends a file as a document, with a caption if there is one.</summary>
    public TelegramMessage SendDocument(TelegramChat chat, TelegramUser user, string fileName, byte[] bytes, string? caption = null, int? threadId = null)
    {
        lock (world.Gate)
        {
            return Deliver(New(chat, user, threadId, null, (null, caption, world.AddFile(fileName, bytes))));
        }
    }

    /// <summary>Sends a picture with words below it.</summary>
    public TelegramMessage SendPhoto(TelegramChat chat, TelegramUser user, byte[] bytes, string? caption)
    {
        lock (world.Gate)
        {
            var message = New(chat, user, null, null, (null, caption, null));
            message.Photo = world.AddFile("photo.png", bytes);
            return Deliver(message);
        }
    }

    /// <summary>Presses the button with <paramref name="data"/> under a message of the bot.</summary>
    public PressedButton Press(TelegramMessage message, TelegramUser user, string data)
    {
        lock (world.Gate)
        {
            var pressed = callbacks.Press((++_lastCallback).ToString(CultureInfo.InvariantCulture));
            var query = new JsonObject
            {
                ["id"] = pressed.Id,
                ["from"] = user.ToJson(),
                ["message"] = message.ToJson(),
                ["chat_instance"] = message.Chat.Id.ToString(CultureInfo.InvariantCulture),
                ["data"] = data,
            };
            updates.Push("callback_query", query, user.Id);
            return pressed;
        }
    }

    /// <summary>The bot was blocked by a person or put out of a group (or let in again).</summary>
    public void SetBotOut(TelegramChat chat, TelegramUser by, bool isOut)
    {
        lock (world.Gate)
        {
            chat.BotIsOut = isOut;
            var gone = chat.Kind == ChatKind.Private ? "kicked" : "left";
            var member = new JsonObject
            {
                ["chat"] = chat.ToJson(),
                ["from"] = by.ToJson(),
                ["date"] = world.Clock.GetUtcNow().ToUnixTimeSeconds(),
                ["old_chat_member"] = BotMember(isOut ? "member" : gone),
                ["new_chat_member"] = BotMember(isOut ? gone : "member"),
            };
            updates.Push("my_chat_member", member, chat.Id);
            world.Raise(chat, null);
        }
    }

    /// <summary>Opens a topic in a forum.</summary>
    public ForumTopic CreateTopic(TelegramChat chat, TelegramUser user, string name)
    {
        lock (world.Gate)
        {
            var id = chat.NextMessageId();
            var created = new JsonObject { ["forum_topic_created"] = new JsonObject { ["name"] = name, ["icon_color"] = 7322096 } };
            var topic = chat.Topics[id] = new ForumTopic(id, name);
            Deliver(new TelegramMessage(id, chat, user, world.Clock.GetUtcNow()) { ThreadId = id, Service = created });
            return topic;
        }
    }

    /// <summary>The group becomes a supergroup with a new id; the old id never works again.</summary>
    public TelegramChat Migrate(TelegramChat chat, long newId)
    {
        lock (world.Gate)
        {
            var successor = world.AddGroup(newId, chat.Title);
            foreach (var (id, member) in chat.Members)
            {
                successor.Members[id] = member;
            }

            chat.MigratedTo = newId;
            var someone = chat.Members.Values.First(member => !member.User.IsBot).User;
            Service(chat, someone, "migrate_to_chat_id", newId);
            Service(successor, someone, "migrate_from_chat_id", chat.Id);
            return successor;
        }
    }

    private void Service(TelegramChat chat, TelegramUser user, string name, long value)
    {
        var service = new JsonObject { [name] = value };
        Deliver(new TelegramMessage(chat.NextMessageId(), chat, user, world.Clock.GetUtcNow()) { Service = service });
    }

    private JsonObject BotMember(string status)
    {
        var member = new JsonObject { ["user"] = world.Bot.ToJson(), ["status"] = status };
        if (status == "kicked")
        {
            member["until_date"] = 0;
        }

        return member;
    }

    private TelegramMessage New(
        TelegramChat chat, TelegramUser user, int? threadId, TelegramMessage? replyTo, (string? Text, string? Caption, TelegramFile? Document) content, JsonObject? extra = null) =>
        new(chat.NextMessageId(), chat, user, world.Clock.GetUtcNow())
        {
            ThreadId = threadId,
            ReplyTo = replyTo,
            Text = content.Text,
            Caption = content.Caption,
            Document = content.Document,
            Extra = extra,
        };

    private TelegramMessage Deliver(TelegramMessage message)
    {
        world.Store(message);
        if (!message.Chat.BotIsOut && BotSees(message))
        {
            updates.Push("message", message.ToJson(), message.Chat.Id);
        }

        return message;
    }

    private bool BotSees(TelegramMessage message)
    {
        var isAdministrator = message.Chat.Members.GetValueOrDefault(world.Bot.Id).Status == MemberStatus.Administrator;
        if (!message.Chat.IsGroup || options.CanReadAllGroupMessages || isAdministrator || message.Service is not null || message.ReplyTo?.From.Id == world.Bot.Id)
        {
            return true;
        }

        var mention = "@" + world.Bot.Username;
        var text = message.Text ?? message.Caption ?? "";
        var command = text.Split(' ', '\n')[0];
        var isOurs = command.StartsWith('/') && (!command.Contains('@', StringComparison.Ordinal) || command.EndsWith(mention, StringComparison.OrdinalIgnoreCase));
        return isOurs || text.Contains(mention, StringComparison.OrdinalIgnoreCase);
    }
}

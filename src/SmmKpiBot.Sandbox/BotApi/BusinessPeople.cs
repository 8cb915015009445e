using System.Globalization;
using System.Text.Json.Nodes;
using SmmKpiBot.Sandbox.BotApi.Methods;
using SmmKpiBot.Sandbox.BotApi.State;
using SmmKpiBot.Sandbox.BotApi.Updates;

namespace SmmKpiBot.Sandbox.BotApi;

/// <summary>How something is written in a chat of a business account.</summary>
internal enum BusinessWriter
{
    Customer,
    Owner,

    /// <summary>A greeting, an away message or a scheduled one.</summary>
    Offline,

    /// <summary>A bot in the owner's name.</summary>
    Bot,
}

/// <summary>What people do in chats of business accounts: they connect one to the bot, write, edit and delete.</summary>
internal sealed class BusinessPeople(World world, UpdateQueue updates, BusinessConnections connections)
{
    public void AddTo(MethodTable table) =>
        table.Add("getBusinessConnection", arguments => connections.Find(arguments.Required("business_connection_id")).ToJson(world.Clock.GetUtcNow()));

    public BusinessConnection Connect(TelegramUser owner)
    {
        lock (world.Gate)
        {
            var connection = new BusinessConnection("business-" + (connections.Count + 1).ToString(CultureInfo.InvariantCulture), owner);
            connections.Add(connection);
            Tell(connection);
            return connection;
        }
    }

    public void SetEnabled(BusinessConnection connection, bool isEnabled)
    {
        lock (world.Gate)
        {
            connection.Enabled = isEnabled;
            Tell(connection);
        }
    }

    /// <summary>The owner lets the bot reply, or does so no longer.</summary>
    public void SetCanReply(BusinessConnection connection, bool canReply)
    {
        lock (world.Gate)
        {
            connection.CanReply = canReply;
            Tell(connection);
        }
    }

    /// <summary>The account's chat with a customer, empty at first.</summary>
    public TelegramChat ChatOf(BusinessConnection connection, TelegramUser customer)
    {
        lock (world.Gate)
        {
            if (!connection.Chats.TryGetValue(customer.Id, out var chat))
            {
                chat = connection.Chats[customer.Id] = new TelegramChat(customer.Id, ChatKind.Private, world.FirstId) { Title = customer.FirstName, Username = customer.Username };
            }

            return chat;
        }
    }

    /// <summary>A message between the account and a customer.</summary>
    public TelegramMessage Write(BusinessConnection connection, TelegramUser customer, string text, BusinessWriter writer = BusinessWriter.Customer)
    {
        lock (world.Gate)
        {
            var chat = ChatOf(connection, customer);
            var from = writer == BusinessWriter.Customer ? customer : connection.Owner;
            var extra = new JsonObject { ["business_connection_id"] = connection.Id };
            if (writer == BusinessWriter.Offline)
            {
                extra["is_from_offline"] = true;
            }
            else if (writer == BusinessWriter.Bot)
            {
                extra["sender_business_bot"] = world.Bot.ToJson();
            }

            var message = new TelegramMessage(chat.NextMessageId(), chat, from, world.Clock.GetUtcNow()) { Text = text, Extra = extra };
            world.Store(message);
            Push(connection, "business_message", message);
            return message;
        }
    }

    /// <summary>A picture without words, by itself or as one of an album.</summary>
    public TelegramMessage SendPhoto(BusinessConnection connection, TelegramUser customer, string? album = null, BusinessWriter writer = BusinessWriter.Customer)
    {
        lock (world.Gate)
        {
            var chat = ChatOf(connection, customer);
            var size = new JsonObject { ["file_id"] = "photo", ["file_unique_id"] = "photo", ["width"] = 90, ["height"] = 90 };
            var extra = new JsonObject { ["business_connection_id"] = connection.Id, ["photo"] = new JsonArray(size) };
            if (album is not null)
            {
                extra["media_group_id"] = album;
            }

            var message = new TelegramMessage(chat.NextMessageId(), chat, writer == BusinessWriter.Customer ? customer : connection.Owner, world.Clock.GetUtcNow()) { Extra = extra };
            world.Store(message);
            Push(connection, "business_message", message);
            return message;
        }
    }

    public void Edit(BusinessConnection connection, TelegramMessage message, string text)
    {
        lock (world.Gate)
        {
            message.Text = text;
            world.Edited(message, visibly: true);
            Push(connection, "edited_business_message", message);
        }
    }

    public void Delete(BusinessConnection connection, TelegramMessage message)
    {
        lock (world.Gate)
        {
            world.Delete(message.Chat, message.Id);
            if (connection.Enabled)
            {
                var deleted = new JsonObject { ["business_connection_id"] = connection.Id, ["chat"] = message.Chat.ToJson(), ["message_ids"] = new JsonArray(message.Id) };
                updates.Push("deleted_business_messages", deleted, message.Chat.Id);
            }
        }
    }

    private void Tell(BusinessConnection connection) => updates.Push("business_connection", connection.ToJson(world.Clock.GetUtcNow()), connection.Owner.Id);

    private void Push(BusinessConnection connection, string kind, TelegramMessage message)
    {
        if (connection.Enabled)
        {
            updates.Push(kind, message.ToJson(), message.Chat.Id);
        }
    }
}

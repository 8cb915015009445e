using SmmKpiBot.Sandbox.BotApi.State;

namespace SmmKpiBot.Sandbox.BotApi.Methods;

/// <summary>Finds the chat, topic or message that a call means, and refuses as the real server does.</summary>
internal sealed class ChatFinder(World world, BusinessConnections connections)
{
    public TelegramChat Chat(ApiArguments arguments)
    {
        arguments.Required("chat_id");
        var chat = arguments.Long("chat_id") is { } id
            ? world.FindChat(id)
            : world.Chats.FirstOrDefault(known => known.Username is not null && "@" + known.Username == arguments.Text("chat_id"));
        return chat ?? throw ApiException.BadRequest("chat not found");
    }

    /// <summary>A chat the bot may look at: one with a public name, or one that it is in.</summary>
    public TelegramChat ReadableChat(ApiArguments arguments)
    {
        var chat = Chat(arguments);
        if (chat.MigratedTo is { } newId)
        {
            throw ApiException.Migrated(newId);
        }

        var isIn = !chat.BotIsOut && chat.Members.TryGetValue(world.Bot.Id, out var bot) && bot.Status is not (MemberStatus.Left or MemberStatus.Kicked);
        return chat.Kind == ChatKind.Private || chat.Username is not null || isIn ? chat : throw ApiException.Forbidden($"bot is not a member of the {chat.KindName} chat");
    }

    /// <summary>The business account in whose name a call is made; null for the bot's own.</summary>
    public BusinessConnection? Business(ApiArguments arguments) =>
        arguments.Text("business_connection_id") is { Length: > 0 } id ? connections.Find(id) : null;

    /// <summary>A chat the bot may write to now.</summary>
    public TelegramChat WritableChat(ApiArguments arguments)
    {
        if (Business(arguments) is { } connection)
        {
            arguments.Required("chat_id");
            return connection.WritableChat(arguments.Long("chat_id") ?? throw ApiException.BadRequest("chat not found"), world.Clock.GetUtcNow());
        }

        var chat = Chat(arguments);
        if (chat.MigratedTo is { } newId)
        {
            throw ApiException.Migrated(newId);
        }

        if (chat.BotIsOut)
        {
            throw ApiException.Forbidden(chat.Kind == ChatKind.Private ? "bot was blocked by the user" : $"bot was kicked from the {chat.KindName} chat");
        }

        return chat.Started ? chat : throw ApiException.Forbidden("bot can't initiate conversation with a user");
    }

    /// <summary>The topic of a call; null = none, or General.</summary>
    public static int? Topic(ApiArguments arguments, TelegramChat chat)
    {
        if (arguments.Int("message_thread_id") is not { } threadId)
        {
            return null;
        }

        var topic = chat.Topics.GetValueOrDefault(threadId) ?? throw ApiException.BadRequest("message thread not found");
        return topic.Closed ? throw ApiException.BadRequest("TOPIC_CLOSED") : threadId;
    }

    /// <summary>The bot's own message of a call; <paramref name="verb"/> is <c>edit</c> or <c>delete</c>.</summary>
    public TelegramMessage OwnMessage(ApiArguments arguments, TelegramChat chat, string verb)
    {
        var message = arguments.Int("message_id") is { } id ? chat.Messages.GetValueOrDefault(id) : null;
        if (message is null)
        {
            throw ApiException.BadRequest($"message to {verb} not found");
        }

        return BusinessAuthor.IsOfBot(message, world.Bot) ? message : throw ApiException.BadRequest($"message can't be {verb}ed");
    }
}

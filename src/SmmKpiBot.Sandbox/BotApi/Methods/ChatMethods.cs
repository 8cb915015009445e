using System.Text.Json.Nodes;
using SmmKpiBot.Sandbox.BotApi.State;

namespace SmmKpiBot.Sandbox.BotApi.Methods;

/// <summary>Chats, their members and the topics of forums.</summary>
internal sealed class ChatMethods(World world, ChatFinder chats)
{
    public void AddTo(MethodTable table)
    {
        table.Add("getChat", GetChat);
        table.Add("getChatMember", GetMember);
        table.Add("getChatMemberCount", GetMemberCount);
        table.Add("getChatAdministrators", GetAdministrators);
        table.Add("leaveChat", Leave);
        table.Add("pinChatMessage", arguments => chats.WritableChat(arguments).Id != 0);
        table.Add("createForumTopic", CreateTopic);
        table.Add("editForumTopic", arguments => Change(arguments, topic => topic.Name = arguments.Text("name") ?? topic.Name));
        table.Add("closeForumTopic", arguments => Change(arguments, topic => topic.Closed = true));
        table.Add("reopenForumTopic", arguments => Change(arguments, topic => topic.Closed = false));
        table.Add("deleteForumTopic", DeleteTopic);
    }

    private static bool IsIn((TelegramUser User, MemberStatus Status) member) => member.Status is not (MemberStatus.Left or MemberStatus.Kicked);

    /// <summary>A member of a chat, as the Bot API shows one.</summary>
    public static JsonObject MemberJson(TelegramUser user, MemberStatus status)
    {
        var json = new JsonObject { ["user"] = user.ToJson(), ["status"] = status.ToString().ToLowerInvariant() };
        if (status == MemberStatus.Kicked)
        {
            json["until_date"] = 0;
        }
        else if (status == MemberStatus.Administrator)
        {
            json["can_manage_direct_messages"] = true;
        }

        return json;
    }

    private JsonObject GetChat(ApiArguments arguments)
    {
        var chat = chats.ReadableChat(arguments);
        var json = chat.ToJson();
        json["accent_color_id"] = (int)(Math.Abs(chat.Id) % 7);
        json["max_reaction_count"] = 11;
        json.AddIfKnown("linked_chat_id", chat.LinkedChatId);
        json.AddIfKnown("parent_chat", chat.DirectMessagesOf?.ToJson());
        return json;
    }

    private JsonObject GetMember(ApiArguments arguments)
    {
        var chat = chats.Chat(arguments);
        var userId = arguments.Long("user_id") ?? throw ApiException.BadRequest("invalid user_id specified");
        if (chat.Members.TryGetValue(userId, out var member))
        {
            return MemberJson(member.User, member.Status);
        }

        var stranger = world.FindUser(userId) ?? throw ApiException.BadRequest("user not found");
        return MemberJson(stranger, MemberStatus.Left);
    }

    private JsonNode GetMemberCount(ApiArguments arguments)
    {
        var chat = chats.ReadableChat(arguments);
        return chat.Members.Values.Count(IsIn) + chat.OtherMembers;
    }

    private JsonArray GetAdministrators(ApiArguments arguments)
    {
        var chat = chats.Chat(arguments);
        if (chat.Kind == ChatKind.Private)
        {
            throw ApiException.BadRequest("there are no administrators in the private chat");
        }

        var administrators = chat.Members.Values.Where(member => member.Status is MemberStatus.Creator or MemberStatus.Administrator);
        return new JsonArray([.. administrators.Select(member => MemberJson(member.User, member.Status))]);
    }

    private JsonNode Leave(ApiArguments arguments)
    {
        var chat = chats.Chat(arguments);
        if (chat.Kind == ChatKind.Private)
        {
            throw ApiException.BadRequest("chat member status can't be changed in private chats");
        }

        chat.BotIsOut = true;
        chat.Members[world.Bot.Id] = (world.Bot, MemberStatus.Left);
        world.Raise(chat, null);
        return true;
    }

    private JsonObject CreateTopic(ApiArguments arguments)
    {
        var chat = Forum(arguments);
        if (!chat.Members.TryGetValue(world.Bot.Id, out var bot) || bot.Status is not (MemberStatus.Administrator or MemberStatus.Creator))
        {
            throw ApiException.BadRequest("not enough rights to create a topic");
        }

        var topic = new ForumTopic(chat.NextMessageId(), arguments.Required("name"));
        chat.Topics[topic.Id] = topic;
        world.Raise(chat, null);
        return new JsonObject { ["message_thread_id"] = topic.Id, ["name"] = topic.Name, ["icon_color"] = 7322096 };
    }

    private JsonNode Change(ApiArguments arguments, Action<ForumTopic> change)
    {
        var chat = Forum(arguments);
        change(Topic(arguments, chat));
        world.Raise(chat, null);
        return true;
    }

    private JsonNode DeleteTopic(ApiArguments arguments)
    {
        var chat = Forum(arguments);
        chat.Topics.Remove(Topic(arguments, chat).Id);
        world.Raise(chat, null);
        return true;
    }

    private TelegramChat Forum(ApiArguments arguments)
    {
        var chat = chats.WritableChat(arguments);
        return chat.IsForum ? chat : throw ApiException.BadRequest("the chat is not a forum");
    }

    private static ForumTopic Topic(ApiArguments arguments, TelegramChat chat) =>
        chat.Topics.GetValueOrDefault(arguments.Int("message_thread_id") ?? 0) ?? throw ApiException.BadRequest("message thread not found");
}

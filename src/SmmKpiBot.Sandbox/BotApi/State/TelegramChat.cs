using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.BotApi.State;

internal enum ChatKind
{
    Private,
    Group,
    Supergroup,
    Channel,
}

internal enum MemberStatus
{
    Creator,
    Administrator,
    Member,
    Left,
    Kicked,
}

/// <summary>A topic of a forum; its id is the id of the message that created it.</summary>
internal sealed class ForumTopic(int id, string name)
{
    public int Id { get; } = id;

    public string Name { get; set; } = name;

    public bool Closed { get; set; }
}

/// <summary>A chat with its members, topics and messages.</summary>
internal sealed class TelegramChat(long id, ChatKind kind, int lastMessageId = 0)
{
    private int _lastMessageId = lastMessageId;

    public long Id { get; } = id;

    public ChatKind Kind { get; } = kind;

    /// <summary>Title of a group; the first name in a private chat.</summary>
    public required string Title { get; set; }

    /// <summary>How the page lists the chat, where the title alone says too little.</summary>
    public string? PageTitle { get; set; }

    public string? Username { get; init; }

    public bool IsForum { get; init; }

    public Dictionary<long, (TelegramUser User, MemberStatus Status)> Members { get; } = [];

    /// <summary>Members that nothing else is known of.</summary>
    public int OtherMembers { get; set; }

    public SortedDictionary<int, ForumTopic> Topics { get; } = [];

    /// <summary>Messages that were not deleted, oldest first.</summary>
    public SortedDictionary<int, TelegramMessage> Messages { get; } = [];

    /// <summary>A private chat whose person never pressed Start cannot be written to.</summary>
    public bool Started { get; set; } = true;

    /// <summary>The person blocked the bot, or the group kicked it.</summary>
    public bool BotIsOut { get; set; }

    /// <summary>The supergroup this group became.</summary>
    public long? MigratedTo { get; set; }

    /// <summary>The discussion group of a channel, or the channel of a discussion group.</summary>
    public long? LinkedChatId { get; set; }

    /// <summary>The channel whose direct messages this chat holds.</summary>
    public TelegramChat? DirectMessagesOf { get; init; }

    public bool IsGroup => Kind is ChatKind.Group or ChatKind.Supergroup;

    public string KindName => Kind switch
    {
        ChatKind.Private => "private",
        ChatKind.Group => "group",
        ChatKind.Supergroup => "supergroup",
        _ => "channel",
    };

    /// <summary>Grows by one; in a forum 1 is the General topic.</summary>
    public int NextMessageId() => _lastMessageId = _lastMessageId == 0 && IsForum ? 2 : _lastMessageId + 1;

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["id"] = Id, ["type"] = KindName };
        json[Kind == ChatKind.Private ? "first_name" : "title"] = Title;
        json.AddIfKnown("username", Username);
        if (IsForum)
        {
            json["is_forum"] = true;
        }

        if (DirectMessagesOf is not null)
        {
            json["is_direct_messages"] = true;
        }

        return json;
    }
}

using System.Text.Json.Nodes;
using SmmKpiBot.Sandbox.BotApi.State;
using SmmKpiBot.Sandbox.BotApi.Updates;

namespace SmmKpiBot.Sandbox.BotApi;

/// <summary>What happens around a channel: posts with their copies in the discussion group, comments, and direct messages.</summary>
internal sealed class ChannelPeople(World world, UpdateQueue updates, People people)
{
    private const long TelegramId = 777000;
    private const long GroupAnonymousBotId = 1087968824;
    private const long ChannelBotId = 136817688;

    /// <summary>Publishes a post; the answer is its copy in the discussion group, under which comments go.</summary>
    public TelegramMessage Post(TelegramChat channel, string text)
    {
        lock (world.Gate)
        {
            var author = new TelegramUser(ChannelBotId, "Channel") { IsBot = true };
            var post = new TelegramMessage(channel.NextMessageId(), channel, author, world.Clock.GetUtcNow()) { Text = text, Extra = As(channel) };
            world.Store(post);
            updates.Push("channel_post", post.ToJson(), channel.Id);
            var comments = world.FindChat(channel.LinkedChatId ?? 0) ?? throw new InvalidOperationException("The channel has no discussion group.");
            var extra = As(channel);
            extra["is_automatic_forward"] = true;
            extra["forward_origin"] = new JsonObject
            {
                ["type"] = "channel",
                ["chat"] = channel.ToJson(),
                ["message_id"] = post.Id,
                ["date"] = post.SentAt.ToUnixTimeSeconds(),
            };
            return people.Write(comments, new TelegramUser(TelegramId, "Telegram"), text, extra: extra);
        }
    }

    /// <summary>Comments on a post, or replies to a comment on it.</summary>
    public TelegramMessage Comment(TelegramMessage copy, TelegramUser user, string text, TelegramMessage? replyTo = null) =>
        people.Write(copy.Chat, user, text, copy.Id, replyTo ?? copy);

    /// <summary>Comments as the channel itself.</summary>
    public TelegramMessage CommentAsChannel(TelegramMessage copy, string text, TelegramMessage? replyTo = null) =>
        people.Write(copy.Chat, new TelegramUser(ChannelBotId, "Channel") { IsBot = true }, text, copy.Id, replyTo ?? copy, As(ChannelOf(copy.Chat)));

    /// <summary>Writes in a group as its anonymous administrator.</summary>
    public TelegramMessage WriteAnonymously(TelegramChat group, string text, int? threadId = null, TelegramMessage? replyTo = null) =>
        people.Write(group, new TelegramUser(GroupAnonymousBotId, "Group") { Username = "GroupAnonymousBot", IsBot = true }, text, threadId, replyTo, As(group));

    /// <summary>Writes to the channel directly; every person has a topic of their own there.</summary>
    public TelegramMessage WriteDirectly(TelegramChat direct, TelegramUser customer, string text) => people.Write(direct, customer, text, extra: Topic(customer));

    /// <summary>An administrator answers a person in the channel's name.</summary>
    public TelegramMessage AnswerDirectly(TelegramChat direct, TelegramUser customer, TelegramUser admin, string text)
    {
        var extra = Topic(customer);
        extra["sender_chat"] = (direct.DirectMessagesOf ?? throw new InvalidOperationException("That is no chat of direct messages.")).ToJson();
        return people.Write(direct, admin, text, extra: extra);
    }

    private static JsonObject As(TelegramChat chat) => new() { ["sender_chat"] = chat.ToJson() };

    private static JsonObject Topic(TelegramUser customer) =>
        new() { ["direct_messages_topic"] = new JsonObject { ["topic_id"] = customer.Id + 1_000_000, ["user"] = customer.ToJson() } };

    private TelegramChat ChannelOf(TelegramChat comments) => world.FindChat(comments.LinkedChatId ?? 0) ?? throw new InvalidOperationException("The group belongs to no channel.");
}

using System.Text.Json.Nodes;
using SmmKpiBot.Sandbox.BotApi.Methods;
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
            var post = Publish(channel, text);
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

    /// <summary>Publishes a post alone; its administrators hear of it, the bot where it is one.</summary>
    /// <param name="album">Posts with the same one are shown as one.</param>
    public TelegramMessage Publish(TelegramChat channel, string text, string? album = null)
    {
        lock (world.Gate)
        {
            var extra = As(channel);
            extra.AddIfKnown("media_group_id", album);
            var post = new TelegramMessage(channel.NextMessageId(), channel, new TelegramUser(ChannelBotId, "Channel") { IsBot = true }, world.Clock.GetUtcNow()) { Text = text, Extra = extra };
            world.Store(post);
            Tell(channel, "channel_post", () => post.ToJson());
            return post;
        }
    }

    /// <summary>Writes a post anew.</summary>
    public void EditPost(TelegramMessage post, string text)
    {
        lock (world.Gate)
        {
            post.Text = text;
            world.Edited(post, visibly: true);
            Tell(post.Chat, "edited_channel_post", () => post.ToJson());
        }
    }

    /// <summary>What reactions a post has now, by emoji; administrators hear all of them each time, late and together.</summary>
    public void React(TelegramMessage post, params (string Emoji, int Count)[] totals)
    {
        lock (world.Gate)
        {
            Tell(post.Chat, "message_reaction_count", () => new JsonObject
            {
                ["chat"] = post.Chat.ToJson(),
                ["message_id"] = post.Id,
                ["date"] = world.Clock.GetUtcNow().ToUnixTimeSeconds(),
                ["reactions"] = new JsonArray([.. totals.Select(total => new JsonObject
                {
                    ["type"] = new JsonObject { ["type"] = "emoji", ["emoji"] = total.Emoji },
                    ["total_count"] = total.Count,
                })]),
            });
        }
    }

    /// <summary>Somebody joins: directly, as most apps do in a public channel, or through a link.</summary>
    public void Join(TelegramChat channel, TelegramUser user, InviteLink? link = null, bool viaRequest = false)
    {
        lock (world.Gate)
        {
            var before = MemberOf(channel, user);
            channel.Members[user.Id] = (user, MemberStatus.Member);
            world.Raise(channel, null);
            TellMember(channel, user, before, link, viaRequest);
        }
    }

    public void Leave(TelegramChat channel, TelegramUser user)
    {
        lock (world.Gate)
        {
            var before = MemberOf(channel, user);
            channel.Members[user.Id] = (user, MemberStatus.Left);
            world.Raise(channel, null);
            TellMember(channel, user, before, null, viaRequest: false);
        }
    }

    /// <summary>Somebody asks to be let in, through a link that wants an administrator's consent.</summary>
    public void Request(TelegramChat channel, TelegramUser user, InviteLink link)
    {
        lock (world.Gate)
        {
            Tell(channel, "chat_join_request", () => new JsonObject
            {
                ["chat"] = channel.ToJson(),
                ["from"] = user.ToJson(),
                ["user_chat_id"] = user.Id,
                ["date"] = world.Clock.GetUtcNow().ToUnixTimeSeconds(),
                ["invite_link"] = link.ToJson(world.Bot),
            });
        }
    }

    /// <summary>Makes the bot an administrator of a channel, by whoever may.</summary>
    public void PromoteBot(TelegramChat channel, TelegramUser by) => SetBot(channel, by, MemberStatus.Administrator);

    /// <summary>Takes the bot out of a channel.</summary>
    public void RemoveBot(TelegramChat channel, TelegramUser by) => SetBot(channel, by, MemberStatus.Left);

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

    private void SetBot(TelegramChat channel, TelegramUser by, MemberStatus status)
    {
        lock (world.Gate)
        {
            var before = MemberOf(channel, world.Bot);
            channel.Members[world.Bot.Id] = (world.Bot, status);
            channel.BotIsOut = status == MemberStatus.Left;
            world.Raise(channel, null);
            updates.Push("my_chat_member", Change(channel, by, before, MemberOf(channel, world.Bot)), channel.Id);
        }
    }

    private void TellMember(TelegramChat channel, TelegramUser user, JsonObject before, InviteLink? link, bool viaRequest) => Tell(channel, "chat_member", () =>
    {
        var change = Change(channel, user, before, MemberOf(channel, user));
        change.AddIfKnown("invite_link", link?.ToJson(world.Bot));
        if (viaRequest)
            change["via_join_request"] = true;
        return change;
    });

    private JsonObject Change(TelegramChat channel, TelegramUser by, JsonObject before, JsonObject after) => new()
    {
        ["chat"] = channel.ToJson(),
        ["from"] = by.ToJson(),
        ["date"] = world.Clock.GetUtcNow().ToUnixTimeSeconds(),
        ["old_chat_member"] = before,
        ["new_chat_member"] = after,
    };

    private static JsonObject MemberOf(TelegramChat chat, TelegramUser user) => ChatMethods.MemberJson(user, chat.Members.TryGetValue(user.Id, out var member) ? member.Status : MemberStatus.Left);

    /// <summary>What happens in a channel is told to the bot only where it is an administrator.</summary>
    private void Tell(TelegramChat channel, string kind, Func<JsonObject> content)
    {
        if (channel.Members.GetValueOrDefault(world.Bot.Id).Status is MemberStatus.Administrator)
            updates.Push(kind, content(), channel.Id);
    }

    private static JsonObject As(TelegramChat chat) => new() { ["sender_chat"] = chat.ToJson() };

    private static JsonObject Topic(TelegramUser customer) =>
        new() { ["direct_messages_topic"] = new JsonObject { ["topic_id"] = customer.Id + 1_000_000, ["user"] = customer.ToJson() } };

    private TelegramChat ChannelOf(TelegramChat comments) => world.FindChat(comments.LinkedChatId ?? 0) ?? throw new InvalidOperationException("The group belongs to no channel.");
}

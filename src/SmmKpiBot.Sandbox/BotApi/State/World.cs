using System.Globalization;

namespace SmmKpiBot.Sandbox.BotApi.State;

/// <summary>What happened in a chat: a message came, was edited or deleted, or (no message) the chat itself changed.</summary>
internal sealed record WorldChange(TelegramChat Chat, TelegramMessage? Message);

/// <summary>All chats, people and files of the stand-in Telegram. Everything that reads or changes it holds <see cref="Gate"/>.</summary>
internal sealed class World(TelegramUser bot, TimeProvider clock, int firstId = 0)
{
    private readonly Dictionary<long, TelegramChat> _chats = [];
    private readonly Dictionary<long, TelegramUser> _users = [];
    private readonly Dictionary<string, TelegramFile> _files = [];
    private int _lastFile;

    public Lock Gate { get; } = new();

    public TelegramUser Bot { get; } = bot;

    public TimeProvider Clock { get; } = clock;

    /// <summary>Ids of messages begin above it.</summary>
    public int FirstId { get; } = firstId;

    /// <summary>Raised inside the gate: take a note and return at once.</summary>
    public event Action<WorldChange>? Changed;

    public IReadOnlyList<TelegramChat> Chats
    {
        get
        {
            lock (Gate)
            {
                return [.. _chats.Values];
            }
        }
    }

    public TelegramUser AddUser(long id, string firstName, string? username = null, string? languageCode = null)
    {
        lock (Gate)
        {
            return _users[id] = new TelegramUser(id, firstName) { Username = username, LanguageCode = languageCode };
        }
    }

    public TelegramUser? FindUser(long id)
    {
        lock (Gate)
        {
            return _users.GetValueOrDefault(id);
        }
    }

    /// <summary>The chat of a person with the bot; unless <paramref name="started"/>, the person must write first.</summary>
    public TelegramChat AddPrivateChat(TelegramUser user, bool started = true)
    {
        var chat = new TelegramChat(user.Id, ChatKind.Private, FirstId) { Title = user.FirstName, Username = user.Username, Started = started };
        chat.Members[user.Id] = (user, MemberStatus.Member);
        return Add(chat);
    }

    /// <summary>A group with the bot in it as a plain member.</summary>
    public TelegramChat AddGroup(long id, string title, ChatKind kind = ChatKind.Supergroup, bool forum = false, params TelegramUser[] members)
    {
        var chat = new TelegramChat(id, kind, FirstId) { Title = title, IsForum = forum };
        chat.Members[Bot.Id] = (Bot, MemberStatus.Member);
        foreach (var member in members)
        {
            chat.Members[member.Id] = (member, chat.Members.Count == 1 ? MemberStatus.Creator : MemberStatus.Member);
        }

        return Add(chat);
    }

    /// <summary>A channel with the bot as its administrator, the group its comments are in, and the chat of its direct messages.</summary>
    public (TelegramChat Channel, TelegramChat Comments, TelegramChat Direct) AddChannel(long id, string title, string? username, params TelegramUser[] admins)
    {
        var channel = new TelegramChat(id, ChatKind.Channel, FirstId) { Title = title, Username = username, LinkedChatId = id - 1 };
        channel.Members[Bot.Id] = (Bot, MemberStatus.Administrator);
        var direct = new TelegramChat(id - 2, ChatKind.Supergroup, FirstId) { Title = title, DirectMessagesOf = channel };
        direct.Members[Bot.Id] = (Bot, MemberStatus.Administrator);
        var comments = AddGroup(id - 1, title + " · chat", ChatKind.Supergroup, false, admins);
        comments.LinkedChatId = id;
        return (Add(channel), comments, Add(direct));
    }

    /// <summary>A channel that the bot has nothing to do with.</summary>
    public TelegramChat AddForeignChannel(long id, string title, string? username = null, int members = 0) =>
        Add(new TelegramChat(id, ChatKind.Channel, FirstId) { Title = title, Username = username, OtherMembers = members });

    public TelegramChat? FindChat(long id)
    {
        lock (Gate)
        {
            return _chats.GetValueOrDefault(id);
        }
    }

    public TelegramMessage? FindMessage(long chatId, int messageId)
    {
        lock (Gate)
        {
            return _chats.GetValueOrDefault(chatId)?.Messages.GetValueOrDefault(messageId);
        }
    }

    /// <summary>A message of a chat that is at hand; customers' chats are not found by their number.</summary>
    public TelegramMessage? FindMessage(TelegramChat chat, int messageId)
    {
        lock (Gate)
        {
            return chat.Messages.GetValueOrDefault(messageId);
        }
    }

    /// <summary>The messages of a chat, oldest first.</summary>
    public IReadOnlyList<TelegramMessage> MessagesOf(long chatId)
    {
        lock (Gate)
        {
            return _chats.TryGetValue(chatId, out var chat) ? [.. chat.Messages.Values] : [];
        }
    }

    public TelegramFile AddFile(string name, byte[] bytes)
    {
        lock (Gate)
        {
            var number = (++_lastFile).ToString(CultureInfo.InvariantCulture);
            var size = PictureSize.Of(bytes);
            var folder = size is null ? "documents" : "photos";
            var file = new TelegramFile($"file-{number}", $"unique-{number}", $"{folder}/file_{number}{Path.GetExtension(name)}", name, bytes)
            {
                Width = size?.Width ?? 0,
                Height = size?.Height ?? 0,
            };
            return _files[file.Id] = file;
        }
    }

    public TelegramFile? FindFile(string id)
    {
        lock (Gate)
        {
            return _files.GetValueOrDefault(id);
        }
    }

    public TelegramFile? FindFileByPath(string path)
    {
        lock (Gate)
        {
            return _files.Values.FirstOrDefault(file => file.Path == path);
        }
    }

    /// <summary>Puts a message into its chat.</summary>
    public TelegramMessage Store(TelegramMessage message)
    {
        lock (Gate)
        {
            message.Chat.Messages[message.Id] = message;
            Raise(message.Chat, message);
            return message;
        }
    }

    public void Edited(TelegramMessage message, bool visibly)
    {
        lock (Gate)
        {
            message.Version++;
            message.EditedAt = visibly ? Clock.GetUtcNow() : message.EditedAt;
            Raise(message.Chat, message);
        }
    }

    public bool Delete(TelegramChat chat, int messageId)
    {
        lock (Gate)
        {
            var deleted = chat.Messages.Remove(messageId);
            Raise(chat, null);
            return deleted;
        }
    }

    public void Raise(TelegramChat chat, TelegramMessage? message) => Changed?.Invoke(new WorldChange(chat, message));

    private TelegramChat Add(TelegramChat chat)
    {
        lock (Gate)
        {
            _chats[chat.Id] = chat;
            Raise(chat, null);
            return chat;
        }
    }
}

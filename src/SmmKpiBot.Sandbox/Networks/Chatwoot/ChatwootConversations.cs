namespace SmmKpiBot.Sandbox.Networks.Chatwoot;

/// <summary>A message in the stand-in.</summary>
/// <param name="Type">0 incoming, 1 outgoing, 2 activity, 3 template.</param>
/// <param name="SenderType">contact, user, agent_bot, captain_assistant; null for automations, campaigns and answers typed in the network's own app.</param>
internal sealed record StandInMessage(long Id, long Conversation, int Type, string Text, DateTimeOffset At, string? SenderType)
{
    public bool Private { get; init; }

    public bool IsEcho { get; init; }

    public bool IsAutomation { get; init; }

    public bool IsCampaign { get; init; }

    public bool IsDeleted { get; init; }

    /// <summary>A survey of satisfaction.</summary>
    public bool IsSurvey { get; init; }

    /// <summary>What the customer answered to it.</summary>
    public int? Rating { get; init; }
}

/// <summary>A conversation in the stand-in.</summary>
internal sealed record StandInConversation(long Id, long Inbox, string Status, IReadOnlyList<string> Labels, DateTimeOffset UpdatedAt, DateTimeOffset LastActivityAt);

/// <summary>What the stand-in knows: conversations and messages of one account, as its people write them.</summary>
internal sealed class ChatwootConversations(TimeProvider clock)
{
    private readonly TimeProvider _clock = clock;
    private readonly Lock _lock = new();
    private readonly Dictionary<long, StandInConversation> _conversations = [];
    private readonly Dictionary<long, StandInMessage> _messages = [];
    private long _lastMessage = 9_000;

    public IReadOnlyList<StandInConversation> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _conversations.Values];
            }
        }
    }

    public StandInConversation Conversation(long id)
    {
        lock (_lock)
        {
            return _conversations[id];
        }
    }

    public StandInMessage Message(long id)
    {
        lock (_lock)
        {
            return _messages[id];
        }
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<StandInMessage> MessagesOf(long conversation)
    {
        lock (_lock)
        {
            return [.. _messages.Values.Where(message => message.Conversation == conversation).OrderBy(message => message.Id)];
        }
    }

    /// <summary>Begins a conversation, or changes the one there is.</summary>
    public void Open(long conversation, long inbox = 3, string status = "open")
    {
        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            _conversations[conversation] = _conversations.TryGetValue(conversation, out var known)
                ? known with { Status = status, UpdatedAt = now }
                : new(conversation, inbox, status, [], now, now);
        }
    }

    public void Label(long conversation, params string[] labels)
    {
        lock (_lock)
        {
            _conversations[conversation] = _conversations[conversation] with { Labels = labels, UpdatedAt = _clock.GetUtcNow() };
        }
    }

    public long Customer(long conversation, string text) => Write(conversation, 0, text, "contact");

    public long Agent(long conversation, string text) => Write(conversation, 1, text, "user");

    public long Note(long conversation, string text) => Write(conversation, 1, text, "user", message => message with { Private = true });

    public long Bot(long conversation, string text) => Write(conversation, 1, text, "agent_bot");

    public long Assistant(long conversation, string text) => Write(conversation, 1, text, "captain_assistant");

    public long Automation(long conversation, string text) => Write(conversation, 1, text, null, message => message with { IsAutomation = true });

    public long Campaign(long conversation, string text) => Write(conversation, 1, text, "user", message => message with { IsCampaign = true });

    /// <summary>An answer that staff typed in the network's own app.</summary>
    public long Echo(long conversation, string text) => Write(conversation, 1, text, null, message => message with { IsEcho = true });

    public long Activity(long conversation, string text) => Write(conversation, 2, text, null);

    public long Template(long conversation, string text) => Write(conversation, 3, text, null);

    /// <summary>Chatwoot asks the customer how satisfied they are, as it does when a conversation is resolved.</summary>
    public long Survey(long conversation) => Write(conversation, 3, "Please rate the conversation", null, message => message with { IsSurvey = true });

    public void Rate(long survey, int rating) => Change(survey, message => message with { Rating = rating });

    /// <summary>A colleague is taken out of Chatwoot, which empties the sender of all that they wrote.</summary>
    public void AgentsLeave()
    {
        lock (_lock)
        {
            foreach (var message in _messages.Values.Where(message => message.SenderType == "user").ToList())
                _messages[message.Id] = message with { SenderType = null };
        }
    }

    public void Delete(long message) => Change(message, deleted => deleted with { IsDeleted = true, Text = "This message was deleted" });

    private long Write(long conversation, int type, string text, string? senderType, Func<StandInMessage, StandInMessage>? change = null)
    {
        lock (_lock)
        {
            var now = _clock.GetUtcNow();
            if (!_conversations.ContainsKey(conversation))
            {
                Open(conversation);
            }

            _conversations[conversation] = _conversations[conversation] with { UpdatedAt = now, LastActivityAt = now };
            var message = new StandInMessage(++_lastMessage, conversation, type, text, now, senderType);
            _messages.Add(message.Id, change?.Invoke(message) ?? message);
            return message.Id;
        }
    }

    /// <summary>A message that changes is a change of its conversation.</summary>
    private void Change(long id, Func<StandInMessage, StandInMessage> change)
    {
        lock (_lock)
        {
            var message = _messages[id] = change(_messages[id]);
            _conversations[message.Conversation] = _conversations[message.Conversation] with { UpdatedAt = _clock.GetUtcNow() };
        }
    }
}

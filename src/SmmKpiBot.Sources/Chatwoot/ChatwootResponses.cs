using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmmKpiBot.Sources.Chatwoot;

/// <summary>What a webhook delivers. The root of a message event is the message, of a conversation event the conversation.</summary>
internal sealed record WebhookBody
{
    public string Event { get; init; } = "";

    public ChatwootRef? Account { get; init; }
}

internal sealed record ChatwootRef(long Id);

/// <summary>A message. Webhooks write the type as a word and the time as text, the API both as numbers.</summary>
internal sealed record ChatwootMessage
{
    public required long Id { get; init; }

    [JsonConverter(typeof(MessageTypeConverter))]
    public required ChatwootMessageType MessageType { get; init; }

    [JsonConverter(typeof(InstantConverter))]
    public required DateTimeOffset CreatedAt { get; init; }

    public string? Content { get; init; }

    public bool? Private { get; init; }

    public ChatwootSender? Sender { get; init; }

    /// <summary>Mostly an object; whatever else it is says nothing.</summary>
    public JsonElement ContentAttributes { get; init; }

    public JsonElement AdditionalAttributes { get; init; }

    /// <summary>In webhooks only.</summary>
    public ChatwootConversation? Conversation { get; init; }

    public ChatwootRef? Inbox { get; init; }
}

/// <summary>A contact has no type in webhooks.</summary>
internal sealed record ChatwootSender
{
    public long? Id { get; init; }

    public string? Name { get; init; }

    public string? Type { get; init; }
}

internal sealed record ChatwootConversation
{
    /// <summary>The number that people see, unique in the Chatwoot account.</summary>
    public required long Id { get; init; }

    public long? InboxId { get; init; }

    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Unix seconds with a fraction.</summary>
    public double? UpdatedAt { get; init; }

    public double? LastActivityAt { get; init; }
}

internal sealed record ConversationsBody
{
    public required ConversationsData Data { get; init; }
}

internal sealed record ConversationsData
{
    public required IReadOnlyList<ChatwootConversation> Payload { get; init; }
}

internal sealed record MessagesBody
{
    public required IReadOnlyList<ChatwootMessage> Payload { get; init; }
}

internal enum ChatwootMessageType
{
    Incoming = 0,
    Outgoing = 1,
    Activity = 2,
    Template = 3,
}

using System.Globalization;
using System.Text.Json;
using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Sources.Chatwoot;

/// <summary>
/// Chatwoot's words in ours. Private notes, activities and templates (greetings, out of office, surveys of satisfaction) are no part of a conversation with a
/// customer; what the customer answers to a survey is a rating. An answer is automatic when a bot, an automation or a campaign wrote it; one typed in the network's own app is human.
/// </summary>
/// <param name="readUntil">Whatever was before that has been read.</param>
public sealed class ChatwootMapping(ChatwootPlace place, AuthorHasher hasher, DateTimeOffset readUntil, DateTimeOffset now)
{
    /// <summary>The year 3000, in Unix seconds: later than any change, and what comes after the last instant is none.</summary>
    private const double LatestInstant = 32_503_680_000;

    private static readonly string[] Bots = ["agent_bot", "captain_assistant"];

    private readonly ChatwootPlace _place = place;
    private readonly AuthorHasher _hasher = hasher;
    private readonly DateTimeOffset _readUntil = readUntil;
    private readonly DateTimeOffset _now = now;

    /// <exception cref="JsonException">The body is not what Chatwoot sends.</exception>
    public ChatwootNews OfWebhook(ReadOnlySpan<byte> body)
    {
        var hook = JsonSerializer.Deserialize<WebhookBody>(body, ChatwootJson.Options) ?? throw new JsonException("No event.");
        if (hook.Account is { } account && account.Id != _place.ChatwootAccount)
            return ChatwootNews.None;
        switch (hook.Event)
        {
            case "message_created" or "message_updated":
                var message = JsonSerializer.Deserialize<ChatwootMessage>(body, ChatwootJson.Options)!;
                return message.Conversation is not { } conversation || !IsOurs(message.Inbox?.Id ?? conversation.InboxId)
                    ? ChatwootNews.None
                    : Of(conversation, [message]);
            case "conversation_created" or "conversation_updated" or "conversation_status_changed":
                var changed = JsonSerializer.Deserialize<ChatwootConversation>(body, ChatwootJson.Options)!;
                return IsOurs(changed.InboxId) ? Of(changed, [], labelledAfter: null) : ChatwootNews.None;
            default:
                return ChatwootNews.None;
        }
    }

    internal bool IsOurs(long? inbox) => _place.Inbox is null || inbox == _place.Inbox;

    /// <summary>What is told of messages shows their conversation as it is, and not when it came to be so.</summary>
    internal ChatwootNews Of(ChatwootConversation conversation, IReadOnlyCollection<ChatwootMessage> messages) => Of(conversation, messages, _readUntil);

    private ChatwootNews Of(ChatwootConversation conversation, IReadOnlyCollection<ChatwootMessage> messages, DateTimeOffset? labelledAfter)
    {
        var key = Number(conversation.Id);
        var counted = messages.Where(message => message.MessageType is ChatwootMessageType.Incoming or ChatwootMessageType.Outgoing && message.Private != true).ToList();
        return new(
            [.. counted.Select(message => Live(key, message))],
            [.. counted.Where(message => Has(message.ContentAttributes, "deleted")).Select(message => (key, Number(message.Id)))],
            conversation is { Labels: { } labels, UpdatedAt: { } updatedAt } && updatedAt is >= 0 and < LatestInstant
                ? [new LabelledConversation(key, labels, DateTimeOffset.FromUnixTimeMilliseconds((long)(updatedAt * 1000)), labelledAfter, Link(key))]
                : [],
            [.. messages.Select(message => Rated(key, message)).OfType<RatedConversation>()]);
    }

    /// <summary>Chatwoot writes the answer into the message that asked.</summary>
    private static RatedConversation? Rated(string conversation, ChatwootMessage message) =>
        Within(Within(Within(message.ContentAttributes, "submitted_values"), "csat_survey_response"), "rating") is { ValueKind: JsonValueKind.Number } value
        && value.TryGetInt32(out var rating) && rating is >= 1 and <= 5
            ? new(conversation, message.Id, message.CreatedAt, rating)
            : null;

    private static JsonElement Within(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var inner) ? inner : default;

    private static bool IsAutomatic(ChatwootMessage message) =>
        message.MessageType == ChatwootMessageType.Outgoing
        && !Has(message.ContentAttributes, "external_echo")
        && (message.Sender is null || Bots.Contains(message.Sender.Type) || Has(message.ContentAttributes, "automation_rule_id") || Has(message.AdditionalAttributes, "campaign_id"));

    /// <summary>Whether the attribute is there and says yes.</summary>
    private static bool Has(JsonElement attributes, string name) =>
        attributes.ValueKind == JsonValueKind.Object && attributes.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False or JsonValueKind.Undefined);

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);

    private string Link(string conversation) => new Uri(_place.BaseUrl, $"/app/accounts/{_place.ChatwootAccount}/conversations/{conversation}").AbsoluteUri;

    private LiveMessage Live(string conversation, ChatwootMessage message)
    {
        var isInbound = message.MessageType == ChatwootMessageType.Incoming;
        var text = Has(message.ContentAttributes, "deleted") ? null : message.Content;
        return new(
            new ConversationMessage
            {
                AccountId = _place.AccountId,
                Conversation = conversation,
                MessageId = Number(message.Id),

                // A server's clock may be ahead of ours; nothing was written in the future.
                At = message.CreatedAt < _now ? message.CreatedAt : _now,
                Direction = isInbound ? Direction.Inbound : Direction.Outbound,
                Author = isInbound ? message.Sender?.Id is { } contact ? _hasher.Hash($"chatwoot:{_place.ChatwootAccount}:{contact}") : null : FirstWords.Of(message.Sender?.Name),
                Automatic = IsAutomatic(message),
                NoAnswer = isInbound ? NoAnswerFinder.Of(text, MessageKind.Message, _place.AccountName) : NoAnswerReason.None,
                ObservedAt = _now,
            },
            isInbound ? text : null,
            $"{Link(conversation)}?messageId={message.Id}",
            isInbound && string.IsNullOrWhiteSpace(text) ? MessageMedia.Unknown : null);
    }
}

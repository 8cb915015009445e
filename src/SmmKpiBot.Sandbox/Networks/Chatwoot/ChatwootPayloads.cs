using System.Globalization;
using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.Networks.Chatwoot;

/// <summary>How Chatwoot writes its objects: webhooks and API differ in the form of times and types.</summary>
internal static class ChatwootPayloads
{
    private static readonly string[] Types = ["incoming", "outgoing", "activity", "template"];

    /// <summary>As <c>message_created</c> and <c>message_updated</c> carry it.</summary>
    public static JsonObject Delivered(string name, StandInMessage message, StandInConversation conversation, long account)
    {
        var body = Common(message);
        body["event"] = name;
        body["message_type"] = Types[message.Type];
        body["created_at"] = message.At.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        body["account"] = new JsonObject { ["id"] = account, ["name"] = "Agency" };
        body["inbox"] = new JsonObject { ["id"] = conversation.Inbox, ["name"] = "IG Demo" };
        body["sender"] = Sender(message, isWebhook: true);
        body["conversation"] = Conversation(conversation, [OfApi(message)]);
        return body;
    }

    /// <summary>As <c>conversation_updated</c> carries it: the conversation is the root.</summary>
    public static JsonObject Delivered(string name, StandInConversation conversation, long account)
    {
        var body = Conversation(conversation, []);
        body["event"] = name;
        body["account"] = new JsonObject { ["id"] = account };
        body["changed_attributes"] = null;
        return body;
    }

    public static JsonObject Conversation(StandInConversation conversation, JsonArray messages) => new()
    {
        ["id"] = conversation.Id,
        ["inbox_id"] = conversation.Inbox,
        ["status"] = conversation.Status,
        ["labels"] = new JsonArray([.. conversation.Labels.Select(label => (JsonNode)JsonValue.Create(label))]),
        ["waiting_since"] = 0,
        ["last_activity_at"] = conversation.LastActivityAt.ToUnixTimeSeconds(),
        ["created_at"] = conversation.LastActivityAt.ToUnixTimeSeconds(),
        ["updated_at"] = conversation.UpdatedAt.ToUnixTimeMilliseconds() / 1000.0,
        ["meta"] = new JsonObject(),
        ["messages"] = messages,
    };

    /// <summary>As the API answers it.</summary>
    public static JsonObject OfApi(StandInMessage message)
    {
        var body = Common(message);
        body["conversation_id"] = message.Conversation;
        body["message_type"] = message.Type;
        body["created_at"] = message.At.ToUnixTimeSeconds();
        body["sender"] = Sender(message, isWebhook: false);
        return body;
    }

    private static JsonObject Common(StandInMessage message)
    {
        var content = new JsonObject();
        if (message.IsDeleted)
            content["deleted"] = true;
        if (message.IsEcho)
            content["external_echo"] = true;
        if (message.IsAutomation)
            content["automation_rule_id"] = 5;
        if (message.Rating is { } rating)
            content["submitted_values"] = new JsonObject { ["csat_survey_response"] = new JsonObject { ["rating"] = rating, ["feedback_message"] = "" } };
        return new JsonObject
        {
            ["id"] = message.Id,
            ["content"] = message.Text,
            ["content_type"] = message.IsSurvey ? "input_csat" : "text",
            ["content_attributes"] = content,
            ["additional_attributes"] = message.IsCampaign ? new JsonObject { ["campaign_id"] = 7 } : [],
            ["private"] = message.Private,
            ["source_id"] = $"mid.{message.Id}",
        };
    }

    /// <summary>A webhook gives a contact no type, and staff their full name; the API gives the name they show.</summary>
    private static JsonObject? Sender(StandInMessage message, bool isWebhook) => message.SenderType switch
    {
        null => null,
        "contact" => isWebhook ? new() { ["id"] = 501, ["name"] = "Guest Canary" } : new() { ["id"] = 501, ["name"] = "Guest Canary", ["type"] = "contact" },
        "user" => new() { ["id"] = 9, ["name"] = isWebhook ? "Anna Petrenko" : "Anna", ["type"] = "user" },
        { } other => new() { ["id"] = 2, ["name"] = "Bot", ["type"] = other },
    };
}

using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.BotApi.State;

/// <summary>A message in a chat, as it is now; edits change it in place.</summary>
internal sealed class TelegramMessage(int id, TelegramChat chat, TelegramUser from, DateTimeOffset sentAt)
{
    public int Id { get; } = id;

    public TelegramChat Chat { get; } = chat;

    public TelegramUser From { get; } = from;

    public DateTimeOffset SentAt { get; } = sentAt;

    public DateTimeOffset? EditedAt { get; set; }

    /// <summary>Grows with every edit, so that a page sees what changed.</summary>
    public int Version { get; set; }

    public int? ThreadId { get; init; }

    public string? Text { get; set; }

    public string? Caption { get; set; }

    /// <summary>Entities of the text or the caption, offsets in UTF-16 units.</summary>
    public JsonArray Entities { get; set; } = [];

    public TelegramFile? Photo { get; set; }

    public TelegramFile? Document { get; set; }

    public string? MediaGroupId { get; init; }

    /// <summary>The inline keyboard, or null.</summary>
    public JsonObject? Keyboard { get; set; }

    public TelegramMessage? ReplyTo { get; init; }

    public bool Silent { get; init; }

    /// <summary>Members of a service message: who joined, a topic that was created, a migration.</summary>
    public JsonObject? Service { get; init; }

    /// <summary>Members that only some messages carry: who a chat wrote as, where a copy comes from, which business account it belongs to.</summary>
    public JsonObject? Extra { get; init; }

    public bool HasMedia => Photo is not null || Document is not null;

    public JsonObject ToJson(bool withReply = true)
    {
        var json = new JsonObject
        {
            ["message_id"] = Id,
            ["from"] = From.ToJson(),
            ["chat"] = Chat.ToJson(),
            ["date"] = SentAt.ToUnixTimeSeconds(),
        };
        json.AddIfKnown("edit_date", EditedAt?.ToUnixTimeSeconds());
        json.AddIfKnown("message_thread_id", ThreadId);
        if (ThreadId is not null && Chat.IsForum)
        {
            json["is_topic_message"] = true;
        }

        json.AddIfKnown("media_group_id", MediaGroupId);
        AddContent(json);
        json.AddIfKnown("reply_markup", Keyboard);
        if (withReply && ReplyTo is not null)
        {
            json["reply_to_message"] = ReplyTo.ToJson(withReply: false);
        }

        return json;
    }

    private void AddContent(JsonObject json)
    {
        json.AddIfKnown("text", Text);
        json.AddIfKnown("caption", Caption);
        if (Entities.Count > 0)
        {
            json[Text is not null ? "entities" : "caption_entities"] = Entities.DeepClone();
        }

        json.AddIfKnown("photo", Photo?.ToPhotoJson());
        json.AddIfKnown("document", Document?.ToDocumentJson());
        foreach (var (name, value) in (Service ?? []).Concat(Extra ?? []))
        {
            json[name] = value?.DeepClone();
        }
    }
}

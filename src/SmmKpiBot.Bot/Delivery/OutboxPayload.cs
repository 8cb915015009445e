using System.Text.Encodings.Web;
using System.Text.Json;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>What a stored message is.</summary>
internal enum PayloadType
{
    Text,
    Photo,
    Document,
    EditText,
    EditPhoto,

    /// <summary>Takes a message of the bot away.</summary>
    Delete,
}

/// <summary>Remedies already applied to a message; each is applied once, so that no error can loop.</summary>
[Flags]
internal enum Remedy
{
    None = 0,

    /// <summary>The HTML was refused: sent as plain text.</summary>
    PlainText = 1,

    /// <summary>The topic is gone or closed: sent to General.</summary>
    General = 2,

    /// <summary>Pictures or documents are not possible there: the caption is sent as text.</summary>
    TextOnly = 4,

    /// <summary>Telegram does not take the picture: sent as a document.</summary>
    AsDocument = 8,

    /// <summary>The stored file id is not valid any more: the bytes are uploaded again.</summary>
    FreshUpload = 16,

    /// <summary>The message to edit is gone: sent as a new one.</summary>
    AsNew = 32,

    /// <summary>The buttons are refused: sent without them.</summary>
    NoButtons = 64,
}

/// <summary>The content of a row as stored; bytes are an attachment.</summary>
internal sealed record OutboxPayload
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault,
    };

    public PayloadType Type { get; init; }

    public string Html { get; init; } = "";

    public string? FileName { get; init; }

    /// <summary>The message an edit replaces, or that is deleted.</summary>
    public int? EditedMessageId { get; init; }

    public int? ReplyToMessageId { get; init; }

    /// <summary>Dedup key of the message an edit replaces, until it is claimed.</summary>
    public string? EditsKey { get; init; }

    /// <summary>Dedup key of the message that is replied to, until it is claimed.</summary>
    public string? RepliesToKey { get; init; }

    public bool Silent { get; init; }

    public IReadOnlyList<IReadOnlyList<OutboxButton>> Buttons { get; init; } = [];

    public Remedy Applied { get; init; }

    /// <summary>Edits and deletions may be repeated at will: doing one twice changes nothing.</summary>
    public bool IsEdit => Type is PayloadType.EditText or PayloadType.EditPhoto or PayloadType.Delete;

    /// <summary>Without what Telegram calls other messages by: an edit becomes a message of its own.</summary>
    public OutboxPayload WithoutNumbers() => this with
    {
        Type = EditedMessageId is null ? Type : Type switch
        {
            PayloadType.EditText => PayloadType.Text,
            PayloadType.EditPhoto => PayloadType.Photo,
            _ => Type,
        },
        EditedMessageId = null,
        ReplyToMessageId = null,
    };

    public static OutboxPayload Parse(string json) =>
        JsonSerializer.Deserialize<OutboxPayload>(json, Json) ?? throw new JsonException("An outbox payload is null.");

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}

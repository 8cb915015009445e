using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.BotApi.State;

/// <summary>A stored file. Width and height are known of pictures only.</summary>
internal sealed record TelegramFile(string Id, string UniqueId, string Path, string Name, byte[] Bytes)
{
    public int Width { get; init; }

    public int Height { get; init; }

    public JsonArray ToPhotoJson() =>
    [
        new JsonObject
        {
            ["file_id"] = Id,
            ["file_unique_id"] = UniqueId,
            ["file_size"] = Bytes.Length,
            ["width"] = Width,
            ["height"] = Height,
        },
    ];

    public JsonObject ToDocumentJson() => new()
    {
        ["file_name"] = Name,
        ["mime_type"] = MimeTypes.Of(Name),
        ["file_id"] = Id,
        ["file_unique_id"] = UniqueId,
        ["file_size"] = Bytes.Length,
    };
}

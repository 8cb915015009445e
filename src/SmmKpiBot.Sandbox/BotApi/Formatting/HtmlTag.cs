using System.Globalization;
using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.BotApi.Formatting;

/// <summary>An open tag: where its text begins and what its attributes say.</summary>
internal sealed class HtmlTag(string name, int offset)
{
    public string Name { get; } = name;

    public int Offset { get; } = offset;

    public Dictionary<string, string> Attributes { get; } = [];

    /// <summary>The entity over <paramref name="text"/>; null for tags that mean nothing, such as a link without address.</summary>
    public JsonObject? ToEntity(string text)
    {
        var entity = new JsonObject { ["offset"] = Offset, ["length"] = text.Length };
        switch (Name)
        {
            case "a":
                return WithLink(entity, Attributes.GetValueOrDefault("href") is { Length: > 0 } href ? href : text);
            case "tg-emoji":
                entity["custom_emoji_id"] = Attributes.GetValueOrDefault("emoji-id");
                break;
            case "tg-time":
                entity["unix_time"] = long.TryParse(Attributes.GetValueOrDefault("unix"), NumberStyles.None, CultureInfo.InvariantCulture, out var unix) ? unix : 0;
                break;
        }

        entity["type"] = Type();
        return entity;
    }

    private static JsonObject? WithLink(JsonObject entity, string address)
    {
        if (!address.Contains('.', StringComparison.Ordinal) && !address.Contains("://", StringComparison.Ordinal))
        {
            return null;
        }

        entity["type"] = "text_link";
        entity["url"] = address;
        return entity;
    }

    private string Type() => Name switch
    {
        "b" or "strong" => "bold",
        "i" or "em" => "italic",
        "u" or "ins" => "underline",
        "s" or "strike" or "del" => "strikethrough",
        "code" => "code",
        "pre" => "pre",
        "blockquote" => Attributes.ContainsKey("expandable") ? "expandable_blockquote" : "blockquote",
        "tg-emoji" => "custom_emoji",
        "tg-time" => "date_time",
        _ => "spoiler",
    };
}

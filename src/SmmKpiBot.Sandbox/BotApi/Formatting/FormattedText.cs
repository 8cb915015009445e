using System.Text;
using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.BotApi.Formatting;

/// <summary>A text without markup and its entities (offsets in UTF-16 units).</summary>
internal sealed record FormattedText(string Text, JsonArray Entities)
{
    private const int MaxRawBytes = 32_768;

    /// <summary>Length as the server counts it: Unicode code points.</summary>
    public int Length => Text.EnumerateRunes().Count();

    /// <summary>Reads <paramref name="raw"/> as the arguments say: by parse mode, with given entities, or plain.</summary>
    public static FormattedText Parse(string raw, string? parseMode, JsonArray? entities)
    {
        if (Encoding.UTF8.GetByteCount(raw) > MaxRawBytes)
        {
            throw ApiException.BadRequest("text is too long");
        }

        var parsed = parseMode?.ToLowerInvariant() switch
        {
            null or "" or "none" => new FormattedText(raw, (JsonArray?)entities?.DeepClone() ?? []),
            "html" => HtmlParser.Parse(raw),
            "markdown" or "markdownv2" => MarkdownParser.Parse(raw),
            _ => throw ApiException.BadRequest("unsupported parse_mode"),
        };
        return parsed.Trimmed();
    }

    /// <summary>The server trims texts; entities move and shrink with them.</summary>
    private FormattedText Trimmed()
    {
        var trimmed = Text.Trim();
        if (trimmed.Length == Text.Length)
        {
            return this;
        }

        var cut = Text.Length - Text.TrimStart().Length;
        var kept = new JsonArray();
        foreach (var entity in Entities.OfType<JsonObject>())
        {
            var from = Math.Max(0, (int)entity["offset"]! - cut);
            var to = Math.Min(trimmed.Length, (int)entity["offset"]! + (int)entity["length"]! - cut);
            if (to > from)
            {
                var copy = (JsonObject)entity.DeepClone();
                copy["offset"] = from;
                copy["length"] = to - from;
                kept.Add(copy);
            }
        }

        return new FormattedText(trimmed, kept);
    }
}

using System.Text.Json;
using SmmKpiBot.Data;

namespace SmmKpiBot.Bot.Telegram.Files;

/// <summary>A file in Telegram that waits for an answer to "whose is it".</summary>
/// <param name="Hint">The accounts that the caption named, or the one that was chosen; empty where any may be meant.</param>
internal sealed record FileReference(string FileId, string Name, string Hint = "")
{
    public const int LongestHint = 200;

    public static FileReference? Parse(string? text) => text is null ? null : JsonSerializer.Deserialize<FileReference>(text);

    public override string ToString() => JsonSerializer.Serialize(this with { Hint = TextCut.To(Hint, LongestHint) });
}

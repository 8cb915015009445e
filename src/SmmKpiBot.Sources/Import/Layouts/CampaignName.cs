namespace SmmKpiBot.Sources.Import.Layouts;

/// <summary>Campaign names as Google Analytics writes them.</summary>
internal static class CampaignName
{
    /// <summary>The name, or empty for the words in brackets that stand for none: an untagged visit.</summary>
    public static string Read(string? text) => text is null || (text.StartsWith('(') && text.EndsWith(')')) ? "" : text;
}

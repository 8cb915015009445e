using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>The words of a digest in Telegram HTML, every value escaped.</summary>
public static class DigestText
{
    /// <summary>At most 1,024 visible characters (UTF-16 units after entity parsing).</summary>
    public static string Caption(Digest digest) => new DigestCaption(digest).Write().ToString();

    /// <summary>All families, as blocks that each fit a message; split by the outbox at block boundaries.</summary>
    public static IReadOnlyList<string> Details(Digest digest) => [.. new DigestDetails(digest).Write().Select(block => block.ToString())];

    /// <summary>Formula, inputs, accounts, last observation and covered days of each figure of one family; always one message.</summary>
    public static string Sources(Digest digest, KpiFamily family) => new DigestSources(digest, family).Write().ToString();

    /// <summary>The families of which the reader may see something, with their names.</summary>
    public static IReadOnlyList<(KpiFamily Family, Words Name)> Families(Digest digest) =>
        [.. digest.Kpis.Select(kpi => kpi.Definition.Family).Distinct().Select(family => (family, FamilyNames.Of(family)))];

    /// <summary>The caption and details as plain text, for a file or a terminal.</summary>
    public static string Plain(Digest digest)
    {
        TelegramHtml[] blocks = [new DigestCaption(digest).Write(), .. new DigestDetails(digest).Write()];
        return string.Join("\n\n", blocks.Select(block => block.PlainText)) + "\n";
    }
}

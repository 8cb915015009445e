using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>A change where no notes stand below: it says itself which accounts it leaves out.</summary>
internal static class ChangeText
{
    private const int LongestAccount = 40;

    private static readonly Noun Accounts = new("акаунта", "акаунтів", "акаунтів", "account", "accounts");

    /// <summary><c>+25 %, без TikTok Ads «acme»</c>; null where nothing can be compared.</summary>
    public static string? Of(KpiResult kpi, Language language) => KpiText.Change(kpi, language) is { } change
        ? string.Join(", ", new[] { change, Without(kpi, language) }.OfType<string>())
        : null;

    /// <summary><c>без TikTok Ads «acme»</c>, <c>без 3 акаунтів</c>: what the change leaves out; null where it is of all.</summary>
    public static string? Without(KpiResult kpi, Language language) => kpi.Compared?.LeftOut switch
    {
        null or [] => null,
        [var only] => new Words("без ", "without ").In(language) + NetworkNames.Account(DigestName.Shortened(only, LongestAccount), language),
        var several => new Words("без ", "without ").In(language) + Plural.Count(several.Count, Accounts, language),
    };
}

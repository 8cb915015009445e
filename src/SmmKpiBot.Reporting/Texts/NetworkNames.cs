using System.Collections.Frozen;

namespace SmmKpiBot.Reporting.Texts;

/// <summary>Networks and accounts as people name them.</summary>
public static class NetworkNames
{
    private static readonly Words Ledger = new("Журнал конфліктів", "Conflict ledger");

    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>
    {
        ["facebook"] = "Facebook",
        ["instagram"] = "Instagram",
        ["threads"] = "Threads",
        ["meta-ads"] = "Meta Ads",
        ["google-analytics"] = "GA4",
        ["google-ads"] = "Google Ads",
        ["youtube"] = "YouTube",
        ["telegram"] = "Telegram",
        ["tiktok"] = "TikTok",
        ["tiktok-ads"] = "TikTok Ads",
        ["linkedin"] = "LinkedIn",
        ["pinterest"] = "Pinterest",
        ["chatwoot"] = "Chatwoot",
        ["viber"] = "Viber",
        ["whatsapp"] = "WhatsApp",
        ["x"] = "X",
    }.ToFrozenDictionary();

    /// <summary>The name of a network's key.</summary>
    public static string Network(string network) => Known.GetValueOrDefault(network, Typography.Capital(network));

    /// <summary>The network of <c>network/name</c>.</summary>
    public static string NetworkOf(string account) => Network(account.Split('/', 2)[0]);

    /// <summary>Is this the account of the client's own ledger of conflicts, which is no network?</summary>
    public static bool IsLedger(string account) => account.StartsWith(Data.Accounts.Account.LedgerNetwork + "/", StringComparison.Ordinal);

    /// <summary><c>network/name</c> as <c>Instagram «acme»</c> · <c>Instagram “acme”</c>.</summary>
    public static string Account(string account, Language language)
    {
        if (IsLedger(account))
            return Ledger.In(language);

        var parts = account.Split('/', 2);
        if (parts.Length == 1)
            return Network(account);

        return $"{Network(parts[0])} {Typography.Quoted(parts[1], language)}";
    }
}

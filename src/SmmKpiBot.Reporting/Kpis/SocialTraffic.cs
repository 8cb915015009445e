using System.Text.RegularExpressions;
using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>Which visits of a site come from social networks. Google's channel alone is not enough: it files Telegram, X or Threads elsewhere.</summary>
internal static partial class SocialTraffic
{
    private static readonly HashSet<string> Channels = new(StringComparer.OrdinalIgnoreCase) { "Organic Social", "Paid Social" };

    private static readonly HashSet<string> Mediums = new(StringComparer.OrdinalIgnoreCase)
    {
        "social", "social-network", "social-media", "sm", "smm", "social network", "social media",
    };

    /// <summary>Sources as tagged by hand or sent by apps: exact names.</summary>
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "facebook", "fb", "meta", "messenger", "instagram", "ig", "insta", "threads", "whatsapp", "telegram", "tg", "tiktok", "tik-tok", "twitter", "x",
        "linkedin", "pinterest", "reddit", "snapchat", "youtube", "yt", "viber", "discord", "bluesky", "bsky", "mastodon", "tumblr", "quora", "twitch", "vimeo",
        "vk", "vkontakte", "ok", "odnoklassniki", "dzen", "rutube", "signal", "wechat", "weibo", "line",
    };

    /// <summary>Hosts, their subdomains included.</summary>
    private static readonly HashSet<string> Hosts = new(StringComparer.OrdinalIgnoreCase)
    {
        "facebook.com", "fb.com", "fb.me", "fb.watch", "messenger.com", "m.me", "instagram.com", "ig.me", "threads.net", "threads.com", "whatsapp.com", "wa.me",
        "t.me", "telegram.me", "telegram.org", "org.telegram.messenger", "tiktok.com", "twitter.com", "x.com", "t.co", "linkedin.com", "lnkd.in",
        "pinterest.com", "pin.it", "reddit.com", "snapchat.com", "youtube.com", "youtu.be", "viber.com", "discord.com", "discord.gg", "bsky.app",
        "mastodon.social", "tumblr.com", "quora.com", "twitch.tv", "vimeo.com", "vk.com", "vkontakte.ru", "ok.ru", "odnoklassniki.ru", "dzen.ru", "rutube.ru",
        "weibo.com", "line.me",
    };

    public static bool IsSocial(TrafficDay row) => Channels.Contains(row.Channel) || Mediums.Contains(row.Medium.Trim()) || IsSocialSource(row.Source.Trim());

    /// <summary>Of a social visit: whether it was paid for.</summary>
    public static bool IsPaid(TrafficDay row) =>
        string.Equals(row.Channel, "Paid Social", StringComparison.OrdinalIgnoreCase) || PaidMedium().IsMatch(row.Medium.Trim());

    /// <summary>A campaign name that somebody wrote; Google puts its own placeholders in brackets: <c>(not set)</c>, <c>(referral)</c>.</summary>
    public static bool HasCampaign(TrafficDay row) => row.Campaign.Trim() is { Length: > 0 } name && !(name[0] == '(' && name[^1] == ')');

    private static bool IsSocialSource(string source)
    {
        if (Names.Contains(source))
        {
            return true;
        }

        for (var host = source; host.Contains('.', StringComparison.Ordinal); host = host[(host.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            if (Hosts.Contains(host))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"^(.*cp.*|ppc|retargeting|paid.*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PaidMedium();
}

/// <summary>A traffic row with what it counts as, decided once.</summary>
internal sealed record Visit(TrafficDay Row, bool Social, bool Paid)
{
    public static Visit Of(TrafficDay row)
    {
        var social = SocialTraffic.IsSocial(row);
        return new(row, social, social && SocialTraffic.IsPaid(row));
    }
}

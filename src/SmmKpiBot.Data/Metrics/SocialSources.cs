namespace SmmKpiBot.Data.Metrics;

/// <summary>
/// What makes a visit a social one (design of KPIs, <c>traffic.sessions</c>), in words that a report of Google Analytics can be filtered by too. Case does not matter.
/// </summary>
public static class SocialSources
{
    /// <summary>Google's own label. It alone is not enough: Telegram, X or Threads are filed elsewhere.</summary>
    public static IReadOnlySet<string> Channels { get; } = Set("Organic Social", "Paid Social");

    public static IReadOnlySet<string> Mediums { get; } = Set("social", "social-network", "social-media", "sm", "smm", "social network", "social media");

    /// <summary>Sources as tagged by hand or sent by apps: exact names.</summary>
    public static IReadOnlySet<string> Names { get; } = Set(
        "facebook", "fb", "meta", "messenger", "instagram", "ig", "insta", "threads", "whatsapp", "telegram", "tg", "tiktok", "tik-tok", "twitter", "x",
        "linkedin", "pinterest", "reddit", "snapchat", "youtube", "yt", "viber", "discord", "bluesky", "bsky", "mastodon", "tumblr", "quora", "twitch", "vimeo",
        "vk", "vkontakte", "ok", "odnoklassniki", "dzen", "rutube", "signal", "wechat", "weibo", "line");

    /// <summary>Hosts, their subdomains included.</summary>
    public static IReadOnlySet<string> Hosts { get; } = Set(
        "facebook.com", "fb.com", "fb.me", "fb.watch", "messenger.com", "m.me", "instagram.com", "ig.me", "threads.net", "threads.com", "whatsapp.com", "wa.me",
        "t.me", "telegram.me", "telegram.org", "org.telegram.messenger", "tiktok.com", "twitter.com", "x.com", "t.co", "linkedin.com", "lnkd.in",
        "pinterest.com", "pin.it", "reddit.com", "snapchat.com", "youtube.com", "youtu.be", "viber.com", "discord.com", "discord.gg", "bsky.app",
        "mastodon.social", "tumblr.com", "quora.com", "twitch.tv", "vimeo.com", "vk.com", "vkontakte.ru", "ok.ru", "odnoklassniki.ru", "dzen.ru", "rutube.ru",
        "weibo.com", "line.me");

    /// <summary>Is it a visit from a social network?</summary>
    public static bool Has(string source, string medium, string channel) => Channels.Contains(channel) || Mediums.Contains(medium.Trim()) || HasSource(source.Trim());

    private static bool HasSource(string source)
    {
        if (Names.Contains(source))
            return true;
        for (var host = source; host.Contains('.', StringComparison.Ordinal); host = host[(host.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            if (Hosts.Contains(host))
                return true;
        }

        return false;
    }

    private static HashSet<string> Set(params string[] words) => new(words, StringComparer.OrdinalIgnoreCase);
}

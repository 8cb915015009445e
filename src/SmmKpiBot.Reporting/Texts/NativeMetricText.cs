using System.Collections.Frozen;

namespace SmmKpiBot.Reporting.Texts;

/// <summary>What a network calls one of its figures, in our words; its own name stays where people have no word for it.</summary>
public static class NativeMetricText
{
    private static readonly FrozenDictionary<string, Words> Figures = new Dictionary<string, Words>
    {
        // Pages of Facebook and their posts.
        ["page_follows"] = new("підписники", "followers"),
        ["page_daily_follows_unique"] = new("нові підписники", "new followers"),
        ["page_daily_unfollows_unique"] = new("відписки", "unfollows"),
        ["page_media_view"] = new("перегляди", "views"),
        ["page_total_media_view_unique"] = new("охоплення", "reach"),
        ["page_views_total"] = new("відвідування сторінки", "visits to the page"),
        ["page_post_engagements"] = new("взаємодії з дописами", "engagements with posts"),
        ["page_follows_country"] = new("країни підписників", "countries of followers"),
        ["page_follows_city"] = new("міста підписників", "cities of followers"),
        ["post_media_view"] = new("перегляди дописів", "views of posts"),
        ["post_total_media_view_unique"] = new("охоплення дописів", "reach of posts"),
        ["post_clicks_by_type"] = new("кліки на посилання в дописах", "link clicks of posts"),

        // Accounts of Instagram and their media.
        ["reach"] = new("охоплення", "reach"),
        ["follows_and_unfollows"] = new("нові підписники й відписки", "follows and unfollows"),
        ["accounts_engaged"] = new("люди, що взаємодіяли", "accounts engaged"),
        ["follower_demographics"] = new("склад підписників", "who the followers are"),
        ["total_interactions"] = new("взаємодії", "interactions"),
        ["profile_links_taps"] = new("кліки на контакти в профілі", "taps on contacts in the profile"),
        ["profile_views"] = new("відвідування профілю", "visits to the profile"),
        ["website_clicks"] = new("кліки на посилання в профілі", "clicks on the link in the profile"),
        ["saved"] = new("збереження", "saves"),
        ["profile_activity"] = new("кліки в профілі після допису", "clicks in the profile after a post"),

        // Channels of YouTube.
        ["engagedViews"] = new("зацікавлені перегляди", "engaged views"),
        ["subscribersGained"] = new("нові підписники", "new subscribers"),
        ["subscribersLost"] = new("відписки", "subscribers lost"),
        ["estimatedMinutesWatched"] = new("час перегляду", "watch time"),
        ["viewerPercentage"] = new("склад глядачів", "who the viewers are"),

        // Of several networks.
        ["views"] = new("перегляди", "views"),
        ["likes"] = new("вподобання", "likes"),
        ["comments"] = new("коментарі", "comments"),
        ["shares"] = new("поширення", "shares"),
    }.ToFrozenDictionary();

    /// <summary>What a figure was asked for by, behind the slash.</summary>
    private static readonly FrozenDictionary<string, Words> Variants = new Dictionary<string, Words>
    {
        ["day"] = new("за день", "of a day"),
        ["week"] = new("за 7 днів", "of 7 days"),
        ["days_28"] = new("за 28 днів", "of 28 days"),
        ["follow_type"] = new("окремо для підписників", "of followers apart"),
        ["age,gender"] = new("вік і стать", "age and gender"),
        ["country"] = new("країни", "countries"),
        ["city"] = new("міста", "cities"),
        ["FEED"] = new("дописи", "posts"),
        ["REELS"] = new("Reels", "Reels"),
        ["STORY"] = new("історії", "stories"),
        ["AD"] = new("реклама", "ads"),
    }.ToFrozenDictionary();

    /// <param name="metric">As the network names it, and behind a slash what it was asked for by: <c>reach/days_28</c>.</param>
    /// <param name="language">Of the reader.</param>
    public static string Of(string metric, Language language)
    {
        var parts = metric.Split('/', 2);
        if (!Figures.TryGetValue(parts[0], out var figure))
            return metric;
        return parts is [_, var variant] ? $"{figure.In(language)} ({(Variants.TryGetValue(variant, out var words) ? words.In(language) : variant)})" : figure.In(language);
    }
}

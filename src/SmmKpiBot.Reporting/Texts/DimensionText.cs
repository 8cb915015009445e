using System.Collections.Frozen;
using System.Globalization;

namespace SmmKpiBot.Reporting.Texts;

/// <summary>What a figure is broken down by, in words. A network's own name stays where people have no word for it.</summary>
public static class DimensionText
{
    /// <summary>Types of action that Meta describes, and clicks on anything, which it counts beside them.</summary>
    private static readonly FrozenDictionary<string, Words> Actions = new Dictionary<string, Words>
    {
        ["clicks (all)"] = new("усі кліки", "all clicks"),
        ["link_click"] = new("кліки на посилання", "link clicks"),
        ["landing_page_view"] = new("перегляди сторінки за посиланням", "views of the page behind the link"),
        ["like"] = new("вподобання сторінки", "likes of the page"),
        ["follow"] = new("підписки", "follows"),
        ["onsite_conversion.follow"] = new("підписки", "follows"),
        ["post"] = new("поширення", "shares"),
        ["comment"] = new("коментарі", "comments"),
        ["post_reaction"] = new("реакції", "reactions"),
        ["onsite_conversion.post_save"] = new("збереження", "saves"),
        ["post_engagement"] = new("взаємодії з дописами", "engagements with posts"),
        ["page_engagement"] = new("взаємодії зі сторінкою", "engagements with the page"),
        ["video_view"] = new("перегляди відео від 3 секунд", "video views of 3 seconds and more"),
        ["onsite_conversion.messaging_conversation_started_7d"] = new("початі листування", "conversations started"),
        ["lead"] = new("ліди", "leads"),
        ["purchase"] = new("покупки", "purchases"),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Words> People = new Dictionary<string, Words>
    {
        ["gender:female"] = new("жінки", "women"),
        ["gender:male"] = new("чоловіки", "men"),
        ["gender:unknown"] = new("стать невідома", "gender not known"),
        ["age:unknown"] = new("вік невідомий", "age not known"),
    }.ToFrozenDictionary();

    /// <param name="dimension">As it is stored: <c>action:like</c>, <c>gender:female|age:25-34</c>.</param>
    /// <param name="language">Of the reader.</param>
    public static string Of(string dimension, Language language) => string.Join(", ", dimension.Split('|').Select(part => Part(part, language)));

    /// <summary>The network's own name, without ours for the kind of it.</summary>
    public static string Native(string dimension) => dimension.Split(':', 2)[^1];

    private static string Part(string part, Language language) => part.Split(':', 2) switch
    {
        _ when People.TryGetValue(part, out var people) => people.In(language),
        ["action", var type] when Actions.TryGetValue(type, out var words) => words.In(language),
        ["days", var days] when int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var count) => Plural.Count(count, Nouns.Day, language),
        ["age", var years] => years.Replace('-', '–') + Typography.NoBreakSpace + new Words("р.", "years").In(language),
        [_, var name] => name,
        _ => part,
    };
}

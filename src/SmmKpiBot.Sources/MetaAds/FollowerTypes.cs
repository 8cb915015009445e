using System.Collections.Frozen;
using System.Text.RegularExpressions;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.MetaAds;

/// <summary>Which types of action can mean a new follower: one rule for the settings and for what people choose.</summary>
internal static partial class FollowerTypes
{
    /// <summary>New likes of a page: the one type of action for followers that Meta describes.</summary>
    public const string PageLike = "like";

    /// <summary>No type counts: followers that ads brought are not known.</summary>
    public const string None = "none";

    /// <summary>Types that Meta describes as something else than a new follower.</summary>
    private static readonly FrozenSet<string> Others =
    [
        "link_click", "landing_page_view", "video_view", "post", "post_reaction", "comment", "post_engagement", "page_engagement", "onsite_conversion.post_save",
    ];

    /// <summary>Why this cannot be what counts; null where it can.</summary>
    public static SourceWords? ProblemOf(string value) =>
        !Shape().IsMatch(value) ? new(
            $"«{value}» — не тип дії: пишіть, як Meta, малими латинськими літерами, наприклад like або onsite_conversion.follow; {None} — не рахувати.",
            $"'{value}' is no type of action: write it as Meta does, in lower case, e.g. like or onsite_conversion.follow; {None} counts none.")
        : Others.Contains(value) ? new(
            $"{value} — не нові підписники: так Meta називає іншу дію. Оберіть {PageLike} (нові вподобання сторінки) чи тип, що означає підписку, наприклад onsite_conversion.follow; {None} — не рахувати.",
            $"'{value}' are no new followers: Meta names another action so. Choose {PageLike} (new likes of a page) or a type that means a follow, e.g. onsite_conversion.follow; {None} counts none.")
        : null;

    [GeneratedRegex(@"^[a-z][a-z0-9_.]{0,99}$")]
    private static partial Regex Shape();
}

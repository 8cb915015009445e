using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.MetaAds;

/// <summary>The settings section <c>Networks:MetaAds</c>. Without <see cref="GraphOptions.ApiBaseUrl"/> the network is off.</summary>
internal sealed partial class MetaAdsOptions : GraphOptions
{
    public const string Section = "Networks:MetaAds";

    /// <summary>New likes of a page: the one type of action for followers that Meta describes.</summary>
    public const string PageLike = "like";

    /// <summary>No type counts: followers that ads brought are not known.</summary>
    public const string NoAction = "none";

    /// <summary>Which type of action counts as a new follower, where nobody has chosen another one for an account.</summary>
    public string FollowerAction { get; set; } = PageLike;

    /// <summary>The same for single ad accounts, by their id.</summary>
    public IReadOnlyDictionary<string, string> FollowerActions { get; set; } = new Dictionary<string, string>();

    protected override string SectionName => Section;

    public string FollowerActionOf(string accountId) => FollowerActions.GetValueOrDefault(accountId, FollowerAction);

    /// <summary>Is it written as Meta writes types of action?</summary>
    public static bool IsAction(string text) => ActionType().IsMatch(text);

    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var result in base.Validate(validationContext))
            yield return result;
        foreach (var action in FollowerActions.Values.Append(FollowerAction).Where(action => !IsAction(action)))
            yield return new($"{Section}:FollowerAction must be a type of action as Meta names it, e.g. like or onsite_conversion.follow, or none; '{action}' is none.");
        foreach (var id in FollowerActions.Keys.Where(id => !id.All(char.IsAsciiDigit)))
            yield return new($"{Section}:FollowerActions must have ids of ad accounts as keys, digits only, without act_; '{id}' is none.");
    }

    [GeneratedRegex(@"^[a-z][a-z0-9_.]{0,99}$")]
    private static partial Regex ActionType();
}

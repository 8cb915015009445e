using System.ComponentModel.DataAnnotations;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.MetaAds;

/// <summary>The settings section <c>Networks:MetaAds</c>. Without <see cref="GraphOptions.ApiBaseUrl"/> the network is off.</summary>
internal sealed class MetaAdsOptions : GraphOptions
{
    public const string Section = "Networks:MetaAds";

    /// <summary>Which type of action counts as a new follower, where nobody has chosen another one for an account.</summary>
    public string FollowerAction { get; set; } = FollowerTypes.PageLike;

    /// <summary>The same for single ad accounts, by their id.</summary>
    public IReadOnlyDictionary<string, string> FollowerActions { get; set; } = new Dictionary<string, string>();

    protected override string SectionName => Section;

    public string FollowerActionOf(string accountId) => FollowerActions.GetValueOrDefault(accountId, FollowerAction);

    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var result in base.Validate(validationContext))
            yield return result;
        if (FollowerTypes.ProblemOf(FollowerAction) is { } problem)
            yield return new($"{Section}:FollowerAction: {problem.En}");
        foreach (var (id, action) in FollowerActions)
        {
            if (FollowerTypes.ProblemOf(action) is { } wrong)
                yield return new($"{Section}:FollowerActions:{id}: {wrong.En}");
        }

        foreach (var id in FollowerActions.Keys.Where(id => !id.All(char.IsAsciiDigit)))
            yield return new($"{Section}:FollowerActions must have ids of ad accounts as keys, digits only, without act_; '{id}' is none.");
    }
}

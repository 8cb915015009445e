using System.ComponentModel.DataAnnotations;
using SmmKpiBot.Sources.MetaAds;
using Xunit;

namespace SmmKpiBot.Tests.MetaAds;

/// <summary>The settings take the types of action that people may choose too, and no others.</summary>
public sealed class MetaAdsOptionsTests
{
    [Theory]
    [InlineData("like")]
    [InlineData("none")]
    [InlineData("onsite_conversion.follow")]
    [InlineData("offsite_conversion.custom.1234")]
    public void Validate_ATypeThatCanMeanAFollower_IsFine(string action) =>
        Assert.Empty(ProblemsOf(new() { FollowerAction = action, FollowerActions = new Dictionary<string, string> { ["700000000000001"] = action } }));

    [Theory]
    [InlineData("link_click", "'link_click' are no new followers")]
    [InlineData("post_engagement", "'post_engagement' are no new followers")]
    [InlineData("Follows on Instagram", "'Follows on Instagram' is no type of action")]
    [InlineData("", "'' is no type of action")]
    public void Validate_ATypeThatCannot_NamesTheSettingAndSaysWhatToWrite(string action, string why)
    {
        var forAll = Assert.Single(ProblemsOf(new() { FollowerAction = action }));
        var forOne = Assert.Single(ProblemsOf(new() { FollowerActions = new Dictionary<string, string> { ["700000000000001"] = action } }));

        Assert.StartsWith("Networks:MetaAds:FollowerAction: " + why, forAll, StringComparison.Ordinal);
        Assert.StartsWith("Networks:MetaAds:FollowerActions:700000000000001: " + why, forOne, StringComparison.Ordinal);
        Assert.Contains("onsite_conversion.follow", forAll, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_AKeyThatIsNoIdOfAnAdAccount_SaysHowToWriteIt() =>
        Assert.Contains("without act_", Assert.Single(ProblemsOf(new() { FollowerActions = new Dictionary<string, string> { ["act_7"] = "like" } })), StringComparison.Ordinal);

    private static List<string?> ProblemsOf(MetaAdsOptions options) => [.. options.Validate(new ValidationContext(options)).Select(problem => problem.ErrorMessage)];
}

using SmmKpiBot.Bot.CommandLine;
using Xunit;

namespace SmmKpiBot.Tests.CommandLine;

public sealed class NearMatchTests
{
    [Theory]
    [InlineData("instgram", "instagram")]
    [InlineData("facebok", "facebook")]
    [InlineData("FACEBOOK", "facebook")]
    [InlineData("metaads", "meta-ads")]
    [InlineData("goolge-analytics", "google-analytics")]
    [InlineData("analytics", "google-analytics")]
    public void Of_Slip_FindsTheName(string typed, string meant) =>
        Assert.Equal(meant, NearMatch.Of(typed, ["facebook", "google-analytics", "instagram", "meta-ads", "x"])[0]);

    [Theory]
    [InlineData("viber")]
    [InlineData("y2")]
    public void Suggestion_NothingNear_IsEmpty(string typed) => Assert.Empty(NearMatch.Suggestion(typed, ["facebook", "instagram"]));

    [Fact]
    public void Suggestion_SeveralNear_NamesThem() => Assert.Equal(" Did you mean acme or acmes?", NearMatch.Suggestion("acme1", ["acmes", "acme", "zoo"]));
}

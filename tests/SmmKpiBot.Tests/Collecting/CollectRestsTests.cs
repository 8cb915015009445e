using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Sources.Http;
using Xunit;

namespace SmmKpiBot.Tests.Collecting;

public sealed class CollectRestsTests
{
    /// <summary>A refusal may be of something on the way, or pass: it is tried again soon, and once a day when it goes on.</summary>
    [Theory]
    [InlineData(0, "0:15")]
    [InlineData(1, "1:00")]
    [InlineData(2, "6:00")]
    [InlineData(3, "1.00:00")]
    [InlineData(40, "1.00:00")]
    public void After_Refusals_GrowFromMinutesToADay(int failures, string rest) => Assert.Equal(TimeSpan.Parse(rest, null), CollectRests.After(failures, SourceProblem.Forbidden, null));

    [Fact]
    public void After_ANetworkThatAsksForMore_IsWhatItAsksFor() =>
        Assert.Equal(TimeSpan.FromHours(2), CollectRests.After(0, SourceProblem.Forbidden, TimeSpan.FromHours(2)));
}

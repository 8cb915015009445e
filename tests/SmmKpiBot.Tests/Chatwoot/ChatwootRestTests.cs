using SmmKpiBot.Bot.Chatwoot;
using Xunit;

namespace SmmKpiBot.Tests.Chatwoot;

public sealed class ChatwootRestTests
{
    [Theory]
    [InlineData(5, 0, 5)]
    [InlineData(5, 1, 10)]
    [InlineData(5, 3, 40)]
    [InlineData(5, 4, 60)]
    [InlineData(5, 99, 60)]
    [InlineData(60, 0, 60)]
    [InlineData(60, 9, 60)]
    [InlineData(120, 6, 120)]
    [InlineData(360, 99, 360)]
    public void RestAfter_Failures_GrowsToAnHourOrStaysAsUsual(int usual, long failures, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), ChatwootRound.RestAfter(failures, TimeSpan.FromMinutes(usual)));
}

using SmmKpiBot.Sources.Instagram;
using Xunit;

namespace SmmKpiBot.Tests.Instagram;

public sealed class StoryLooksTests
{
    private static readonly DateTimeOffset Published = new(2026, 11, 23, 12, 20, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, 0.9, false)]
    [InlineData(null, 1.0, true)]
    [InlineData(0.5, 1.0, true)]
    [InlineData(1.0, 2.0, false)]
    [InlineData(4.0, 9.5, true)]
    [InlineData(-3.0, 5.0, true)]
    [InlineData(6.0, 19.9, false)]
    [InlineData(19.9, 21.0, true)]
    [InlineData(20.5, 21.5, false)]
    [InlineData(21.5, 22.0, true)]
    [InlineData(22.5, 23.0, true)]
    [InlineData(23.0, 23.9, true)]
    [InlineData(3.0, 2.0, true)]
    public void IsDue_ByAgeAtTheLastReadingAndNow_MakesUpForWhatWasMissed(double? before, double now, bool isDue) =>
        Assert.Equal(isDue, StoryLooks.IsDue(Published, before is { } hours ? Published.AddHours(hours) : null, Published.AddHours(now)));
}

using SmmKpiBot.Sources.GoogleAnalytics;
using Xunit;

namespace SmmKpiBot.Tests.GoogleAnalytics;

public sealed class VisitorWindowsTests
{
    [Theory]
    [InlineData("2026-11-15", "7,14,28,30")]
    [InlineData("2026-11-16", "7,14,28,30")]
    [InlineData("2026-10-31", "7,14,28,30,31")]
    [InlineData("2026-11-30", "7,14,28,30")]
    [InlineData("2026-09-30", "7,14,28,30,92")]
    [InlineData("2026-12-31", "7,14,28,30,31,92")]
    [InlineData("2027-02-28", "7,14,28,30")]
    [InlineData("2028-02-29", "7,14,28,30,29")]
    [InlineData("2028-03-31", "7,14,28,30,31,91")]
    public void EndingOn_ADay_AreTheUnitsThatEndOnIt(string day, string windows) =>
        Assert.Equal(windows, string.Join(',', VisitorWindows.EndingOn(DateOnly.Parse(day, null))));
}

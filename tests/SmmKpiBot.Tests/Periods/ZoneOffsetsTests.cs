using SmmKpiBot.Data.Periods;
using Xunit;

namespace SmmKpiBot.Tests.Periods;

public class ZoneOffsetsTests
{
    [Theory]
    [InlineData("Europe/Kyiv")]
    [InlineData("America/St_Johns")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Africa/Casablanca")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("UTC")]
    public void At_AnyInstant_IsTheOffsetOfTheZone(string id)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(id);
        var offsets = ZoneOffsets.Of(zone);

        // Every half hour of two years, on the instant and just before it: changes of clocks lie on such.
        for (var at = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero); at.Year < 2027; at = at.AddMinutes(30))
        {
            Assert.Equal(zone.GetUtcOffset(at), offsets.At(at));
            Assert.Equal(zone.GetUtcOffset(at.AddTicks(-1)), offsets.At(at.AddTicks(-1)));
        }
    }

    [Fact]
    public void At_InstantsNobodyMeets_IsTheOffsetOfTheZone()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv");

        foreach (var at in new[] { DateTimeOffset.MinValue, DateTimeOffset.MaxValue, new DateTimeOffset(1943, 5, 5, 5, 5, 5, TimeSpan.Zero), new DateTimeOffset(2500, 7, 1, 0, 0, 0, TimeSpan.FromHours(3)) })
            Assert.Equal(zone.GetUtcOffset(at), ZoneOffsets.Of(zone).At(at));
    }
}

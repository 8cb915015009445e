using SmmKpiBot.Sources.Http.Graph;
using Xunit;

namespace SmmKpiBot.Tests.Meta;

public sealed class TimeCursorTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 5, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Has_AfterAReading_IsAllAboveAndOfTheSameSecondWhatWasRead()
    {
        var reached = new TimeCursor(null);
        reached.Take("b", Noon);
        reached.Take("c", Noon.AddMinutes(-1));
        reached.Take("d", Noon.AddMinutes(-1));
        reached.Take("a", Noon.AddMinutes(1));

        var cursor = new TimeCursor(reached.ToString());

        Assert.Equal(Noon.AddMinutes(-1), cursor.At);
        Assert.Equal(
            [true, true, true, true, false, false],
            [cursor.Has("a", Noon.AddMinutes(1)), cursor.Has("b", Noon), cursor.Has("c", Noon.AddMinutes(-1)), cursor.Has("d", Noon.AddMinutes(-1)), cursor.Has("e", Noon.AddMinutes(-1)), cursor.Has("f", Noon.AddMinutes(-2))]);
    }

    [Fact]
    public void Has_BeforeAnythingWasRead_IsNothing()
    {
        var cursor = new TimeCursor(new TimeCursor(null).ToString());

        Assert.Null(cursor.At);
        Assert.False(cursor.Has("a", Noon));
    }
}

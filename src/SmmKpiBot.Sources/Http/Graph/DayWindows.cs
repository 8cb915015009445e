using System.Globalization;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>The days of a reading in parts that Meta tells at once. The cursor is the last day that is done.</summary>
internal static class DayWindows
{
    private const string Format = "yyyy-MM-dd";

    /// <summary>Oldest first; nothing where all days lie ahead.</summary>
    public static IEnumerable<(DateOnly First, DateOnly Last)> Of(SourceReading reading, DateOnly lastClosed, int most)
    {
        var first = reading.Cursor is { } done ? DateOnly.ParseExact(done, Format, CultureInfo.InvariantCulture).AddDays(1) : reading.From;
        for (; first <= lastClosed; first = first.AddDays(most))
            yield return (first, first.AddDays(most - 1) < lastClosed ? first.AddDays(most - 1) : lastClosed);
    }

    /// <summary>Null when the reading is complete with that day.</summary>
    public static string? CursorAfter(DateOnly last, DateOnly lastClosed) => last >= lastClosed ? null : last.ToString(Format, CultureInfo.InvariantCulture);
}

using System.Globalization;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Charts;

/// <summary>Which days of a period are named under a chart, and how: «9 · 12 · 15 · 18 · 22.11».</summary>
internal static class DayAxis
{
    private const int MostLabels = 6;
    private const int LongPeriod = 45;

    private static readonly int[] Distances = [1, 2, 3, 5, 7, 14, 28, 56, 91, 182, 364];

    public static IReadOnlyList<(int Index, string Text)> Labels(Period period, Language language)
    {
        var last = period.Days - 1;
        var distance = Array.Find(Distances, step => last / step < MostLabels - 1);
        distance = distance == 0 ? last : distance;
        var indices = new List<int>();
        for (var index = 0; index < last; index += distance)
            indices.Add(index);

        // The last day is always named; a neighbour too close to it makes room.
        if (indices.Count > 1 && last - indices[^1] < Math.Max(2, distance * 0.75))
            indices.RemoveAt(indices.Count - 1);

        indices.Add(last);
        return [.. indices.Select((index, place) => (index, Text(period, index, place == 0 ? null : indices[place - 1], last, language)))];
    }

    private static string Text(Period period, int index, int? before, int last, Language language)
    {
        var day = period.From.AddDays(index);
        var sameMonthThroughout = period.From.Month == period.To.Month && period.From.Year == period.To.Year;
        var monthIsKnown = before is { } earlier ? period.From.AddDays(earlier).Month == day.Month : sameMonthThroughout;
        return index != last && monthIsKnown && last < LongPeriod ? day.Day.ToString(CultureInfo.InvariantCulture) : DateText.OnAxis(day, language);
    }
}

using System.Globalization;

namespace SmmKpiBot.Data.Clients.Keys;

/// <summary><c>mon-fri 09:00-13:00,14:00-18:00; sat 10:00-15:00</c></summary>
internal static class HoursText
{
    private static readonly string[] Names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    private static readonly string[] UkrainianNames = ["пн", "вт", "ср", "чт", "пт", "сб", "нд"];

    public static WorkingHours Parse(string text)
    {
        var windows = new Dictionary<DayOfWeek, List<WorkingWindow>>();
        foreach (var part in SimpleTexts.Parts(text, ';'))
        {
            var space = part.LastIndexOfAny([' ', '\t', '\u00a0'], Math.Max(part.IndexOf(':', StringComparison.Ordinal), 0));
            if (space < 0)
                throw new FormatException($"'{part}' needs days and windows.");
            var spans = SimpleTexts.Parts(part[space..], ',').Select(Window).ToList();
            foreach (var day in Days(part[..space]))
            {
                if (!windows.TryGetValue(day, out var own))
                    windows[day] = own = [];
                own.AddRange(spans);
            }
        }

        return new WorkingHours(windows.ToDictionary(pair => pair.Key, IReadOnlyList<WorkingWindow> (pair) => Sorted(pair.Key, pair.Value)));
    }

    public static string Format(WorkingHours hours)
    {
        var parts = new List<string>();
        for (var first = 0; first < Names.Length;)
        {
            var windows = Windows(hours, first);
            var last = first;
            while (last + 1 < Names.Length && Windows(hours, last + 1) == windows)
                last++;
            if (windows.Length > 0)
                parts.Add($"{(first == last ? Names[first] : $"{Names[first]}-{Names[last]}")} {windows}");
            first = last + 1;
        }

        return string.Join("; ", parts);
    }

    private static string Windows(WorkingHours hours, int day) =>
        string.Join(',', hours.On(Weekday(day)).Select(window => $"{Clock(window.From)}-{Clock(window.To)}"));

    private static string Clock(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours:00}:{time.Minutes:00}");

    private static WorkingWindow[] Sorted(DayOfWeek day, List<WorkingWindow> windows)
    {
        var sorted = windows.OrderBy(window => window.From).ToArray();
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].From < sorted[i - 1].To)
                throw new FormatException($"two windows of {Names[((int)day + 6) % 7]} overlap.");
        }

        return sorted;
    }

    private static IEnumerable<DayOfWeek> Days(string text)
    {
        foreach (var part in SimpleTexts.Parts(text, ','))
        {
            var ends = part.Replace('–', '-').Split('-', StringSplitOptions.TrimEntries);
            if (ends.Length > 2)
                throw new FormatException($"'{part}' is no range of days.");
            var last = Day(ends[^1]);
            for (var day = Day(ends[0]); ; day = (day + 1) % 7)
            {
                yield return Weekday(day);
                if (day == last)
                    break;
            }
        }
    }

    private static int Day(string text)
    {
        var name = text.ToLowerInvariant();
        var day = Math.Max(Array.IndexOf(Names, name), Array.IndexOf(UkrainianNames, name));
        return day >= 0 ? day : throw new FormatException($"'{text}' is no day; days are {string.Join(' ', Names)}.");
    }

    private static DayOfWeek Weekday(int day) => (DayOfWeek)((day + 1) % 7);

    private static WorkingWindow Window(string text)
    {
        var ends = text.Replace('–', '-').Split('-', StringSplitOptions.TrimEntries);
        if (ends.Length != 2)
            throw new FormatException($"'{text}' is no window.");
        var window = new WorkingWindow(Time(ends[0]), Time(ends[1]));
        return window.From < window.To
            ? window
            : throw new FormatException($"'{text}' does not end after it begins; split a night at 24:00 and give the rest to the next day.");
    }

    private static TimeSpan Time(string text)
    {
        if (text == "24:00")
            return TimeSpan.FromHours(24);
        return TimeOnly.TryParseExact(text, ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.ToTimeSpan()
            : throw new FormatException($"'{text}' is no time between 00:00 and 24:00.");
    }
}

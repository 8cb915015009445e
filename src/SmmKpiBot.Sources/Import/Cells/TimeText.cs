using System.Globalization;

namespace SmmKpiBot.Sources.Import.Cells;

/// <summary>A time of day as written, and its offset from UTC where one is written.</summary>
internal readonly record struct WrittenTime(TimeSpan TimeOfDay, TimeSpan? Offset);

/// <summary>Reads what follows a date: nothing, or a time with seconds, AM or PM, and an offset.</summary>
internal static class TimeText
{
    public static bool TryRead(ReadOnlySpan<char> text, out WrittenTime? time)
    {
        time = null;
        var rest = text.TrimStart(" T,\u00A0\u202F").TrimEnd();
        if (rest.IsEmpty)
            return text.IsEmpty || Tables.Blanks.Trim(text).IsEmpty;
        if (!TakeClock(ref rest, out var clock) || !TakeHalf(ref rest, ref clock) || !TakeOffset(rest, out var offset))
            return false;
        time = new WrittenTime(clock, offset);
        return true;
    }

    private static bool TakeClock(ref ReadOnlySpan<char> text, out TimeSpan clock)
    {
        clock = default;
        if (!TakeNumber(ref text, out var hour) || hour > 23 || !TakeMark(ref text, ':') || !TakeNumber(ref text, out var minute) || minute > 59)
            return false;
        var second = 0;
        if (TakeMark(ref text, ':') && (!TakeNumber(ref text, out second) || second > 59))
            return false;
        clock = new TimeSpan(hour, minute, second);
        return !TakeMark(ref text, '.') || TakeFraction(ref text, ref clock);
    }

    private static bool TakeFraction(ref ReadOnlySpan<char> text, ref TimeSpan clock)
    {
        var digits = 0;
        var ticks = 0L;
        for (; digits < text.Length && char.IsAsciiDigit(text[digits]); digits++)
            ticks = digits < 7 ? (ticks * 10) + (text[digits] - '0') : ticks;
        for (var i = digits; i < 7; i++)
            ticks *= 10;
        text = text[digits..];
        clock += TimeSpan.FromTicks(ticks);
        return digits > 0;
    }

    private static bool TakeHalf(ref ReadOnlySpan<char> text, ref TimeSpan clock)
    {
        var rest = text.TrimStart(" \u00A0\u202F");
        var morning = rest.StartsWith("AM", StringComparison.OrdinalIgnoreCase);
        if (!morning && !rest.StartsWith("PM", StringComparison.OrdinalIgnoreCase))
            return true;
        if (clock.Hours is 0 or > 12)
            return false;
        clock += TimeSpan.FromHours((clock.Hours == 12, morning) switch { (true, true) => -12, (false, false) => 12, _ => 0 });
        text = rest[2..];
        return true;
    }

    private static bool TakeOffset(ReadOnlySpan<char> text, out TimeSpan? offset)
    {
        offset = null;
        var rest = text.Trim(" \u00A0\u202F");
        if (rest.IsEmpty)
            return true;
        if (rest is "Z" or "z" or "UTC" or "GMT")
        {
            offset = TimeSpan.Zero;
            return true;
        }

        var sign = rest[0] is '-' or '\u2212' ? -1 : 1;
        if (rest[0] is not ('+' or '-' or '\u2212'))
            return false;
        rest = rest[1..];
        var minutes = 0;
        if (!int.TryParse(rest[..Math.Min(2, rest.Length)], NumberStyles.None, CultureInfo.InvariantCulture, out var hours) || hours > 14)
            return false;
        rest = rest[Math.Min(2, rest.Length)..].TrimStart(':');
        if (!rest.IsEmpty && (rest.Length != 2 || !int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out minutes) || minutes > 59))
            return false;
        offset = sign * new TimeSpan(hours, minutes, 0);
        return offset.Value.Duration() <= TimeSpan.FromHours(14);
    }

    private static bool TakeMark(ref ReadOnlySpan<char> text, char mark)
    {
        if (text.IsEmpty || text[0] != mark)
            return false;
        text = text[1..];
        return true;
    }

    private static bool TakeNumber(ref ReadOnlySpan<char> text, out int number)
    {
        var digits = 0;
        while (digits < text.Length && digits < 2 && char.IsAsciiDigit(text[digits]))
            digits++;
        number = digits == 0 ? 0 : int.Parse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
        text = text[digits..];
        return digits > 0;
    }
}

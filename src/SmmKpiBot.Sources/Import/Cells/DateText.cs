using System.Globalization;

namespace SmmKpiBot.Sources.Import.Cells;

/// <summary>A date as written. Where its form does not tell day from month, <see cref="Undecided"/> is true and the column decides.</summary>
/// <param name="Year">Null where none is written (TikTok).</param>
/// <param name="First">Month, or the first of two numbers that are undecided.</param>
/// <param name="Second">Day, or the second of them.</param>
internal readonly record struct WrittenDate(int? Year, int First, int Second, bool Undecided)
{
    /// <summary>The date under an order of day and month; null when there is no such day.</summary>
    public DateOnly? Resolve(DayOrder order, DateOnly today)
    {
        var (month, day) = Undecided && order == DayOrder.DayMonth ? (Second, First) : (First, Second);
        if (Year is { } year)
            return Exists(year, month, day) ? new DateOnly(year, month, day) : null;

        // A year is left out of dates that lie in the past: the latest such day counts. Eight years back is enough for a 29 February.
        for (year = today.Year; year > today.Year - 9; year--)
        {
            if (Exists(year, month, day) && new DateOnly(year, month, day) <= today)
                return new DateOnly(year, month, day);
        }

        return null;
    }

    private static bool Exists(int year, int month, int day) =>
        year is >= 1970 and <= 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
}

/// <summary>Reads the date at the beginning of a text and leaves what follows.</summary>
internal static class DateText
{
    public static bool TryTake(ref ReadOnlySpan<char> text, out WrittenDate date)
    {
        date = default;
        var rest = text;
        var taken = !rest.IsEmpty && (char.IsAsciiDigit(rest[0]) ? TakeNumeric(ref rest, out date) : TakeNamed(ref rest, out date));
        if (taken)
            text = rest;
        return taken;
    }

    private static bool TakeNumeric(ref ReadOnlySpan<char> text, out WrittenDate date)
    {
        date = default;
        if (!TakeNumber(ref text, 8, out var first, out var digits))
            return false;
        if (digits == 8)
        {
            date = new WrittenDate(first / 10000, first / 100 % 100, first % 100, false);
            return text.IsEmpty || !char.IsAsciiDigit(text[0]);
        }

        if (text.IsEmpty)
            return false;
        var mark = text[0];
        text = text[1..];
        if (digits == 4)
            return mark is '-' or '.' or '/' && TakeMonthAndDay(ref text, mark, first, out date);
        if (digits > 2)
            return false;
        return mark is '.' or '/' or '-' && !text.IsEmpty && char.IsAsciiDigit(text[0])
            ? TakeSecondAndYear(ref text, mark, first, out date)
            : mark is ' ' or '-' or '\u00A0' && TakeMonthAfterDay(ref text, first, out date);
    }

    private static bool TakeMonthAndDay(ref ReadOnlySpan<char> text, char mark, int year, out WrittenDate date)
    {
        date = default;
        if (!TakeNumber(ref text, 2, out var month, out _) || text.IsEmpty || text[0] != mark)
            return false;
        text = text[1..];
        if (!TakeNumber(ref text, 2, out var day, out _))
            return false;
        date = new WrittenDate(year, month, day, false);
        return true;
    }

    private static bool TakeSecondAndYear(ref ReadOnlySpan<char> text, char mark, int first, out WrittenDate date)
    {
        date = default;
        if (!TakeNumber(ref text, 2, out var second, out _) || text.IsEmpty || text[0] != mark)
            return false;
        text = text[1..];
        if (!TakeNumber(ref text, 4, out var year, out var digits) || digits is 1 or 3)
            return false;
        year = digits == 2 ? 2000 + year : year;
        date = mark == '.' ? new WrittenDate(year, second, first, false) : new WrittenDate(year, first, second, true);
        return true;
    }

    /// <summary>25 August 2026, 28 апреля, 25-Aug-26, 5 січня 2026 р.</summary>
    private static bool TakeMonthAfterDay(ref ReadOnlySpan<char> text, int day, out WrittenDate date)
    {
        date = default;
        text = text.TrimStart();
        if (!TakeMonth(ref text, out var month))
            return false;
        date = new WrittenDate(TakeYear(ref text), month, day, false);
        return true;
    }

    /// <summary>Aug 25, 2026; Tue, Aug 25, 2026; September 25.</summary>
    private static bool TakeNamed(ref ReadOnlySpan<char> text, out WrittenDate date)
    {
        date = default;
        var word = Word(text);
        if (MonthNames.IsWeekday(word))
        {
            text = text[word.Length..].TrimStart(",. ");
            if (!text.IsEmpty && char.IsAsciiDigit(text[0]))
                return TakeNumeric(ref text, out date);
        }

        if (!TakeMonth(ref text, out var month) || !TakeNumber(ref text, 2, out var day, out _))
            return false;
        date = new WrittenDate(TakeYear(ref text), month, day, false);
        return true;
    }

    private static bool TakeMonth(ref ReadOnlySpan<char> text, out int month)
    {
        var word = Word(text);
        month = MonthNames.Find(word) ?? 0;
        text = text[word.Length..].TrimStart(". -\u00A0");
        return month > 0;
    }

    /// <summary>Four digits that are not the hour of a time; two after a hyphen.</summary>
    private static int? TakeYear(ref ReadOnlySpan<char> text)
    {
        var rest = text.TrimStart(", -\u00A0");
        if (!TakeNumber(ref rest, 4, out var year, out var digits) || digits is 1 or 3 || (!rest.IsEmpty && rest[0] == ':'))
            return null;
        text = rest.TrimStart(" \u00A0");
        foreach (var word in (ReadOnlySpan<string>)["р.", "г.", "року", "года"])
        {
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                text = text[word.Length..];
        }

        return digits == 2 ? 2000 + year : year;
    }

    private static ReadOnlySpan<char> Word(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && char.IsLetter(text[length]))
            length++;
        return text[..length];
    }

    private static bool TakeNumber(ref ReadOnlySpan<char> text, int mostDigits, out int number, out int digits)
    {
        digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
            digits++;
        number = 0;
        if (digits == 0 || digits > mostDigits)
            return false;
        number = int.Parse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
        text = text[digits..];
        return true;
    }
}

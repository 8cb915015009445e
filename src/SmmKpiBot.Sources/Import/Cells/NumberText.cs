using System.Globalization;

namespace SmmKpiBot.Sources.Import.Cells;

/// <summary>What a number's text shows about the decimal mark of its column.</summary>
internal enum MarkEvidence
{
    None,
    PointDecimal,
    CommaDecimal,

    /// <summary>One mark with exactly three digits behind it: 1,234 may be a thousand or one and a bit.</summary>
    Undecided,
}

/// <summary>Reads numbers as people and programs write them: grouped by spaces, apostrophes or the other mark, with suffixes, with real minus signs.</summary>
internal static class NumberText
{
    private const int LongestNumber = 48;

    private static readonly (string Suffix, decimal Factor)[] Suffixes =
    [
        ("k", 1_000m), ("m", 1_000_000m), ("тис", 1_000m), ("тис.", 1_000m), ("тыс", 1_000m), ("тыс.", 1_000m), ("млн", 1_000_000m), ("млн.", 1_000_000m),
    ];

    /// <summary>Judges the marks of one number.</summary>
    public static MarkEvidence Judge(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAnyExceptInRange('0', '9') < 0 || TakeSuffix(ref text) != 1)
            return MarkEvidence.None;
        int points = text.Count('.'), commas = text.Count(',');
        if (points + commas == 0)
            return MarkEvidence.None;
        if (points > 0 && commas > 0)
            return text.LastIndexOf('.') > text.LastIndexOf(',') ? MarkEvidence.PointDecimal : MarkEvidence.CommaDecimal;
        var point = points > 0;
        if (points + commas > 1)
            return point ? MarkEvidence.CommaDecimal : MarkEvidence.PointDecimal;
        return CanGroup(text, text.IndexOf(point ? '.' : ','))
            ? MarkEvidence.Undecided
            : point ? MarkEvidence.PointDecimal : MarkEvidence.CommaDecimal;
    }

    /// <summary>The number, or false when the text is none under this decimal mark.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, DecimalMark mark, out decimal number)
    {
        number = 0;
        var suffix = text.Length < LongestNumber && !char.IsAsciiDigit(text[^1]) ? TakeSuffix(ref text) : 1;
        if (suffix != 1)
            mark = text.Contains(',') ? DecimalMark.Comma : DecimalMark.Point;
        Span<char> digits = stackalloc char[LongestNumber];
        var length = Clean(text, mark == DecimalMark.Point ? '.' : ',', digits);
        if (length == 0 || !decimal.TryParse(digits[..length], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number))
            return false;
        try
        {
            number *= suffix;
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static bool CanGroup(ReadOnlySpan<char> text, int at)
    {
        var before = text[..at].TrimStart("+-−").Trim();
        return before.Length is >= 1 and <= 3 && before[0] != '0' && before.IndexOfAnyExceptInRange('0', '9') < 0 && text[(at + 1)..].Trim().Length == 3;
    }

    /// <summary>Writes sign, digits and a point; 0 when groups are not of three digits or something else stands there.</summary>
    private static int Clean(ReadOnlySpan<char> text, char mark, Span<char> digits)
    {
        int length = 0, group = 0;
        bool grouped = false, fraction = false;
        foreach (var c in text)
        {
            if (length == digits.Length)
                return 0;
            if (char.IsAsciiDigit(c))
            {
                digits[length++] = c;
                group++;
            }
            else if (length == 0 && !grouped && c is '-' or '\u2212' or '+')
            {
                if (length != 0)
                    return 0;
                digits[length++] = c == '+' ? '+' : '-';
            }
            else if (c == mark && !fraction && (!grouped || group == 3))
            {
                digits[length++] = '.';
                fraction = true;
                group = 0;
            }
            else if (!fraction && IsGrouping(c, mark) && (grouped ? group == 3 : group is >= 1 and <= 3))
            {
                grouped = true;
                group = 0;
            }
            else
            {
                return 0;
            }
        }

        return (grouped && !fraction && group != 3) || (fraction && group == 0) ? 0 : length;
    }

    private static bool IsGrouping(char c, char mark) =>
        c is ' ' or '\u00A0' or '\u202F' or '\u2009' or '\u2007' or '\'' or '\u2019' || (c is '.' or ',' && c != mark);

    private static decimal TakeSuffix(ref ReadOnlySpan<char> text)
    {
        foreach (var (suffix, factor) in Suffixes)
        {
            if (text.Length > suffix.Length && text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) && char.IsAsciiDigit(text[..^suffix.Length].TrimEnd()[^1]))
            {
                text = text[..^suffix.Length].TrimEnd();
                return factor;
            }
        }

        return 1;
    }
}

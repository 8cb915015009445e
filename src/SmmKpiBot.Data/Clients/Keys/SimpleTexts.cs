namespace SmmKpiBot.Data.Clients.Keys;

/// <summary>Values that are one word, one line or a list of words.</summary>
internal static class SimpleTexts
{
    public static string Name(string text) => Line(text) is { Length: <= 100 } name ? name : throw new FormatException("the name is too long.");

    public static string Line(string text)
    {
        if (text.Any(c => char.IsControl(c) || IsDirectionMark(c)))
            throw new FormatException("line breaks and control characters are not allowed.");
        return text.Length <= 300 ? text : throw new FormatException("the text is too long.");
    }

    /// <summary>Marks that turn the writing direction of what stands behind them: of all that follows in a message or a terminal.</summary>
    private static bool IsDirectionMark(char c) => c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';

    public static string OneOf(string text, params ReadOnlySpan<string> allowed)
    {
        foreach (var word in allowed)
        {
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
                return word;
        }

        throw new FormatException($"'{text}' is not known.");
    }

    public static string[] Aliases(string text)
    {
        var aliases = Parts(text, ',').Select(Name).ToArray();
        return Repeated(aliases) is { } repeated ? throw new FormatException($"'{repeated}' stands there twice.") : aliases;
    }

    public static string List(IEnumerable<string> words) => string.Join(',', words);

    /// <summary>The parts between separators, trimmed; an empty part is an error, one at the end is let through.</summary>
    public static string[] Parts(string text, char separator)
    {
        var parts = text.Trim().TrimEnd(separator).Split(separator, StringSplitOptions.TrimEntries);
        return parts.Contains("") ? throw new FormatException($"there is nothing between two '{separator}'.") : parts;
    }

    /// <summary>The first word that stands there twice (without case), or null.</summary>
    public static string? Repeated(IEnumerable<string> words) =>
        words.GroupBy(word => word, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1)?.Key;

    public static TimeZoneInfo Zone(string text)
    {
        // .NET also finds Windows names; only IANA names mean the same on every machine.
        if (TimeZoneInfo.TryConvertWindowsIdToIanaId(text, out var iana) && text != "UTC")
            throw new FormatException($"'{text}' is a Windows name; the IANA name is {iana}.");
        return TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) && zone.HasIanaId
            ? zone
            : throw new FormatException($"this machine knows no time zone '{text}'.");
    }
}

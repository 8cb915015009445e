namespace SmmKpiBot.Bot.Telegram;

/// <summary>A message that begins with a command: <c>/kpi@our_bot cafe month</c>.</summary>
internal sealed record CommandText(string Name, string? Bot, string Arguments)
{
    private const int LongestName = 32;

    /// <summary>Null for ordinary text.</summary>
    public static CommandText? Parse(string text)
    {
        if (!text.StartsWith('/'))
        {
            return null;
        }

        var end = text.AsSpan().IndexOfAny(" \n\t\u00A0");
        var head = end < 0 ? text[1..] : text[1..end];
        var at = head.IndexOf('@', StringComparison.Ordinal);
        var name = (at < 0 ? head : head[..at]).ToLowerInvariant();
        var isName = name.Length is > 0 and <= LongestName && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_');
        return isName ? new CommandText(name, at < 0 ? null : head[(at + 1)..], end < 0 ? string.Empty : text[end..].Trim()) : null;
    }

    /// <summary>Is it meant for the bot of this name? Unknown own name: everything that is not clearly another's.</summary>
    public bool IsFor(string? username) => Bot is null || username is null || string.Equals(Bot, username, StringComparison.OrdinalIgnoreCase);
}

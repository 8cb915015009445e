using System.Globalization;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.Telegram;

/// <summary>How people write a channel or group.</summary>
internal static class ChatName
{
    private static readonly string[] Prefixes = ["https://", "http://", "t.me/", "telegram.me/"];

    /// <summary>As the Bot API takes it: an id, or <c>@name</c>.</summary>
    /// <exception cref="SourceException">It is neither, nor the address of a public channel.</exception>
    public static string Of(string text)
    {
        var name = text.Trim();
        foreach (var prefix in Prefixes.Where(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            name = name[prefix.Length..];
        name = name.TrimEnd('/');
        if (long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
            return id.ToString(CultureInfo.InvariantCulture);
        var bare = name.TrimStart('@');
        return bare.Length > 0 && bare.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
            ? "@" + bare
            : throw new SourceException(SourceProblem.NotAllowed, new SourceWords(
                "Напишіть @назву публічного каналу чи групи або його id (-100 і цифри).",
                "Write the @name of the public channel or group, or its id (-100 and digits)."));
    }
}

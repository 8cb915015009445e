using System.Globalization;

namespace SmmKpiBot.Data.Clients.Keys;

/// <summary>Parts and multiples of the promised time, and the chat that hears of broken promises: <c>80%</c>, <c>2</c>, <c>-1001234567890</c>.</summary>
internal static class PromiseText
{
    private const decimal Percent = 100;

    /// <summary>10 % to 100 %, as people write it: <c>80%</c> or <c>0.8</c>.</summary>
    public static string Part(string text)
    {
        var part = text.EndsWith('%') ? Number(text[..^1]) / Percent : Number(text);
        return part is >= 0.1m and <= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{part * Percent:0.##}%")
            : throw new FormatException($"'{text}' is no part of a time.");
    }

    public static string Times(string text) => Number(text) is { } times and >= 1.1m and <= 100
        ? times.ToString("0.##", CultureInfo.InvariantCulture)
        : throw new FormatException($"'{text}' is no multiple of a time.");

    public static string Chat(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var chat) && chat != 0
        ? chat.ToString(CultureInfo.InvariantCulture)
        : throw new FormatException($"'{text}' is no id of a chat.");

    /// <summary>The number of a canonical text.</summary>
    public static double? Value(string? text) =>
        text is null ? null : (double)(text.EndsWith('%') ? Number(text[..^1]).GetValueOrDefault() / Percent : Number(text).GetValueOrDefault());

    private static decimal? Number(string text) =>
        decimal.TryParse(text.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}

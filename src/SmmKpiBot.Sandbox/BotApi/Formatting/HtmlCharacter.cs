using System.Globalization;
using System.Text;

namespace SmmKpiBot.Sandbox.BotApi.Formatting;

/// <summary>The few character references Telegram knows: four names and numbers. Others stay as they are written.</summary>
internal static class HtmlCharacter
{
    private static readonly (string Reference, string Character)[] Names = [("lt", "<"), ("gt", ">"), ("amp", "&"), ("quot", "\"")];

    /// <summary>The character at <paramref name="position"/> (an ampersand), which then moves behind it; null when it is a plain ampersand.</summary>
    public static string? Read(byte[] bytes, ref int position)
    {
        var end = position + 1;
        while (end < bytes.Length && end - position < 12 && (char.IsAsciiLetterOrDigit((char)bytes[end]) || bytes[end] == '#'))
        {
            end++;
        }

        var reference = Encoding.ASCII.GetString(bytes, position + 1, end - position - 1);
        var character = Decode(reference);
        if (character is not null)
        {
            position = end < bytes.Length && bytes[end] == ';' ? end + 1 : end;
        }

        return character;
    }

    private static string? Decode(string reference)
    {
        if (!reference.StartsWith('#'))
        {
            return Names.FirstOrDefault(name => name.Reference == reference).Character;
        }

        var hexadecimal = reference.Length > 1 && reference[1] is 'x' or 'X';
        var digits = reference[(hexadecimal ? 2 : 1)..];
        var style = hexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        return int.TryParse(digits, style, CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code) && code > 0
            ? new Rune(code).ToString()
            : null;
    }
}

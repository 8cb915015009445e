namespace SmmKpiBot.Data;

/// <summary>Texts of others, made to fit.</summary>
public static class TextCut
{
    /// <summary>The first code units, never half of a letter that has two: PostgreSQL takes no half of one.</summary>
    public static string To(string text, int length) => text.Length <= length ? text : text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}

namespace SmmKpiBot.Sources.Import.Layouts;

/// <summary>ISO 4217 codes in files.</summary>
internal static class CurrencyCode
{
    public static readonly Wording Expected = new("потрібен код валюти з трьох літер, наприклад UAH", "a currency code of three letters, such as UAH");

    /// <summary>The code in capitals, or null for text that is none.</summary>
    public static string? Read(string? text) => text is { Length: 3 } && text.All(char.IsAsciiLetter) ? text.ToUpperInvariant() : null;

    /// <summary>The currency of an amount in the row; an amount without one is an error.</summary>
    public static string? Of(RowValues row, BoundColumn column, bool needed)
    {
        var text = row.Text(column);
        var code = Read(text);
        if (code is null && (text is not null || needed))
            row.Fail(column, Expected);
        return code;
    }
}

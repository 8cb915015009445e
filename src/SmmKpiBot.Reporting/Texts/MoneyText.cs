using System.Collections.Frozen;

namespace SmmKpiBot.Reporting.Texts;

/// <summary>Money by the rules of the language: <c>18,70 ₴</c> in Ukrainian, <c>₴18.70</c> in English.</summary>
public static class MoneyText
{
    private const decimal WholeFrom = 10_000m;

    private static readonly FrozenDictionary<string, string> Symbols = new Dictionary<string, string>
    {
        ["UAH"] = "₴",
        ["USD"] = "$",
        ["EUR"] = "€",
        ["GBP"] = "£",
        ["PLN"] = "zł",
        ["CZK"] = "Kč",
        ["JPY"] = "¥",
        ["ILS"] = "₪",
        ["KZT"] = "₸",
        ["GEL"] = "₾",
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> WithoutMinorUnit = FrozenSet.Create("JPY", "KRW", "HUF", "ISK", "CLP", "VND");

    /// <summary>The amount with the currency's sign, or its code where it has no sign; from 10,000 on without minor units.</summary>
    public static string Amount(decimal amount, string? currency, Language language) =>
        Place(amount, NumberText.Fixed(Math.Abs(amount), DecimalsOf(amount, currency), language), currency, language);

    /// <summary>The amount in a small place: <c>12,3 млн ₴</c>.</summary>
    public static string Compact(decimal amount, string? currency, Language language) =>
        Math.Abs(amount) < 1_000_000m
            ? Amount(amount, currency, language)
            : Place(amount, NumberText.Compact(Math.Abs(amount), language), currency, language);

    private static string Place(decimal amount, string number, string? currency, Language language)
    {
        var sign = amount < 0 && number.Any(digit => digit is >= '1' and <= '9') ? Typography.Minus : "";
        if (currency is null)
            return sign + number;

        var symbol = Symbols.GetValueOrDefault(currency, currency);
        if (language == Language.Uk)
            return sign + number + Typography.NoBreakSpace + symbol;

        return char.IsLetter(symbol[0]) ? sign + symbol + Typography.NoBreakSpace + number : sign + symbol + number;
    }

    private static int DecimalsOf(decimal amount, string? currency) =>
        Math.Abs(amount) >= WholeFrom || (currency is not null && WithoutMinorUnit.Contains(currency)) ? 0 : 2;
}

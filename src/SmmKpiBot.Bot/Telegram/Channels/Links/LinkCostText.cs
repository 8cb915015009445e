using System.Globalization;
using System.Text.RegularExpressions;
using SmmKpiBot.Data.Clients.Keys;

namespace SmmKpiBot.Bot.Telegram.Channels.Links;

/// <summary>What somebody writes that an advertisement cost: <c>1500 UAH 20.11.2026</c>; without a day it is today, without a currency the client's.</summary>
internal static partial class LinkCostText
{
    private const decimal Most = 1_000_000_000m;

    private static readonly string[] Days = ["yyyy-MM-dd", "d.M.yyyy"];

    /// <summary>Null when it cannot be read so, or in more than one way.</summary>
    public static LinkCost? Parse(string text, string? currency, DateOnly today)
    {
        var (amount, writtenCurrency, writtenDay) = Read(text);
        currency = writtenCurrency ?? currency;
        var day = writtenDay ?? today;
        return currency is not null && day <= today && !ThousandsOrFraction().IsMatch(amount)
            && decimal.TryParse(amount.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < Most
            ? new(number, currency, day)
            : null;
    }

    /// <summary>The amount if it may be thousands or a fraction (<c>1,500</c> is 1500 in some countries and 1.5 in others); else null.</summary>
    public static string? Undecidable(string text) => Read(text).Amount is var amount && ThousandsOrFraction().IsMatch(amount) ? amount : null;

    private static (string Amount, string? Currency, DateOnly? Day) Read(string text)
    {
        var (amount, currency, day) = (new List<string>(), (string?)null, (DateOnly?)null);
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (day is null && DateOnly.TryParseExact(word, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var written))
                day = written;
            else if (currency is null && CurrencyCodes.Contains(word.ToUpperInvariant()))
                currency = word.ToUpperInvariant();
            else
                amount.Add(word);
        }

        return (OneNumber().IsMatch(string.Join(' ', amount)) ? string.Concat(amount) : "", currency, day);
    }

    /// <summary>Words are one number only as groups of three digits: a second number may be a day without its year.</summary>
    [GeneratedRegex("^(?:[0-9]+|[0-9]{1,3}(?: [0-9]{3})+)(?:[.,][0-9]+)?$")]
    private static partial Regex OneNumber();

    [GeneratedRegex("^[0-9]+[.,][0-9]{3}$")]
    private static partial Regex ThousandsOrFraction();
}

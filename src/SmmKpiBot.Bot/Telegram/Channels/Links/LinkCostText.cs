using System.Globalization;
using SmmKpiBot.Data.Clients.Keys;

namespace SmmKpiBot.Bot.Telegram.Channels.Links;

/// <summary>What somebody writes that an advertisement cost: <c>1500 UAH 20.11.2026</c>; without a day it is today, without a currency the client's.</summary>
internal static class LinkCostText
{
    private const decimal Most = 1_000_000_000m;

    private static readonly string[] Days = ["yyyy-MM-dd", "d.M.yyyy"];

    /// <summary>Null when it cannot be read so.</summary>
    public static LinkCost? Parse(string text, string? currency, DateOnly today)
    {
        var day = today;
        var amount = "";
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (DateOnly.TryParseExact(word, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var written))
                day = written;
            else if (CurrencyCodes.Contains(word.ToUpperInvariant()))
                currency = word.ToUpperInvariant();
            else
                amount += word;
        }

        return currency is not null && day <= today
            && decimal.TryParse(amount.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < Most
            ? new(number, currency, day)
            : null;
    }
}

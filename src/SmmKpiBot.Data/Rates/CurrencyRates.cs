namespace SmmKpiBot.Data.Rates;

/// <summary>Dated rates to the hryvnia, and through it between any two currencies. Pure.</summary>
public sealed class CurrencyRates
{
    /// <summary>A day without a rate of its own takes the last one before it, at most so many days old: a long weekend, not a feed that stopped.</summary>
    public const int LongestAgeDays = 7;

    public const string Hryvnia = "UAH";

    private readonly Dictionary<string, CurrencyRate[]> _byCurrency;

    /// <param name="rates">At most one of a currency and day.</param>
    public CurrencyRates(IEnumerable<CurrencyRate> rates) =>
        _byCurrency = rates.GroupBy(rate => rate.Currency).ToDictionary(group => group.Key, group => group.OrderBy(rate => rate.Day).ToArray());

    public static CurrencyRates None { get; } = new([]);

    /// <summary>The rate that holds on a day; null where none is known that is young enough. One of the hryvnia is never asked for.</summary>
    public CurrencyRate? On(string currency, DateOnly day) =>
        Array.FindLast(_byCurrency.GetValueOrDefault(currency, []), rate => rate.Day <= day) is { } last && day.DayNumber - last.Day.DayNumber <= LongestAgeDays ? last : null;

    /// <summary>What money of a day is worth in another currency, by the rates that hold on that day.</summary>
    public Exchange Between(string from, string to, DateOnly day)
    {
        CurrencyRate?[] needed = [.. ((string[])[from, to]).Where(currency => currency != Hryvnia).Select(currency => On(currency, day))];
        if (needed.Contains(null))
            return new() { From = from, To = to, Day = day };

        var known = needed.OfType<CurrencyRate>().ToArray();
        return new()
        {
            From = from,
            To = to,
            Day = day,
            Rate = Hryvnias(from) / Hryvnias(to),
            RateDays = [.. known.Select(rate => rate.Day)],
            Origins = [.. known.Select(rate => rate.Origin).Distinct()],
        };

        decimal Hryvnias(string currency) => known.FirstOrDefault(rate => rate.Currency == currency)?.Hryvnias ?? 1;
    }
}

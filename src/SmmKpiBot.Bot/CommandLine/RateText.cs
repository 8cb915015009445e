using System.Globalization;
using SmmKpiBot.Data.Clients.Keys;
using SmmKpiBot.Data.Rates;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>A rate as people write it, on the command line or in a file. What is wrong is a <see cref="FormatException"/> that says what to write.</summary>
internal static class RateText
{
    private const int FirstYear = 2004;

    /// <summary>A bank dates rates some days ahead.</summary>
    private const int DaysAhead = 7;

    public static DateOnly Latest(DateOnly today) => today.AddDays(DaysAhead);

    public static CurrencyRate Rate(string currency, string day, string rate, DateOnly today) => new(Currency(currency), Day(day, today), Hryvnias(rate), RateOrigin.Hand);

    public static string Currency(string text) => CurrencyCodes.Parse(text.Trim()) is var code && code != CurrencyRates.Hryvnia
        ? code
        : throw new FormatException("A hryvnia is always one hryvnia: name another currency, e.g. USD.");

    public static DateOnly Day(string text, DateOnly today) =>
        DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year >= FirstYear && day <= Latest(today)
            ? day
            : throw new FormatException($"'{text}' is no day: write it like 2026-11-06, from {FirstYear} to a week from today.");

    private static decimal Hryvnias(string text) =>
        decimal.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate)
        && rate is > 0 and <= CurrencyRate.Largest && rate == Math.Round(rate, CurrencyRate.Decimals)
            ? rate
            : throw new FormatException(string.Create(
                CultureInfo.InvariantCulture,
                $"'{text}' is no rate: write the hryvnias of one unit with a decimal point and at most {CurrencyRate.Decimals} decimals, e.g. 41.5312, above 0 and up to {CurrencyRate.Largest:0}."));
}

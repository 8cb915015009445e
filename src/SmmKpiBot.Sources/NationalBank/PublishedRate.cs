using System.Globalization;
using System.Text.Json.Serialization;
using SmmKpiBot.Data.Rates;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.NationalBank;

/// <summary>A rate in the bank's words. It answers a wrong question with status 200 and a message in the place of one.</summary>
internal sealed record PublishedRate
{
    /// <summary>ISO 4217.</summary>
    public string? Cc { get; init; }

    /// <summary><c>06.11.2026</c>.</summary>
    [JsonPropertyName("exchangedate")]
    public string? ExchangeDate { get; init; }

    /// <summary>Hryvnias of one unit; <c>rate</c> is of as many as <c>units</c> says.</summary>
    public decimal? RatePerUnit { get; init; }

    public decimal? Rate { get; init; }

    public decimal? Units { get; init; }

    /// <exception cref="SourceException">It is no rate of the currency.</exception>
    public CurrencyRate ToRate(string currency)
    {
        var hryvnias = RatePerUnit ?? (Units > 0 ? Rate / Units : null);
        return string.Equals(Cc, currency, StringComparison.OrdinalIgnoreCase)
            && DateOnly.TryParseExact(ExchangeDate, "dd.MM.yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && hryvnias is { } amount && Math.Round(amount, CurrencyRate.Decimals) is > 0 and <= CurrencyRate.Largest and var rounded
            ? new(currency, day, rounded, RateOrigin.Nbu)
            : throw new SourceException(SourceProblem.Unexpected, "The answer to rates is not what the bank's description says.");
    }
}

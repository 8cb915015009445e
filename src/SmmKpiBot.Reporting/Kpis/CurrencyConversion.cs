using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Rates;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>Which money of a client is converted, and at which rates. Only where the client asks for it; rows stay as they were billed.</summary>
internal sealed class CurrencyConversion
{
    private readonly CurrencyRates _rates;
    private readonly string? _to;
    private readonly Dictionary<(string, DateOnly), Exchange> _known = [];

    public CurrencyConversion(FactSet set)
    {
        _rates = set.Facts.Rates;
        _to = set.Client.ConvertsCurrency ? set.Client.Currency : null;
    }

    /// <summary>How money of a day is converted; null where it stays as it is.</summary>
    public Exchange? Of(string? currency, DateOnly day)
    {
        if (_to is null || currency is null || currency == _to)
            return null;

        if (!_known.TryGetValue((currency, day), out var exchange))
            _known[(currency, day)] = exchange = _rates.Between(currency, _to, day);
        return exchange;
    }

    /// <summary>Whether there is money in a currency at all: while all of it is converted, only in the client's.</summary>
    public bool Has(string? currency) => _to is null || currency is null || currency == _to;

    /// <summary>Why nothing can be converted although the client asks for it.</summary>
    public static IEnumerable<Words> Problems(Client client)
    {
        if (client is { ConvertsCurrency: true, Currency: null })
        {
            yield return new(
                "Гроші не перераховано: у клієнта не вказано валюту, до якої перераховувати.",
                "No money is converted: the client has no currency to convert it to.");
        }
    }
}

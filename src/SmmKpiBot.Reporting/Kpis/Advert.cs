using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Rates;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>A day of a campaign with its money as it counts.</summary>
/// <param name="Row">Its spend is in the client's currency where that is converted, and not known where a rate is missing.</param>
/// <param name="Exchange">How its spend was converted; null where it was not.</param>
internal sealed record Advert(AdDay Row, Exchange? Exchange)
{
    public static Advert Of(AdDay row, CurrencyConversion conversion)
    {
        var exchange = row.SpendMicros is null ? null : conversion.Of(row.Currency, row.Day);
        return new(exchange is null ? row : row with { SpendMicros = exchange.Convert(row.SpendMicros.GetValueOrDefault()), Currency = exchange.To }, exchange);
    }
}

using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Rates;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>Money of a scope: micros become major units here, and two currencies never meet.</summary>
internal static class MoneyAmounts
{
    private const decimal MicrosPerUnit = 1_000_000m;

    public static decimal? Units(decimal? micros) => micros / MicrosPerUnit;

    /// <summary>Currencies something was spent in.</summary>
    public static IEnumerable<string> SpendCurrencies(KpiScope scope) => Distinct(scope.Ads.Each().Select(advert => IsKnown(advert) ? advert.Row.Currency : null));

    /// <summary>Currencies the visits brought revenue in.</summary>
    public static IEnumerable<string> RevenueCurrencies(FactRows<Visit> visits) => Distinct(visits.Each().Select(visit => visit.Row.RevenueMicros is null && visit.Exchange is null ? null : visit.Row.Currency));

    public static decimal? Spend(KpiScope scope) => Units(scope.AdsInCurrency.Sum("spend", advert => advert.Row.SpendMicros));

    /// <summary>Money per something over the ad rows that know both.</summary>
    public static Figure SpendPer(KpiScope scope, Func<AdDay, long?> count, string name, decimal per = 1)
    {
        var sums = scope.AdsInCurrency.Sums(advert => advert.Row.SpendMicros, advert => count(advert.Row));
        var figure = Figure.Ratio(sums with { Numerator = sums.Numerator / MicrosPerUnit }, "spend", name, sums.Denominator);
        return figure with { Value = figure.Value * per };
    }

    /// <summary>How the spend was converted, of the ad rows that count.</summary>
    public static IEnumerable<Exchange> SpendExchanges(KpiScope scope, Func<AdDay, long?>? count = null) =>
        scope.Ads.Each().Where(advert => count is null || count(advert.Row) is not null).Select(advert => advert.Exchange).OfType<Exchange>();

    public static IEnumerable<Exchange> RevenueExchanges(FactRows<Visit> visits) => visits.Each().Select(visit => visit.Exchange).OfType<Exchange>();

    /// <summary>Null when all money is of one currency; else why there is no figure.</summary>
    public static Figure? Mixed(IEnumerable<string> currencies)
    {
        var all = currencies.Distinct().Order(StringComparer.Ordinal).ToList();
        return all.Count < 2
            ? null
            : Figure.None(new(
                $"Різні валюти ({string.Join(", ", all)}) не додаються й не діляться.",
                $"Different currencies ({string.Join(", ", all)}) are never added or divided."));
    }

    /// <summary>Its network told the spend, be there a rate for it or not.</summary>
    private static bool IsKnown(Advert advert) => advert.Row.SpendMicros is not null || advert.Exchange is not null;

    private static IEnumerable<string> Distinct(IEnumerable<string?> currencies) => currencies.OfType<string>().Distinct();
}

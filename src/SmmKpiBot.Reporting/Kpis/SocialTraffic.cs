using System.Text.RegularExpressions;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Rates;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>Which visits of a site come from social networks, and which of them were paid for.</summary>
internal static partial class SocialTraffic
{
    public static bool IsSocial(TrafficDay row) => SocialSources.Has(row.Source, row.Medium, row.Channel);

    /// <summary>Of a social visit: whether it was paid for.</summary>
    public static bool IsPaid(TrafficDay row) =>
        string.Equals(row.Channel, "Paid Social", StringComparison.OrdinalIgnoreCase) || PaidMedium().IsMatch(row.Medium.Trim());

    /// <summary>A campaign name that somebody wrote; Google puts its own placeholders in brackets: <c>(not set)</c>, <c>(referral)</c>.</summary>
    public static bool HasCampaign(TrafficDay row) => row.Campaign.Trim() is { Length: > 0 } name && !(name[0] == '(' && name[^1] == ')');

    [GeneratedRegex(@"^(.*cp.*|ppc|retargeting|paid.*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PaidMedium();
}

/// <summary>A traffic row with what it counts as, decided once.</summary>
/// <param name="Row">Its revenue is in the client's currency where that is converted.</param>
/// <param name="Social">It comes from a social network.</param>
/// <param name="Paid">And was paid for.</param>
/// <param name="Exchange">How its revenue was converted; null where it was not.</param>
internal sealed record Visit(TrafficDay Row, bool Social, bool Paid, Exchange? Exchange)
{
    public static Visit Of(TrafficDay row, CurrencyConversion conversion)
    {
        var social = SocialTraffic.IsSocial(row);
        var exchange = row.RevenueMicros is null ? null : conversion.Of(row.Currency, row.Day);
        var converted = exchange is null ? row : row with { RevenueMicros = exchange.Convert(row.RevenueMicros.GetValueOrDefault()), Currency = exchange.To };
        return new(converted, social, social && SocialTraffic.IsPaid(row), exchange);
    }
}

using System.Text.RegularExpressions;
using SmmKpiBot.Data.Metrics;

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
internal sealed record Visit(TrafficDay Row, bool Social, bool Paid)
{
    public static Visit Of(TrafficDay row)
    {
        var social = SocialTraffic.IsSocial(row);
        return new(row, social, social && SocialTraffic.IsPaid(row));
    }
}

using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>Visits from social networks, told to Google in its own filters: the same visits that the KPIs of traffic count by <see cref="SocialSources"/>.</summary>
internal static class SocialFilter
{
    public static ReportFilter Filter { get; } = new()
    {
        OrGroup = new(
        [
            FieldFilter.In(ReportFields.Channel, SocialSources.Channels.Order()),
            FieldFilter.In(ReportFields.Medium, SocialSources.Mediums.Order()),
            FieldFilter.In(ReportFields.Source, SocialSources.Names.Concat(SocialSources.Hosts).Order()),
            .. SocialSources.Hosts.Order().Select(host => FieldFilter.EndsWith(ReportFields.Source, "." + host)),
        ]),
    };
}

using SmmKpiBot.Sandbox.Networks.Ga4;
using SmmKpiBot.Sandbox.Networks.Google;

namespace SmmKpiBot.Sandbox.Networks.Live;

/// <summary>Google Analytics with one property.</summary>
internal sealed class AnalyticsStandIn : GoogleStandIn
{
    public AnalyticsStandIn(string name, GoogleServer server, Ga4Property property)
        : base("google-analytics", "GoogleAnalytics", name, server, ["/v1beta"])
    {
        property.Viewers.Add(Owner);
        server.Ga4.Properties[property.Id] = property;
        PlaceId = property.Id;
        Settings = new Dictionary<string, string>(App()) { ["ApiBaseUrl"] = server.BaseUrl, ["AdminApiBaseUrl"] = server.BaseUrl };
    }

    public override string PlaceId { get; }

    public override IReadOnlyDictionary<string, string> Settings { get; }

    protected override GoogleFault TooMany { get; } = GoogleFault.Error(429, "RESOURCE_EXHAUSTED", "Exhausted concurrent requests quota.");
}

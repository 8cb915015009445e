using SmmKpiBot.Sandbox.Networks.Google;
using SmmKpiBot.Sandbox.Networks.YouTube;

namespace SmmKpiBot.Sandbox.Networks.Live;

/// <summary>YouTube with one channel. Without an API key: its comments are nobody's then.</summary>
internal sealed class YouTubeStandIn : GoogleStandIn
{
    public YouTubeStandIn(string name, GoogleServer server, YouTubeChannel channel)
        : base("youtube", "YouTube", name, server, ["/youtube/", "/v2/"])
    {
        channel.Owner = Owner;
        server.YouTube.Channels.Add(channel);

        // A day of a real project has 10,000 units; one of the sandbox ends when the visitor moves the clock.
        server.YouTube.UnitsLeft = int.MaxValue;
        PlaceId = channel.Id;
        Settings = new Dictionary<string, string>(App()) { ["ApiBaseUrl"] = server.BaseUrl, ["AnalyticsApiBaseUrl"] = server.BaseUrl };
    }

    public override string PlaceId { get; }

    public override IReadOnlyDictionary<string, string> Settings { get; }

    protected override GoogleFault TooMany { get; } = GoogleFault.Reason(429, "rateLimitExceeded", "Too many requests.");
}

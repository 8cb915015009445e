using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.State;
using SmmKpiBot.Sandbox.Networks.Ga4;
using SmmKpiBot.Sandbox.Networks.Google;
using SmmKpiBot.Sandbox.Networks.Graph;
using SmmKpiBot.Sandbox.Networks.Model;
using SmmKpiBot.Sandbox.Networks.YouTube;

namespace SmmKpiBot.Sandbox.Networks.Live;

/// <summary>The networks that the garden centre's accounts are collected from. Nothing of them lies outside this machine.</summary>
internal sealed class StandIns : IAsyncDisposable
{
    private const int DaysOfHistory = 200;

    private readonly List<StandIn> _all = [];

    public static StandIns None { get; } = new();

    public IReadOnlyList<StandIn> All => _all;

    /// <summary>Calls of all that came in so far.</summary>
    public int Calls => _all.Sum(standIn => standIn.Calls);

    /// <summary>Settings of the bot that lead it here and nowhere else.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings =>
        _all.SelectMany(standIn => standIn.Settings.Select(setting => KeyValuePair.Create($"Networks:{standIn.Section}:{setting.Key}", (string?)setting.Value)));

    /// <param name="today">The day the brand's history ends on; a kept database goes on with the same one.</param>
    public static async Task<StandIns> StartAsync(TimeProvider clock, DateOnly today, BotApiServer telegram, TelegramChat channel, CancellationToken cancellationToken)
    {
        var (standIns, firstDay) = (new StandIns(), today.AddDays(-DaysOfHistory));
        try
        {
            // Other people follow it on each network, and other things happen there.
            BrandModel On(string network, long followers, double size) => new($"garden centre on {network}", firstDay) { PeopleADay = 1, FollowersAtStart = followers, Size = size, Talk = GardenTalk.Talk };
            Task<GraphServer> MetaAsync(BrandModel brand) => GraphServer.StartAsync(clock, brand, cancellationToken);
            standIns._all.Add(new GraphStandIn("facebook", "Facebook", "hai.garden", GraphBrand.PageId, "pages", await MetaAsync(On("Facebook", 3_150, 0.7))));
            standIns._all.Add(new GraphStandIn("instagram", "Instagram", "hai.garden", GraphBrand.InstagramId, "instagram", await MetaAsync(On("Instagram", 5_420, 1.5))));
            standIns._all.Add(new GraphStandIn("meta-ads", "MetaAds", "hai-ads", GraphBrand.AdAccountId, "ads_insights", await MetaAsync(On("Meta Ads", 0, 1))));
            standIns._all.Add(new AnalyticsStandIn(
                "hai.example", await GoogleServer.StartAsync(clock, cancellationToken), new Ga4Property("412345678", "hai.example", new SiteModel("garden centre's shop", firstDay))));
            standIns._all.Add(new YouTubeStandIn(
                "hai.garden", await GoogleServer.StartAsync(clock, cancellationToken), new YouTubeChannel("UC0123456789abcdefgarden", "Садовий центр «Гай»", "@hai.garden", On("YouTube", 1_260, 0.4))));
            standIns._all.Add(new TelegramStandIn("hai_garden", telegram, channel));
            return standIns;
        }
        catch
        {
            await standIns.DisposeAsync();
            throw;
        }
    }

    /// <summary>Null for a network that has none.</summary>
    public StandIn? Find(string network) => _all.Find(standIn => standIn.Network == network);

    public async ValueTask DisposeAsync()
    {
        foreach (var standIn in _all)
            await standIn.DisposeAsync();
    }
}

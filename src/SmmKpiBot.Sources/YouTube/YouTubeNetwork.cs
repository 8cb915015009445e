using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Http.OAuth;
using SmmKpiBot.Sources.Settings;

namespace SmmKpiBot.Sources.YouTube;

/// <summary>A channel: its subscribers, videos and comments, and with its owner's consent its figures by day.</summary>
internal sealed class YouTubeNetwork : INetwork
{
    public const string NetworkKey = "youtube";

    public string Key => NetworkKey;

    public string Section => "YouTube";

    public void Register(IServiceCollection services)
    {
        services.AddNetworkOptions<YouTubeOptions>(YouTubeOptions.Section);
        services.TryAddSingleton<AccessTokens>();
        services.TryAddSingleton<OAuthClient>();
        services.AddSingleton<YouTubeAccess>();
        services.AddSingleton<YouTubeUnits>();
        services.AddSingleton<YouTubeClient>();
        services.AddSingleton<ChannelReading>();
        services.AddSingleton<VideoShares>();
        services.AddSingleton<VideosReading>();
        services.AddSingleton<InsightsReading>();
        services.AddSingleton<ViewersReading>();
        services.AddSingleton<ReadReplies>();
        services.AddSingleton<CommentsReading>();
        services.AddSingleton<ISource, YouTubeSource>();
        services.AddSourceHttp(NetworkKey, provider => provider.GetRequiredService<IOptions<YouTubeOptions>>().Value.Servers);
    }
}

using Microsoft.Extensions.DependencyInjection;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.MetaAds;

/// <summary>Ad accounts of Meta.</summary>
internal sealed class MetaAdsNetwork : INetwork
{
    public const string NetworkKey = "meta-ads";

    public string Key => NetworkKey;

    public string Section => "MetaAds";

    public void Register(IServiceCollection services) => services.AddSingleton<FollowerAction>().AddGraphNetwork<MetaAdsOptions, MetaAdsSource>(this);
}

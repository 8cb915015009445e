using Microsoft.Extensions.DependencyInjection;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.Instagram;

/// <summary>Professional accounts of Instagram that are linked to a page of Facebook.</summary>
internal sealed class InstagramNetwork : INetwork
{
    public const string NetworkKey = "instagram";

    public string Key => NetworkKey;

    public string Section => "Instagram";

    public void Register(IServiceCollection services) => services.AddGraphNetwork<InstagramOptions, InstagramSource>(this);
}

using Microsoft.Extensions.DependencyInjection;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.Facebook;

/// <summary>Pages of Facebook.</summary>
internal sealed class FacebookNetwork : INetwork
{
    public const string NetworkKey = "facebook";

    public string Key => NetworkKey;

    public string Section => "Facebook";

    public void Register(IServiceCollection services) => services.AddGraphNetwork<FacebookOptions, FacebookSource>(this);
}

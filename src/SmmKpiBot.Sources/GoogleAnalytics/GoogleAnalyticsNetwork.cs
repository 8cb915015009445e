using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Http.OAuth;
using SmmKpiBot.Sources.Settings;

namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>Visits of sites, as Google Analytics 4 counts them.</summary>
internal sealed class GoogleAnalyticsNetwork : INetwork
{
    public const string NetworkKey = "google-analytics";

    /// <summary>Ten failures of the server in an hour lock a property, so few tries are made; see <see cref="GoogleAnalyticsQuota.ErrorShare"/>.</summary>
    public const int Retries = 1;

    public string Key => NetworkKey;

    public string Section => "GoogleAnalytics";

    public void Register(IServiceCollection services)
    {
        services.AddNetworkOptions<GoogleAnalyticsOptions>(GoogleAnalyticsOptions.Section);
        services.TryAddSingleton<AccessTokens>();
        services.TryAddSingleton<OAuthClient>();
        services.AddSingleton<GoogleAnalyticsAccess>();
        services.AddSingleton<GoogleAnalyticsClient>();
        services.AddSingleton<ReportReading>();
        services.AddSingleton<TrafficReading>();
        services.AddSingleton<VisitorsReading>();
        services.AddSingleton<ContentReading>();
        services.AddSingleton<ISource, GoogleAnalyticsSource>();
        services.AddSourceHttp(NetworkKey, provider => provider.GetRequiredService<IOptions<GoogleAnalyticsOptions>>().Value.Servers, retries: Retries);
    }
}

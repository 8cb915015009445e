using System.ComponentModel.DataAnnotations;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.YouTube;

/// <summary>The settings section <c>Networks:YouTube</c>. Without <see cref="ApiBaseUrl"/> the network is off.</summary>
internal sealed class YouTubeOptions : IValidatableObject
{
    public const string Section = "Networks:YouTube";

    /// <summary>Scheme and host of the Data API.</summary>
    public string ApiBaseUrl { get; set; } = "";

    /// <summary>Scheme and host of the Analytics API.</summary>
    public string AnalyticsApiBaseUrl { get; set; } = "https://youtubeanalytics.googleapis.com";

    public string TokenUrl { get; set; } = "https://oauth2.googleapis.com/token";

    public string AuthorizeUrl { get; set; } = "https://accounts.google.com/o/oauth2/v2/auth";

    /// <summary>Reads comments of all channels that were connected by consent: with consent alone Google would want a right to write for that.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>The app that asks owners of channels for consent.</summary>
    public string ClientId { get; set; } = "";

    public string ClientSecret { get; set; } = "";

    /// <summary>Units a day of the Google Cloud project, as its console shows them.</summary>
    [Range(100, 100_000_000, ErrorMessage = Section + ":DailyUnits must be from 100 to 100000000.")]
    public int DailyUnits { get; set; } = 10_000;

    public bool IsOn => ApiBaseUrl.Length > 0;

    public SourceHosts Servers => new(ApiBaseUrl, AnalyticsApiBaseUrl, TokenUrl);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsOn && !ServerAddress.IsBase(ApiBaseUrl))
            yield return new($"{Section}:ApiBaseUrl must be https and a host, such as https://www.googleapis.com (http only for a stand-in on this machine); '{ApiBaseUrl}' is none.");
        if (!ServerAddress.IsBase(AnalyticsApiBaseUrl))
            yield return new($"{Section}:AnalyticsApiBaseUrl must be https and a host, such as https://youtubeanalytics.googleapis.com; '{AnalyticsApiBaseUrl}' is none.");
        if (!ServerAddress.IsEndpoint(TokenUrl))
            yield return new($"{Section}:TokenUrl must be an https address, such as https://oauth2.googleapis.com/token; '{TokenUrl}' is none.");
        if (!ServerAddress.IsEndpoint(AuthorizeUrl))
            yield return new($"{Section}:AuthorizeUrl must be an https address, such as https://accounts.google.com/o/oauth2/v2/auth; '{AuthorizeUrl}' is none.");
        if (ClientId.Length > 0 != ClientSecret.Length > 0)
            yield return new($"{Section}:ClientId and {Section}:ClientSecret belong together: set both or none.");
    }
}

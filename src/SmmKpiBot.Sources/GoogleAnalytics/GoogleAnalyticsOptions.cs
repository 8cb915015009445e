using System.ComponentModel.DataAnnotations;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>The settings section <c>Networks:GoogleAnalytics</c>. Without <see cref="ApiBaseUrl"/> the network is off.</summary>
internal sealed class GoogleAnalyticsOptions : IValidatableObject
{
    public const string Section = "Networks:GoogleAnalytics";

    /// <summary>Scheme and host of the Data API.</summary>
    public string ApiBaseUrl { get; set; } = "";

    /// <summary>Scheme and host of the Admin API, which knows the names of properties.</summary>
    public string AdminApiBaseUrl { get; set; } = "https://analyticsadmin.googleapis.com";

    public string TokenUrl { get; set; } = "https://oauth2.googleapis.com/token";

    public string AuthorizeUrl { get; set; } = "https://accounts.google.com/o/oauth2/v2/auth";

    /// <summary>The app that asks people for consent; empty where only service accounts are used.</summary>
    public string ClientId { get; set; } = "";

    public string ClientSecret { get; set; } = "";

    public bool IsOn => ApiBaseUrl.Length > 0;

    public SourceHosts Servers => new(ApiBaseUrl, AdminApiBaseUrl, TokenUrl);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsOn && !ServerAddress.IsBase(ApiBaseUrl))
            yield return new($"{Section}:ApiBaseUrl must be https and a host, such as https://analyticsdata.googleapis.com (http only for a stand-in on this machine); '{ApiBaseUrl}' is none.");
        if (!ServerAddress.IsBase(AdminApiBaseUrl))
            yield return new($"{Section}:AdminApiBaseUrl must be https and a host, such as https://analyticsadmin.googleapis.com; '{AdminApiBaseUrl}' is none.");
        if (!ServerAddress.IsEndpoint(TokenUrl))
            yield return new($"{Section}:TokenUrl must be an https address, such as https://oauth2.googleapis.com/token; '{TokenUrl}' is none.");
        if (!ServerAddress.IsEndpoint(AuthorizeUrl))
            yield return new($"{Section}:AuthorizeUrl must be an https address, such as https://accounts.google.com/o/oauth2/v2/auth; '{AuthorizeUrl}' is none.");
        if (ClientId.Length > 0 != ClientSecret.Length > 0)
            yield return new($"{Section}:ClientId and {Section}:ClientSecret belong together: set both or none.");
    }
}

using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>What every network behind Meta's Graph API is set up with. Without <see cref="ApiBaseUrl"/> the network is off.</summary>
public abstract partial class GraphOptions : IValidatableObject
{
    private const int SecretLength = 32;

    /// <summary>Address with the version, because a call without one is served by whatever the app was made with.</summary>
    public string ApiBaseUrl { get; set; } = "";

    /// <summary>Where a browser is sent to for consent.</summary>
    public string ConsentUrl { get; set; } = "https://www.facebook.com/v26.0/dialog/oauth";

    /// <summary>Meta's id of the agency's app; needed for consent in the browser, and to learn when a token ends and what it may do.</summary>
    public string AppId { get; set; } = "";

    /// <summary>Proves each call, and signs webhooks. Never in a file that others read.</summary>
    public string AppSecret { get; set; } = "";

    public bool IsOn => ApiBaseUrl.Length > 0;

    public bool HasApp => AppId.Length > 0 && AppSecret.Length > 0;

    /// <summary>The servers that may be called.</summary>
    public SourceHosts Servers => new([ApiBaseUrl]);

    protected abstract string SectionName { get; }

    public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsOn && !IsAddress(ApiBaseUrl))
            yield return new($"{SectionName}:ApiBaseUrl must be the address of the Graph API with its version, e.g. https://graph.facebook.com/v26.0 (http only for a stand-in on this machine); '{ApiBaseUrl}' is none.");
        if (!Uri.TryCreate(ConsentUrl, UriKind.Absolute, out var consent) || (consent.Scheme != Uri.UriSchemeHttps && !consent.IsLoopback))
            yield return new($"{SectionName}:ConsentUrl must be an https address, e.g. https://www.facebook.com/v26.0/dialog/oauth; '{ConsentUrl}' is none.");
        if (AppId.Length > 0 && !AppId.All(char.IsAsciiDigit))
            yield return new($"{SectionName}:AppId must be the app's id, digits only (App settings, Basic); '{AppId}' is none.");
        if (AppSecret.Length > 0 && (AppSecret.Length != SecretLength || !AppSecret.All(char.IsAsciiHexDigit)))
            yield return new($"{SectionName}:AppSecret must be the app's secret, {SecretLength} hexadecimal digits (App settings, Basic).");
        if (AppId.Length > 0 != AppSecret.Length > 0)
            yield return new($"{SectionName}:AppId and {SectionName}:AppSecret belong together: give both or none.");
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && VersionPath().IsMatch(url.AbsolutePath) && url.Query.Length == 0 && url.Fragment.Length == 0 && new SourceHosts([text]).Allows(url);

    [GeneratedRegex(@"^/v\d{2,3}\.\d/?$")]
    private static partial Regex VersionPath();
}

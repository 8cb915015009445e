using System.ComponentModel.DataAnnotations;

namespace SmmKpiBot.Sources.Chatwoot;

/// <summary>The settings section <c>Networks:Chatwoot</c>. Without <see cref="ApiBaseUrl"/> the network is off.</summary>
public sealed class ChatwootOptions : IValidatableObject
{
    public const string Section = "Networks:Chatwoot";

    private static readonly string[] UsualLabels = ["conflict"];

    /// <summary>Scheme and host of the Chatwoot server; accounts on other servers name theirs when they are connected.</summary>
    public string ApiBaseUrl { get; set; } = "";

    /// <summary>Hosts of other servers that accounts may be connected to.</summary>
    public IReadOnlyList<string> Hosts { get; set; } = [];

    /// <summary>How often each inbox is read, for what no delivery brought.</summary>
    public TimeSpan ReadEvery { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Labels that mark a conversation as a conflict; empty is <c>conflict</c>.</summary>
    public IReadOnlyList<string> ConflictLabels { get; set; } = [];

    public bool IsOn => ApiBaseUrl.Length > 0;

    public IReadOnlyList<string> Labels => ConflictLabels.Count == 0 ? UsualLabels : ConflictLabels;

    /// <summary>A stand-in on this machine: then, and only then, addresses of this machine may be called.</summary>
    public bool IsLoopback => Uri.TryCreate(ApiBaseUrl, UriKind.Absolute, out var url) && url.IsLoopback;

    /// <summary>The address to call for what somebody typed; null when it is not allowed.</summary>
    public Uri? Allowed(string typed)
    {
        if (!Uri.TryCreate(typed, UriKind.Absolute, out var url) || url.UserInfo.Length > 0 || url.AbsolutePath != "/" || url.Query.Length > 0 || url.Fragment.Length > 0)
            return null;
        var own = new Uri(ApiBaseUrl);
        var isKnown = url.Host == own.Host || Hosts.Contains(url.Host, StringComparer.OrdinalIgnoreCase);
        return isKnown && (url.Scheme == Uri.UriSchemeHttps || (IsLoopback && url.IsLoopback && url.Scheme == Uri.UriSchemeHttp)) ? url : null;
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsOn && (!Uri.TryCreate(ApiBaseUrl, UriKind.Absolute, out var url) || Allowed(url.ToString()) is null))
            yield return new($"{Section}:ApiBaseUrl must be scheme and host of a Chatwoot server, e.g. https://app.chatwoot.com (http only for a stand-in on this machine); '{ApiBaseUrl}' is none.");
        if (ReadEvery < TimeSpan.FromMinutes(1) || ReadEvery > TimeSpan.FromHours(6))
            yield return new($"{Section}:ReadEvery must be from 00:01:00 to 06:00:00.");
    }
}

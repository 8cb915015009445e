using System.ComponentModel.DataAnnotations;
using SmmKpiBot.Sources.Http;

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

    /// <summary>The servers that may be called.</summary>
    public SourceHosts Servers => new([ApiBaseUrl, .. Hosts]);

    /// <summary>The address to call for what somebody typed; null when it is not allowed.</summary>
    public Uri? Allowed(string typed) =>
        Uri.TryCreate(typed, UriKind.Absolute, out var url) && url.AbsolutePath == "/" && url.Query.Length == 0 && url.Fragment.Length == 0 && Servers.Allows(url) ? url : null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsOn && (!Uri.TryCreate(ApiBaseUrl, UriKind.Absolute, out var url) || Allowed(url.ToString()) is null))
            yield return new($"{Section}:ApiBaseUrl must be scheme and host of a Chatwoot server, e.g. https://app.chatwoot.com (http only for a stand-in on this machine); '{ApiBaseUrl}' is none.");
        foreach (var host in Hosts.Where(host => Uri.CheckHostName(host) != UriHostNameType.Dns))
            yield return new($"{Section}:Hosts must be names of hosts, e.g. chat.example.com; '{host}' is none.");
        if (ReadEvery < TimeSpan.FromMinutes(1) || ReadEvery > TimeSpan.FromHours(6))
            yield return new($"{Section}:ReadEvery must be from 00:01:00 to 06:00:00.");
    }
}

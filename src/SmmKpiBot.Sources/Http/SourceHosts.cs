using System.Net;

namespace SmmKpiBot.Sources.Http;

/// <summary>
/// The servers that a source may call: those that the settings name, over https. Where a setting names a server of this machine, it is a stand-in: that one,
/// and nothing else here, may be called over http and on a loopback address.
/// </summary>
public sealed class SourceHosts
{
    private readonly HashSet<string> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _standIns = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="servers">Addresses as the settings have them, or bare names of hosts. What is neither allows nothing.</param>
    public SourceHosts(params IEnumerable<string> servers)
    {
        foreach (var server in servers)
        {
            if (!Uri.TryCreate(server.Contains("://", StringComparison.Ordinal) ? server : "https://" + server, UriKind.Absolute, out var url))
                continue;
            if (url.IsLoopback)
                _standIns.Add(Place(url.IdnHost, url.Port));
            else
                _hosts.Add(url.IdnHost);
        }
    }

    public bool Allows(Uri url) =>
        url.IsAbsoluteUri && url.UserInfo.Length == 0
        && ((url.Scheme == Uri.UriSchemeHttps && _hosts.Contains(url.IdnHost))
            || ((url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) && _standIns.Contains(Place(url.IdnHost, url.Port))));

    /// <summary>Whether a connection may end on this machine.</summary>
    internal bool IsStandIn(DnsEndPoint target) => _standIns.Contains(Place(target.Host, target.Port));

    private static string Place(string host, int port) => $"{host}|{port}";
}

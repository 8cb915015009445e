using System.Net;
using System.Net.Sockets;

namespace SmmKpiBot.Sources.Http;

/// <summary>
/// HTTP to an address somebody typed. The check is made on the very address that is connected to, so a name that changes its mind between check and
/// connection gains nothing; redirects are not followed, and no proxy of the environment is asked.
/// </summary>
public static class GuardedHandler
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <param name="allowsLoopback">Asked at each connection: true where the settings themselves name a stand-in on this machine.</param>
    public static SocketsHttpHandler Create(Func<bool> allowsLoopback) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        AutomaticDecompression = DecompressionMethods.GZip,
        PooledConnectionLifetime = TimeSpan.FromMinutes(3),
        ConnectTimeout = ConnectTimeout,
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, allowsLoopback(), cancellationToken),
    };

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint target, bool allowsLoopback, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        var allowed = addresses.Where(address => PublicAddress.IsPublic(address) || (allowsLoopback && IPAddress.IsLoopback(address))).ToArray();
        if (allowed.Length == 0)
            throw new SourceException(SourceProblem.NotAllowed, "The server's address is not one of the open Internet.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

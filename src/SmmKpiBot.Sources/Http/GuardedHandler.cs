using System.Net;
using System.Net.Sockets;

namespace SmmKpiBot.Sources.Http;

/// <summary>
/// HTTP that ends on the open Internet. The check is made on the very address that is connected to, so a name that changes its mind between check and
/// connection gains nothing; redirects are not followed here, and no proxy of the environment is asked.
/// </summary>
internal sealed class GuardedHandler(SourceHosts hosts, TimeProvider timeProvider)
{
    /// <summary>Of one address of a name; the next one is tried then.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Says where a name leads now.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    public Func<IPAddress, bool> IsPublic { get; init; } = PublicAddress.IsPublic;

    public SocketsHttpHandler Create() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,

        // Without a propagator there is no trace of the request, and so none of its URL.
        ActivityHeadersPropagator = null,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(3),
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, cancellationToken),
    };

    private async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await Resolve(target.Host, cancellationToken);
        var isStandIn = hosts.IsStandIn(target);
        var allowed = addresses.Where(address => IsPublic(address) || (isStandIn && IPAddress.IsLoopback(address))).ToArray();
        if (addresses.Length > 0 && allowed.Length == 0)
            throw new SourceException(SourceProblem.NotAllowed, new SourceWords("Адреса сервера не з відкритого інтернету.", "The server's address is not one of the open Internet."));
        var last = new SocketException((int)SocketError.HostNotFound);
        foreach (var address in allowed)
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(address, target.Port), cancellationToken);
            }
            catch (SocketException exception)
            {
                last = exception;
            }
        }

        throw last;
    }

    private async Task<Stream> ConnectAsync(IPEndPoint target, CancellationToken cancellationToken)
    {
        var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var timeout = new CancellationTokenSource(ConnectTimeout, timeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await socket.ConnectAsync(target, linked.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new SocketException((int)SocketError.TimedOut);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

using System.Net.Sockets;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>HTTP towards Telegram. The token is part of every URL, so nothing here may log, trace or carry one.</summary>
internal static class TelegramHttp
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    public static IHttpClientBuilder AddTelegramHttp(this IServiceCollection services, string name, Func<IServiceProvider, TimeSpan> timeout) => services
        .AddHttpClient(name)
        .RemoveAllLoggers()
        .ConfigureHttpClient((provider, client) => client.Timeout = timeout(provider))
        .ConfigurePrimaryHttpMessageHandler(provider => NewHandler(provider.GetRequiredService<TimeProvider>()))
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan);

    private static SocketsHttpHandler NewHandler(TimeProvider timeProvider) => new()
    {
        // Without a propagator there is no trace of the request, and so none of its URL.
        ActivityHeadersPropagator = null,
        PooledConnectionLifetime = TimeSpan.FromMinutes(3),
        ConnectCallback = async (context, cancellationToken) => await ConnectAsync(context, timeProvider, cancellationToken),
    };

    /// <summary>A connection that takes too long fails as a connection error, which is known to be before the wire; the handler's own timeout would look like an answer that never came.</summary>
    private static async Task<Stream> ConnectAsync(SocketsHttpConnectionContext context, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var timeout = new CancellationTokenSource(ConnectTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, either.Token);
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

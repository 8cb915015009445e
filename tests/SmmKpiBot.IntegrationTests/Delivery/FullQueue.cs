using System.Net;
using System.Net.Sockets;

namespace SmmKpiBot.IntegrationTests.Delivery;

/// <summary>A port at which connections neither come about nor are refused: nobody takes those that wait, and no more may wait.</summary>
internal sealed class FullQueue : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _waiting = [];

    public FullQueue()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(0);
        // How many fit in depends on the system; the first that does not stays half open.
        for (var isFull = false; !isFull;)
        {
            var one = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _waiting.Add(one);
            isFull = !one.ConnectAsync(_listener.LocalEndPoint!).Wait(TimeSpan.FromMilliseconds(200));
        }
    }

    public string Address => $"http://{_listener.LocalEndPoint}";

    public ValueTask DisposeAsync()
    {
        foreach (var one in _waiting)
            one.Dispose();
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }
}

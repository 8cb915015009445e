using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SmmKpiBot.IntegrationTests.Http;

/// <summary>A server that answers word for word what a test wants, one answer for each connection; the last one again and again.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Answer[] _answers;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Task _serving;

    private RawServer(TcpListener listener, Answer[] answers)
    {
        _listener = listener;
        _answers = answers;
        _serving = ServeAsync();
    }

    /// <summary>Something was said, and nothing more will be.</summary>
    public event Action? Silent;

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Url => new($"http://{_listener.LocalEndpoint}/");

    /// <summary>The heads of all requests so far.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public static RawServer Start(params Answer[] answers) => StartAt(IPAddress.Loopback, 0, answers);

    public static RawServer StartAt(IPAddress address, int port, params Answer[] answers)
    {
        var listener = new TcpListener(address, port);
        listener.Start();
        return new RawServer(listener, answers);
    }

    public static Answer Ok(string body, string headers = "") => new($"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}");

    public static Answer Status(int status, string headers = "") => new($"HTTP/1.1 {status} Words\r\nConnection: close\r\nContent-Length: 0\r\n{headers}\r\n");

    public static Answer Redirect(string target) => Status(302, $"Location: {target}\r\n");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            var stream = connection.GetStream();
            var head = await ReadHeadAsync(stream);
            Answer answer;
            lock (_answers)
            {
                answer = _answers[Math.Min(_requests.Count, _answers.Length - 1)];
                _requests.Enqueue(head);
            }

            await stream.WriteAsync(answer.Bytes, _stop.Token);
            if (answer.EndlessPart is { } part)
            {
                while (true)
                    await stream.WriteAsync(part, _stop.Token);
            }

            if (answer.StaysOpen)
            {
                Silent?.Invoke();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client has hung up, or the test is over.
        }
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer, _stop.Token) is > 0 and var read)
            head.Append(Encoding.ASCII.GetString(buffer, 0, read));
        return head.ToString();
    }

    /// <param name="Bytes">All that is said.</param>
    internal sealed record Answer(byte[] Bytes)
    {
        public Answer(string text)
            : this(Encoding.UTF8.GetBytes(text))
        {
        }

        /// <summary>The connection stays, and nothing more comes.</summary>
        public bool StaysOpen { get; init; }

        /// <summary>What follows for ever.</summary>
        public byte[]? EndlessPart { get; init; }
    }
}

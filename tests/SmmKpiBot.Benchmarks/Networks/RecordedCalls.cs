using System.Collections.Concurrent;

namespace SmmKpiBot.Benchmarks.Networks;

/// <summary>Remembers what is asked of the networks, so that a bare loop can ask the same.</summary>
internal sealed class RecordedCalls
{
    private ConcurrentQueue<RecordedCall> _calls = new();
    private int _failed;
    private long _ticks;

    /// <summary>Every call is sent so much later.</summary>
    public TimeSpan Distance { get; set; }

    public DelegatingHandler NewHandler() => new Recorder(this);

    /// <summary>What was asked since the last time, how much of it failed, and how long the answers took, all together.</summary>
    public (IReadOnlyList<RecordedCall> Calls, int Failed, TimeSpan Time) Take()
    {
        var calls = Interlocked.Exchange(ref _calls, new());
        return ([.. calls], Interlocked.Exchange(ref _failed, 0), new TimeSpan(Interlocked.Exchange(ref _ticks, 0)));
    }

    /// <summary>The same by a bare HttpClient, so many at once, each answer read to its end and nothing done with it.</summary>
    public async Task<TimeSpan> ReplayAsync(IReadOnlyList<RecordedCall> calls, int atOnce)
    {
        using var http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null });
        return await Rounds.TimeAsync(() => Parallel.ForEachAsync(calls, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (call, cancellationToken) =>
        {
            using var request = call.ToRequest();
            await TravelAsync(cancellationToken);
            using var answer = await http.SendAsync(request, cancellationToken);
            await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        }));
    }

    private Task TravelAsync(CancellationToken cancellationToken) => Distance > TimeSpan.Zero ? Task.Delay(Distance, TimeProvider.System, cancellationToken) : Task.CompletedTask;

    private sealed class Recorder(RecordedCalls calls) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? null : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            calls._calls.Enqueue(new(request.Method, request.RequestUri!, [.. request.Headers.Select(header => (header.Key, string.Join(',', header.Value)))], body, request.Content?.Headers.ContentType?.ToString()));
            var began = TimeProvider.System.GetTimestamp();
            try
            {
                await calls.TravelAsync(cancellationToken);
                var answer = await base.SendAsync(request, cancellationToken);
                if (!answer.IsSuccessStatusCode)
                    Interlocked.Increment(ref calls._failed);
                return answer;
            }
            catch
            {
                Interlocked.Increment(ref calls._failed);
                throw;
            }
            finally
            {
                Interlocked.Add(ref calls._ticks, TimeProvider.System.GetElapsedTime(began).Ticks);
            }
        }
    }
}

/// <summary>One call to a network.</summary>
internal sealed record RecordedCall(HttpMethod Method, Uri Address, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body, string? ContentType)
{
    public HttpRequestMessage ToRequest()
    {
        var request = new HttpRequestMessage(Method, Address);
        foreach (var (name, value) in Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }

        return request;
    }
}

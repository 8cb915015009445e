using System.Collections.Concurrent;
using System.Threading.Channels;
using SmmKpiBot.Sandbox.BotApi.State;
using SmmKpiBot.Sandbox.Clock;

namespace SmmKpiBot.Sandbox.Chat;

/// <summary>Tells every open page that something changed; what, the page asks itself.</summary>
internal sealed class PageEvents : IDisposable
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(40);

    private readonly World _world;
    private readonly ClockMover _clock;
    private readonly ConcurrentDictionary<Channel<bool>, bool> _pages = new();

    public PageEvents(World world, ClockMover clock)
    {
        _world = world;
        _clock = clock;
        world.Changed += OnChanged;
        clock.Moved += Tell;
    }

    public void Tell()
    {
        foreach (var page in _pages.Keys)
        {
            page.Writer.TryWrite(true);
        }
    }

    /// <summary>Server-sent events until the page goes away.</summary>
    public async Task StreamAsync(HttpContext context, CancellationToken stopping)
    {
        var page = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        _pages[page] = true;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("retry: 1000\n\n", end.Token);
            await context.Response.Body.FlushAsync(end.Token);
            while (await page.Reader.WaitToReadAsync(end.Token))
            {
                page.Reader.TryRead(out _);
                await context.Response.WriteAsync("data: {}\n\n", end.Token);
                await context.Response.Body.FlushAsync(end.Token);
                await Task.Delay(Gather, TimeProvider.System, end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed, or the sandbox stops.
        }
        finally
        {
            _pages.TryRemove(page, out _);
        }
    }

    public void Dispose()
    {
        _world.Changed -= OnChanged;
        _clock.Moved -= Tell;
    }

    private void OnChanged(WorldChange change) => Tell();
}

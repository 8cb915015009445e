using System.Collections.Concurrent;

namespace SmmKpiBot.Bot.Web.Messages;

/// <summary>At most so many requests of one token in a minute; a busy inbox needs a small part of it, a program gone wild would keep others waiting.</summary>
internal sealed class TokenPace(TimeProvider timeProvider)
{
    public const int PerMinute = 20_000;

    private static readonly TimeSpan Span = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ConcurrentDictionary<long, Window> _windows = new();

    /// <summary>Null when the request may go on; else how long to wait.</summary>
    public TimeSpan? Ask(long tokenId)
    {
        var now = _timeProvider.GetUtcNow();
        var window = _windows.AddOrUpdate(
            tokenId,
            _ => new Window(now, 1),
            (_, known) => now - known.Since is var age && age < Span && age >= TimeSpan.Zero ? known with { Count = known.Count + 1 } : new Window(now, 1));
        return window.Count <= PerMinute ? null : window.Since + Span - now;
    }

    private sealed record Window(DateTimeOffset Since, int Count);
}

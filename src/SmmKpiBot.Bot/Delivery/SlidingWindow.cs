using System.Globalization;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>At most so many sends in any span of a length. 0 is no limit.</summary>
internal readonly record struct RateLimit(int Most, TimeSpan Span)
{
    public long Micros => (long)Span.TotalMicroseconds;
}

/// <summary>The instants of the last sends, held against one or more limits. It is stored as these instants.</summary>
internal sealed class SlidingWindow
{
    private readonly RateLimit[] _limits;
    private readonly List<long> _sends;

    private SlidingWindow(RateLimit[] limits, List<long> sends)
    {
        _limits = limits;
        _sends = sends;
    }

    /// <param name="now">Instants after it come from a clock that was set back; they count as now.</param>
    public static SlidingWindow Read(string stored, IEnumerable<RateLimit> limits, long now) => new(
        [.. limits.Where(limit => limit.Most > 0)],
        [.. stored.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => Math.Min(long.Parse(part, CultureInfo.InvariantCulture), now)).Order()]);

    /// <summary>How many may go out now; as many as one likes when there is no limit.</summary>
    public int Free(long now) => _limits.Length == 0 ? int.MaxValue : _limits.Min(limit => limit.Most - _sends.Count(send => send + limit.Micros > now));

    /// <summary>When the next one may go out.</summary>
    public long NextAt(long now) => _limits.Aggregate(now, (next, limit) => Math.Max(next, _sends.Count < limit.Most ? now : _sends[^limit.Most] + limit.Micros));

    public void Add(long now)
    {
        _sends.RemoveAll(send => _limits.All(limit => send + limit.Micros <= now));
        _sends.Add(now);
    }

    /// <summary>A send that was added when it began has ended: the server may have counted it as late as that.</summary>
    public void MoveLast(long now)
    {
        if (_sends.Count > 0)
            _sends[^1] = Math.Max(_sends[^1], now);
    }

    public string Stored() => string.Join(',', _sends);
}

using System.Globalization;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>At most so many sends in any span of the window. It is stored as the instants of the last sends.</summary>
internal sealed class SlidingWindow
{
    private readonly int _limit;
    private readonly long _length;
    private readonly List<long> _sends;

    private SlidingWindow(int limit, TimeSpan length, List<long> sends)
    {
        _limit = limit;
        _length = (long)length.TotalMicroseconds;
        _sends = sends;
    }

    /// <param name="now">Instants after it come from a clock that was set back; they count as now.</param>
    public static SlidingWindow Read(string stored, int limit, TimeSpan length, long now) => new(
        limit,
        length,
        [.. stored.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => Math.Min(long.Parse(part, CultureInfo.InvariantCulture), now))]);

    /// <summary>How many may go out now; as many as one likes when there is no limit.</summary>
    public int Free(long now) => _limit == 0 ? int.MaxValue : _limit - _sends.Count(send => send + _length > now);

    /// <summary>When the next one may go out.</summary>
    public long NextAt(long now) => Free(now) > 0 ? now : _sends.Order().ElementAt(_sends.Count - _limit) + _length;

    public void Add(long now)
    {
        _sends.RemoveAll(send => send + _length <= now);
        _sends.Add(now);
    }

    /// <summary>A send that was added when it began has ended: the server may have counted it as late as that.</summary>
    public void MoveLast(long now)
    {
        if (_sends.Count > 0)
            _sends[^1] = Math.Max(_sends[^1], now);
    }

    public string Stored() => _limit == 0 ? "" : string.Join(',', _sends);
}

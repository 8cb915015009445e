using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace SmmKpiBot.Data.Periods;

/// <summary>
/// The offsets of a zone, remembered. To ask a <see cref="TimeZoneInfo"/> takes longer than all else that is done with a message or a wait, and they are asked
/// for by the ten thousand, mostly of the same weeks.
/// </summary>
public sealed class ZoneOffsets
{
    private const long Stretch = 12 * TimeSpan.TicksPerHour;

    /// <summary>Only these years are remembered, so that the memory has an end whatever instants are asked for.</summary>
    private static readonly long First = new DateTime(2000, 1, 1).Ticks / Stretch;
    private static readonly long Last = new DateTime(2100, 1, 1).Ticks / Stretch;
    private static readonly ConditionalWeakTable<TimeZoneInfo, ZoneOffsets> Zones = [];

    private readonly TimeZoneInfo _zone;

    /// <summary>By half a day of UTC; null where the offset changes within it.</summary>
    private readonly ConcurrentDictionary<long, TimeSpan?> _known = new();

    private ZoneOffsets(TimeZoneInfo zone) => _zone = zone;

    public static ZoneOffsets Of(TimeZoneInfo zone) => Zones.GetValue(zone, one => new(one));

    /// <inheritdoc cref="TimeZoneInfo.GetUtcOffset(DateTimeOffset)"/>
    public TimeSpan At(DateTimeOffset at)
    {
        var stretch = at.UtcTicks / Stretch;
        if (stretch < First || stretch >= Last)
            return _zone.GetUtcOffset(at);
        if (!_known.TryGetValue(stretch, out var offset))
            _known[stretch] = offset = OfStretch(stretch);
        return offset ?? _zone.GetUtcOffset(at);
    }

    private TimeSpan? OfStretch(long stretch)
    {
        var offset = _zone.GetUtcOffset(new DateTimeOffset(stretch * Stretch, TimeSpan.Zero));
        return _zone.GetUtcOffset(new DateTimeOffset((stretch + 1) * Stretch, TimeSpan.Zero)) == offset ? offset : null;
    }
}

using System.Globalization;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>
/// How far down a list by time a reading got, newest first: the oldest instant, and which records of that very instant it has. Good for ever, unlike Meta's own
/// cursors: nothing above it is read again, and nothing of the same second is lost.
/// </summary>
internal sealed class TimeCursor
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    /// <param name="text">As <see cref="ToString"/> wrote it; null for a reading that begins.</param>
    public TimeCursor(string? text)
    {
        if (text?.Split('|') is not [var at, var ids])
            return;
        At = GraphTime.OfUnix(long.Parse(at, CultureInfo.InvariantCulture));
        _ids.UnionWith(ids.Split(',', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Null before anything was read.</summary>
    public DateTimeOffset? At { get; private set; }

    /// <summary>Whether the record was read, or stands above what was.</summary>
    public bool Has(string id, DateTimeOffset at) => at > At || (at == At && _ids.Contains(id));

    public void Take(string id, DateTimeOffset at)
    {
        if (At is null || at < At)
        {
            At = at;
            _ids.Clear();
        }

        if (at == At)
            _ids.Add(id);
    }

    /// <summary>Empty before anything was read: then it is begun again.</summary>
    public override string ToString() => At is { } at ? FormattableString.Invariant($"{at.ToUnixTimeSeconds()}|{string.Join(',', _ids)}") : "";
}

using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>One reading of Meta's: what is asked for, with which token, and how what was read becomes facts.</summary>
internal sealed class GraphReading(SourceReading reading, GraphClient client, GraphAccess access)
{
    private static readonly SourceWords Closed = new(
        "Цифри деяких дописів для токена закриті: йому бракує права на статистику або дописи тим часом видалено.",
        "Figures of some posts are not open to the token: it lacks the permission for insights, or the posts were deleted meanwhile.");

    private static readonly SourceWords Troubled = new(
        "Цифр деяких дописів Meta цього разу не дала через збій: у них лишаються попередні.",
        "Figures of some posts Meta could not give this time: they keep the ones before.");

    private int _refusedTold;

    public SourceReading Asked { get; } = reading;

    public GraphClient Client { get; } = client;

    public GraphAccess Access { get; } = access;

    public GraphInsights Insights { get; } = new(client, reading.Refused);

    public string Id => Asked.Place.ExternalId;

    public long AccountId => Asked.Account.Id;

    public DateTimeOffset Now => Asked.ObservedAt;

    /// <summary>The network's day that goes on.</summary>
    public DateOnly Today => LocalDay.Of(Now, Asked.Place.DayZone);

    /// <summary>The last day asked for that is over.</summary>
    public DateOnly LastClosed => Earlier(Asked.To, MetaDay.LastClosed(Now));

    /// <summary>Posts and messages fall into days of the client, figures into days of the network: both are read whole.</summary>
    public DateTimeOffset Since => Earlier(LocalDay.Start(Asked.From, Asked.Place.DayZone), LocalDay.Start(Asked.From, Asked.Client.TimeZone));

    /// <summary>The instant after the last one asked for.</summary>
    public DateTimeOffset Until
    {
        get
        {
            var after = Asked.To.AddDays(1);
            var (ofPlace, ofClient) = (LocalDay.Start(after, Asked.Place.DayZone), LocalDay.Start(after, Asked.Client.TimeZone));
            var end = ofPlace > ofClient ? ofPlace : ofClient;
            return end < Now ? end : Now.AddSeconds(1);
        }
    }

    /// <summary>For lists by time of creation, newest first: where an earlier reading got to, that second included, or the end of what is asked for.</summary>
    public DateTimeOffset UntilCursor => new TimeCursor(Asked.Cursor).At is { } reached && reached < Until ? reached.AddSeconds(1) : Until;

    /// <summary>All that is asked for lies ahead: there is nothing.</summary>
    public bool IsAhead => Since > Now;

    /// <summary>Whether what only today can tell is asked for.</summary>
    public bool WantsToday => !Asked.IsHistory && Asked.From <= Today && Asked.To >= Today;

    public MetricPoint Point(string metric, string dimension, DateOnly day, long? value, DateTimeOffset settlesAt) => new(AccountId, metric, dimension, day, value, Now, settlesAt);

    public ObservedSpan Told(string kind, DateOnly from, DateOnly to) => new(AccountId, kind, from, to, Now);

    /// <summary>
    /// Stretches of days of which a metric is told: those with a value and those that have settled without one. A day that only may be late is not told yet, else what it
    /// lacks would count as nothing; of history a day without a value is beyond Meta's memory.
    /// </summary>
    /// <param name="points">Of that metric, without a dimension, by day.</param>
    public IEnumerable<ObservedSpan> ToldDays(string metric, IEnumerable<MetricPoint> points)
    {
        var days = points.Where(point => point.Value is not null || !(point.Provisional || Asked.IsHistory)).Select(point => point.Day).ToList();
        for (var (start, at) = (0, 1); at <= days.Count; at++)
        {
            if (at < days.Count && days[at] == days[at - 1].AddDays(1))
                continue;
            yield return Told(FactKind.OfMetric(metric), days[start], days[at - 1]);
            start = at;
        }
    }

    /// <summary>A page without facts, with what was strange about its records.</summary>
    /// <exception cref="SourceException">Meta had trouble with every single figure that was asked for.</exception>
    public SourcePage Page(RecordReader records, string? cursor)
    {
        Insights.ThrowWhereAllWasTrouble();
        var refused = Insights.Refused.Skip(_refusedTold).ToList();
        _refusedTold += refused.Count;
        return new() { Cursor = cursor, Bad = records.Bad, UnknownFields = records.UnknownFields, Refused = refused, Remarks = [.. Insights.WereClosed ? [Closed] : Array.Empty<SourceWords>(), .. Insights.HadTrouble ? [Troubled] : Array.Empty<SourceWords>()] };
    }

    private static T Earlier<T>(T one, T other)
        where T : IComparable<T> => one.CompareTo(other) < 0 ? one : other;
}

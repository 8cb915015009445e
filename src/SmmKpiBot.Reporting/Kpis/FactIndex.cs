using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Posts;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>The facts of a set, arranged once by account and day.</summary>
internal sealed class FactIndex
{
    private static readonly ConditionalWeakTable<FactSet, FactIndex> Known = [];

    private readonly FactSet _set;
    private readonly Dictionary<(long, string), DayRows<MetricPoint>> _points;
    private readonly Dictionary<long, DayRows<Advert>> _ads;
    private readonly Dictionary<long, DayRows<Visit>> _visits;
    private readonly Dictionary<long, DayRows<Post>> _posts;
    private readonly Dictionary<long, DayRows<Post>> _earlierPosts;
    private readonly Dictionary<(long, string), CoveredDays> _covered;
    private readonly Dictionary<(long, string), DateTimeOffset> _observedAt = [];
    private readonly ConcurrentDictionary<long, AudienceSnapshots> _audiences = [];
    private readonly ConcurrentDictionary<(long, string), bool> _measured = [];
    private readonly Lazy<ConversationIndex> _conversations;

    private FactIndex(FactSet set)
    {
        _set = set;
        var facts = set.Facts;
        Accounts = [.. facts.Accounts.OrderBy(account => account.FullName, StringComparer.Ordinal)];
        _points = facts.Points.GroupBy(point => (point.AccountId, point.Metric)).ToDictionary(group => group.Key, group => new DayRows<MetricPoint>(group, point => point.Day));
        Conversion = new(set);
        _ads = ByAccount(facts.Ads.Select(row => Advert.Of(row, Conversion)), advert => advert.Row.AccountId, advert => advert.Row.Day);
        _visits = ByAccount(facts.Traffic.Select(row => Visit.Of(row, Conversion)), visit => visit.Row.AccountId, visit => visit.Row.Day);
        _posts = ByAccount(facts.Posts.Select(history => history.Latest), post => post.AccountId, PublishedOn);
        _earlierPosts = ByAccount(facts.Posts.Select(AsKnownOnePeriodAgo), post => post.AccountId, PublishedOn);
        _covered = facts.Spans.GroupBy(span => (span.AccountId, span.Kind))
            .ToDictionary(group => group.Key, group => new CoveredDays(group.Select(span => (span.FromDay.DayNumber, span.ToDay.DayNumber))));
        _conversations = new(() => new(set));
        NoteObservations();
    }

    /// <summary>The index of a set, built at most once: a digest asks for the report and some sixty series of the same facts.</summary>
    public static FactIndex Of(FactSet set) => Known.GetValue(set, facts => new(facts));

    public Client Client => _set.Client;

    public DateTimeOffset AsOf => _set.AsOf;

    /// <summary>By full name.</summary>
    public IReadOnlyList<Account> Accounts { get; }

    public CurrencyConversion Conversion { get; }

    public ConversationIndex Conversations => _conversations.Value;

    public DayRows<MetricPoint> Points(long accountId, string metric) => _points.GetValueOrDefault((accountId, metric), DayRows<MetricPoint>.Empty);

    public DayRows<Advert> Ads(long accountId) => _ads.GetValueOrDefault(accountId, DayRows<Advert>.Empty);

    public DayRows<Visit> Visits(long accountId) => _visits.GetValueOrDefault(accountId, DayRows<Visit>.Empty);

    /// <param name="accountId">The account.</param>
    /// <param name="onePeriodAgo">As they were known one period ago, where anything was known then.</param>
    public DayRows<Post> Posts(long accountId, bool onePeriodAgo) => (onePeriodAgo ? _earlierPosts : _posts).GetValueOrDefault(accountId, DayRows<Post>.Empty);

    /// <summary>Demographics of the account against the client's target.</summary>
    public AudienceSnapshots Audience(long accountId) =>
        _audiences.GetOrAdd(accountId, id => new(Points(id, MetricCatalogue.Audience).All, Client.Audience));

    public CoveredDays Covered(long accountId, string kind) => _covered.GetValueOrDefault((accountId, kind), CoveredDays.None);

    /// <summary>Whether the account has ever given facts of the kind, whatever the period.</summary>
    public bool Gives(long accountId, string kind) => _set.Facts.EverObserved.Contains((accountId, kind)) || _observedAt.ContainsKey((accountId, kind));

    /// <summary>The first day on which nothing is missed of the account any more, as a person had disconnected it; null while it is to tell.</summary>
    public DateOnly? EndsOn(long accountId) => _set.Facts.Disconnected.TryGetValue(accountId, out var at) ? LocalDay.Of(at, Client.TimeZone) : null;

    public DateTimeOffset? LastObservedAt(long accountId, string kind) => _observedAt.TryGetValue((accountId, kind), out var at) ? at : null;

    /// <summary>Whether an account knows a cell at all; asked once per cell. Without any row nothing speaks against it.</summary>
    public bool Measures<T>(long accountId, string cellName, ArraySegment<T> allRows, Func<T, long?> cell)
    {
        var key = (accountId, cellName);
        return _measured.TryGetValue(key, out var measured)
            ? measured
            : _measured[key] = allRows.Count == 0 || allRows.Any(row => cell(row) is not null);
    }

    private static Dictionary<long, DayRows<T>> ByAccount<T>(IEnumerable<T> rows, Func<T, long> accountOf, Func<T, DateOnly> dayOf) =>
        rows.GroupBy(accountOf).ToDictionary(group => group.Key, group => new DayRows<T>(group, dayOf));

    private DateOnly PublishedOn(Post post) => LocalDay.Of(post.PublishedAt, Client.TimeZone);

    /// <summary>Figures as known then; what people say of the post (its topic) and when it was published are not figures and stay the latest.</summary>
    private Post AsKnownOnePeriodAgo(PostHistory history)
    {
        if (_set.Distance is not { } distance)
        {
            return history.Latest;
        }

        var latest = history.Latest;
        return history.AsOf(AsOf - distance) with { Topic = latest.Topic, Paid = latest.Paid, Type = latest.Type, PublishedAt = latest.PublishedAt };
    }

    private void NoteObservations()
    {
        var facts = _set.Facts;
        foreach (var span in facts.Spans.Concat(facts.EarlierSpans))
        {
            Note(span.AccountId, span.Kind, span.ObservedAt);
        }

        foreach (var ((accountId, metric), points) in _points)
        {
            Note(accountId, FactKind.OfMetric(metric), points.All.Max(point => point.ObservedAt));
        }

        NoteAll(facts.Ads, FactKind.Ads, row => row.AccountId, row => row.ObservedAt);
        NoteAll(facts.Traffic, FactKind.Traffic, row => row.AccountId, row => row.ObservedAt);
        NoteAll(facts.Posts, FactKind.Posts, history => history.Latest.AccountId, history => history.Latest.ObservedAt);
        NoteAll(facts.Messages, FactKind.Messages, message => message.AccountId, message => message.ObservedAt);
        NoteAll(facts.Conflicts, FactKind.Conflicts, conflict => conflict.AccountId, conflict => conflict.ObservedAt);
    }

    private void NoteAll<T>(IEnumerable<T> rows, string kind, Func<T, long> accountOf, Func<T, DateTimeOffset> observedAt)
    {
        foreach (var row in rows)
        {
            Note(accountOf(row), kind, observedAt(row));
        }
    }

    private void Note(long accountId, string kind, DateTimeOffset observedAt)
    {
        if (!_observedAt.TryGetValue((accountId, kind), out var known) || observedAt > known)
        {
            _observedAt[(accountId, kind)] = observedAt;
        }
    }
}

using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Posts;
using SmmKpiBot.Data.Rates;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Tests.Kpis;

/// <summary>Writes down facts in few words: days as <c>11-03</c> of 2026, instants in ISO.</summary>
internal sealed class FactSetBuilder
{
    public static readonly TimeZoneInfo Kyiv = TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv");

    private static readonly DateTimeOffset Observed = At("2026-11-22T09:00Z");
    private static readonly DateTimeOffset Settled = At("2026-01-01T00:00Z");

    private readonly List<Account> _accounts = [];
    private readonly List<MetricPoint> _points = [];
    private readonly List<AdDay> _ads = [];
    private readonly List<TrafficDay> _traffic = [];
    private readonly List<PostHistory> _posts = [];
    private readonly List<ConversationMessage> _messages = [];
    private readonly List<WaitClosure> _closures = [];
    private readonly List<Conflict> _conflicts = [];
    private readonly List<ObservedSpan> _spans = [];
    private readonly List<ObservedSpan> _earlier = [];
    private readonly HashSet<(long, string)> _ever = [];
    private readonly List<CurrencyRate> _rates = [];
    private readonly Dictionary<long, DateTimeOffset> _disconnected = [];

    public Client Client { get; set; } = new() { Id = 1, Slug = "acme", Name = "Acme", TimeZone = Kyiv, Language = "en", Currency = "UAH" };

    public DateTimeOffset AsOf { get; set; } = At("2026-11-22T22:00Z");

    public Period Period { get; set; } = Days("11-02", "11-15");

    public Period? Comparison { get; set; } = Days("10-19", "11-01");

    public static DateTimeOffset At(string iso) => DateTimeOffset.Parse(iso, System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime();

    public static DateOnly Day(string text) => DateOnly.ParseExact(text.Length == 5 ? "2026-" + text : text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public static Period Days(string from, string to) => new(Day(from), Day(to));

    public long Account(string fullName)
    {
        var known = _accounts.Find(account => account.FullName == fullName);
        if (known is not null)
        {
            return known.Id;
        }

        var parts = fullName.Split('/');
        _accounts.Add(new() { Id = _accounts.Count + 1, ClientId = 1, Network = parts[0], Name = parts[1] });
        return _accounts.Count;
    }

    public FactSetBuilder Covers(string account, string kind, string from, string to)
    {
        _spans.Add(new(Account(account), kind, Day(from), Day(to), Observed));
        return this;
    }

    /// <summary>Observed last on days before those that are read.</summary>
    public FactSetBuilder CoveredEarlier(string account, string kind, string from, string to)
    {
        _earlier.Add(new(Account(account), kind, Day(from), Day(to), Observed));
        return Gives(account, kind);
    }

    /// <summary>Ever observed, though not in these days.</summary>
    public FactSetBuilder Gives(string account, string kind)
    {
        _ever.Add((Account(account), kind));
        return this;
    }

    /// <summary>A person ended the reading of the account.</summary>
    public FactSetBuilder Disconnected(string account, string at)
    {
        _disconnected[Account(account)] = At(at);
        return this;
    }

    public FactSetBuilder Point(string account, string metric, string day, long? value, string dimension = "", DateTimeOffset? settles = null)
    {
        _points.Add(new(Account(account), metric, dimension, Day(day), value, Observed, settles ?? Settled));
        return this;
    }

    public FactSetBuilder Ad(AdDay row) => Add(_ads, row with { ObservedAt = Observed, SettlesAt = row.SettlesAt == default ? Settled : row.SettlesAt });

    public FactSetBuilder Ad(string account, string day, decimal? spend, string? currency, long? impressions = null, long? clicks = null, long? newFollowers = null, string campaign = "") => Ad(new()
    {
        AccountId = Account(account),
        Day = Day(day),
        Campaign = campaign,
        SpendMicros = (long?)(spend * 1_000_000m),
        Currency = currency,
        Impressions = impressions,
        Clicks = clicks,
        NewFollowers = newFollowers,
        ObservedAt = Observed,
        SettlesAt = Settled,
    });

    public FactSetBuilder Traffic(string account, string day, string source, string medium, long? sessions, Func<TrafficDay, TrafficDay>? more = null)
    {
        var row = new TrafficDay { AccountId = Account(account), Day = Day(day), Source = source, Medium = medium, Sessions = sessions, ObservedAt = Observed, SettlesAt = Settled };
        return Add(_traffic, more is null ? row : more(row));
    }

    public FactSetBuilder Post(string account, string id, string publishedAt, Func<Post, Post> figures, params (string ObservedAt, Func<Post, Post> Figures)[] earlier)
    {
        var post = new Post { AccountId = Account(account), PostId = id, PublishedAt = At(publishedAt), ObservedAt = Observed };
        return Add(_posts, new([.. earlier.Select(one => one.Figures(post) with { ObservedAt = At(one.ObservedAt) }), figures(post)]));
    }

    public FactSetBuilder In(string account, string conversation, string at, string id = "1", MessageKind kind = MessageKind.Message) =>
        Message(account, conversation, at, id, Direction.Inbound, kind, false);

    public FactSetBuilder Out(string account, string conversation, string at, string id = "2", bool automatic = false) =>
        Message(account, conversation, at, id, Direction.Outbound, MessageKind.Message, automatic);

    public FactSetBuilder Closed(string account, string conversation, string at) => Add(_closures, new(Account(account), conversation, At(at)));

    public FactSetBuilder Conflict(string account, string conversation, string openedAt, string? resolvedAt) =>
        Add(_conflicts, new(Account(account), conversation, At(openedAt), resolvedAt is null ? null : At(resolvedAt), Observed));

    /// <summary>Hryvnias of one unit.</summary>
    public FactSetBuilder Rate(string currency, string day, decimal hryvnias, RateOrigin origin = RateOrigin.Nbu) => Add(_rates, new(currency, Day(day), hryvnias, origin));

    public FactSet Build() => new()
    {
        Client = Client,
        Period = Period,
        Comparison = Comparison,
        ComparisonKind = Comparison is null ? null : ComparisonKind.Previous,
        AsOf = AsOf,
        Facts = new()
        {
            Accounts = _accounts,
            Points = _points,
            Ads = _ads,
            Traffic = _traffic,
            Posts = _posts,
            Messages = _messages,
            Closures = _closures,
            Conflicts = _conflicts,
            Spans = _spans,
            EarlierSpans = _earlier,
            EverObserved = _ever,
            Rates = new(_rates),
            Disconnected = _disconnected,
        },
    };

    public KpiReport Report() => KpiCatalogue.Compute(Build());

    public KpiResult this[string key] => Report()[key];

    private FactSetBuilder Message(string account, string conversation, string at, string id, Direction direction, MessageKind kind, bool automatic) => Add(_messages, new()
    {
        AccountId = Account(account),
        Conversation = conversation,
        MessageId = id,
        At = At(at),
        Direction = direction,
        Kind = kind,
        Automatic = automatic,
        ObservedAt = Observed,
    });

    private FactSetBuilder Add<T>(List<T> list, T item)
    {
        list.Add(item);
        return this;
    }
}

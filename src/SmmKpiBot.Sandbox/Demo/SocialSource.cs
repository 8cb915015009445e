using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Posts;

namespace SmmKpiBot.Sandbox.Demo;

/// <summary>A page or profile: followers, views, reach, audience, posts.</summary>
internal sealed class SocialSource(string network, string name, Curve gains, long followersAtStart) : DemoSource(network, name)
{
    private const int SettlingDays = 2;

    /// <summary>Networks tell unique people of the last months only.</summary>
    private const int ReachDays = 100;

    private static readonly int[] Windows = [7, 14, 28, 30, 31];

    private readonly Curve _gains = gains;

    /// <summary>Views per follower and day.</summary>
    public double ViewRate { get; init; } = 0.35;

    /// <summary>Chance of a post on a day.</summary>
    public double PostsPerDay { get; init; } = 0.6;

    /// <summary>Topics in turn, with how strongly each is engaged with.</summary>
    public IReadOnlyList<(string Topic, double Engagement)> Topics { get; init; } = [];

    public IReadOnlyList<string> PostTypes { get; init; } = ["photo", "reel", "carousel"];

    /// <summary>Shares of the audience per dimension at the start, and where they drift within a year.</summary>
    public IReadOnlyList<(string Dimension, double Share, double Drift)> Audience { get; init; } = [];

    public bool SplitsFollowersReached { get; init; }

    public override IEnumerable<object> Read(DemoRun run)
    {
        foreach (var point in run.Days.SelectMany(day => Points(run, day)))
        {
            yield return point;
        }

        foreach (var post in run.Days.SelectMany(day => Posts(run, day)))
        {
            yield return post;
        }

        foreach (var kind in Kinds())
        {
            yield return run.Span(kind);
        }
    }

    private IEnumerable<string> Kinds()
    {
        yield return FactKind.Posts;
        string[] metrics = [MetricCatalogue.Followers, MetricCatalogue.FollowersGained, MetricCatalogue.FollowersLost, MetricCatalogue.Views, MetricCatalogue.LinkClicks, MetricCatalogue.Reach];
        foreach (var metric in metrics)
        {
            yield return FactKind.OfMetric(metric);
        }

        if (Audience.Count > 0)
        {
            yield return FactKind.OfMetric(MetricCatalogue.Audience);
        }

        if (SplitsFollowersReached)
        {
            yield return FactKind.OfMetric(MetricCatalogue.FollowersReached);
        }
    }

    private IEnumerable<MetricPoint> Points(DemoRun run, DateOnly day)
    {
        var followers = FollowersOn(day);
        // A network revises its last days upward while late events come in.
        var seen = day.AddDays(SettlingDays) < DateOnly.FromDateTime(run.ObservedAt.UtcDateTime) ? 1.0 : 0.96;
        var views = followers * ViewRate * _gains.On(day, Noise, "views") / Math.Max(1, _gains.Level) * seen;
        yield return Point(run, day, MetricCatalogue.Followers, "", followers, 0);
        yield return Point(run, day, MetricCatalogue.FollowersGained, "", _gains.CountOn(day, Noise, "gained"), 0);
        yield return Point(run, day, MetricCatalogue.FollowersLost, "", LostOn(day), 0);
        yield return Point(run, day, MetricCatalogue.Views, "", (long)views, SettlingDays);
        yield return Point(run, day, MetricCatalogue.LinkClicks, "", (long)(views * 0.012), SettlingDays);
        foreach (var point in Reach(run, day, followers).Concat(AudienceOn(run, day, followers)))
        {
            yield return point;
        }
    }

    private IEnumerable<MetricPoint> Reach(DemoRun run, DateOnly day, long followers)
    {
        foreach (var window in day > run.To.AddDays(-ReachDays) ? Windows : [])
        {
            var share = 0.9 * (1 - Math.Exp(-window * ViewRate / 4)) * (1 + (0.05 * Noise.Bell(day, "reach")));
            yield return Point(run, day, MetricCatalogue.Reach, MetricCatalogue.WindowDimension(window), (long)(followers * share * 1.25), SettlingDays);
            if (SplitsFollowersReached)
            {
                yield return Point(run, day, MetricCatalogue.FollowersReached, MetricCatalogue.WindowDimension(window), (long)(followers * share * 0.7), SettlingDays);
            }
        }
    }

    private IEnumerable<MetricPoint> AudienceOn(DemoRun run, DateOnly day, long followers)
    {
        // Networks tell demographics of most followers, not of all.
        var known = followers * 0.87;
        var years = (day.DayNumber - _gains.Start.DayNumber) / 365.25;
        return day.DayOfWeek == DayOfWeek.Sunday || day == run.To
            ? Audience.Select(part => Point(run, day, MetricCatalogue.Audience, part.Dimension, (long)(known * (part.Share + (part.Drift * years))), 0))
            : [];
    }

    private IEnumerable<Post> Posts(DemoRun run, DateOnly day)
    {
        if (!Noise.Happens(PostsPerDay, day, "post"))
        {
            yield break;
        }

        var minute = 9 * 60 + (int)(Noise.At(day, "minute") * 11 * 60);
        var publishedAt = LocalDay.ToInstant(day.ToDateTime(TimeOnly.MinValue).AddMinutes(minute), run.Zone);
        if (publishedAt < run.ObservedAt)
        {
            yield return PostAt(run, day, publishedAt);
        }
    }

    private Post PostAt(DemoRun run, DateOnly day, DateTimeOffset publishedAt)
    {
        var followers = FollowersOn(day);
        var ripe = 1 - Math.Exp(-(run.ObservedAt - publishedAt).TotalDays / 1.8);
        var (topic, engagement) = Topics.Count == 0 ? ("", 1.0) : Topics[(int)(Noise.At(day, "topic") * Topics.Count)];
        var reach = followers * (0.24 + (0.1 * Noise.At(day, "post reach"))) * (engagement > 2 ? 1.5 : 1) * ripe;
        var engaged = reach * 0.042 * engagement * (1 + (0.3 * Noise.Bell(day, "engaged")));
        return new Post
        {
            AccountId = run.AccountId,
            PostId = $"{Name}-{day:yyyyMMdd}",
            PublishedAt = publishedAt,
            Type = PostTypes[(int)(Noise.At(day, "type") * PostTypes.Count)],
            Topic = topic.Length == 0 ? null : topic,
            Paid = Noise.Happens(0.08, day, "boosted"),
            Url = $"https://example.org/{Name}/{day:yyyyMMdd}",
            Followers = followers,
            Reach = (long)reach,
            Views = (long)(reach * 1.32),
            Reactions = (long)(engaged * 0.8),
            Comments = (long)(engaged * 0.09),
            Shares = (long)(engaged * 0.05),
            Saves = (long)(engaged * 0.06),
            LinkClicks = (long)(reach * 0.006),
            ObservedAt = run.ObservedAt,
        };
    }

    private long LostOn(DateOnly day) => (long)Math.Round(_gains.Level * 0.35 * (1 + (0.4 * Noise.Bell(day, "lost"))));

    private readonly Dictionary<DateOnly, long> _followers = [];

    private long FollowersOn(DateOnly day)
    {
        var last = _followers.Count == 0 ? _gains.Start.AddDays(-1) : _followers.Keys.Max();
        for (var next = last.AddDays(1); next <= day; next = next.AddDays(1))
        {
            var before = _followers.GetValueOrDefault(next.AddDays(-1), followersAtStart);
            _followers[next] = before + _gains.CountOn(next, Noise, "gained") - LostOn(next);
        }

        return _followers.GetValueOrDefault(day, followersAtStart);
    }

    private static MetricPoint Point(DemoRun run, DateOnly day, string metric, string dimension, long value, int settlingDays) =>
        new(run.AccountId, metric, dimension, day, value, run.ObservedAt, run.SettlesAt(day, settlingDays));
}

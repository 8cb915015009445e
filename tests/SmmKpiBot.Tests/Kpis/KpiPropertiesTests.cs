using CsCheck;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Posts;
using SmmKpiBot.Reporting.Kpis;
using Xunit;

namespace SmmKpiBot.Tests.Kpis;

/// <summary>What must hold for any facts, thousands of random sets of them.</summary>
public class KpiPropertiesTests
{
    private static readonly DateTimeOffset Observed = FactSetBuilder.At("2026-11-22T09:00Z");
    private static readonly DateOnly First = FactSetBuilder.Day("10-01");
    private static readonly string[] Networks = ["facebook", "instagram", "google-analytics", "meta-ads", "chatwoot"];
    private static readonly string[] Kinds = [FactKind.Posts, FactKind.Ads, FactKind.Traffic, FactKind.Messages, FactKind.Conflicts, .. MetricCatalogue.All.Select(metric => FactKind.OfMetric(metric.Name))];

    [Fact]
    public void Compute_FactsInAnotherOrder_GivesTheSameReport()
    {
        Gen.Int.Sample(
            seed =>
            {
                var facts = Random(new Random(seed));
                var shuffled = Shuffled(facts, new Random(seed + 1));

                Assert.Equal(KpiReportJson.Write(Report(facts)), KpiReportJson.Write(Report(shuffled)));
            },
            iter: 60,
            threads: 1);
    }

    [Fact]
    public void Compute_AtAnyInstantOfTheClockSpan_GivesTheSameReport()
    {
        Gen.Int.Sample(
            seed =>
            {
                var random = new Random(seed);
                var set = new FactSetBuilder().Build() with { Facts = Random(random), AsOf = FactSetBuilder.At("2026-11-03T00:00Z").AddMinutes(random.Next(0, 20 * 1440)) };
                var last = set with { AsOf = ClockSpan.Of(set).Until.AddTicks(-1) };

                Assert.Equal(KpiReportJson.Write(KpiCatalogue.Compute(set)), KpiReportJson.Write(KpiCatalogue.Compute(last)));
                Assert.Equal(ClockSpan.Of(set).Until, ClockSpan.Of(last).Until);
            },
            iter: 60,
            threads: 1);
    }

    [Fact]
    public void Compute_AdRowsSplitInTwo_GivesTheSameFigures()
    {
        Gen.Int.Sample(
            seed =>
            {
                var facts = Random(new Random(seed));
                var split = facts with
                {
                    Ads = [.. facts.Ads.SelectMany(row => new[]
                    {
                        row with { SpendMicros = row.SpendMicros / 3, Impressions = row.Impressions / 2, Clicks = row.Clicks, NewFollowers = row.NewFollowers is null ? null : 0 },
                        row with { SpendMicros = row.SpendMicros - (row.SpendMicros / 3), Impressions = row.Impressions - (row.Impressions / 2), Clicks = row.Clicks is null ? null : 0, Campaign = "rest" },
                    })],
                };

                Assert.Equal(Values(Report(facts), KpiFamily.Paid), Values(Report(split), KpiFamily.Paid));
            },
            iter: 60,
            threads: 1);
    }

    [Fact]
    public void Compute_EverythingOfPostsTimesTen_ScalesSumsAndKeepsRatios()
    {
        Gen.Int.Sample(
            seed =>
            {
                var facts = Random(new Random(seed));
                var tenfold = facts with { Posts = [.. facts.Posts.Select(history => new PostHistory([.. history.Observations.Select(Tenfold)]))], Points = [] };
                var (before, after) = (Report(facts with { Points = [] }), Report(tenfold));

                foreach (var (one, other) in before.Kpis.Zip(after.Kpis).Where(pair => pair.First.Definition.Family is KpiFamily.Engagement or KpiFamily.Reach))
                {
                    var factor = one.Definition.Unit == KpiUnit.Count ? 10m : 1m;
                    Assert.Equal(Rounded(one.Value * factor), Rounded(other.Value));
                }
            },
            iter: 60,
            threads: 1);
    }

    [Fact]
    public void Compute_CellsNotKnown_NeverBecomeZero()
    {
        Gen.Int.Sample(
            seed =>
            {
                var facts = Random(new Random(seed));
                var blank = facts with
                {
                    Posts = [.. facts.Posts.Select(history => new PostHistory([history.Latest with { Reactions = null, Comments = null, Shares = null, Saves = null, Reach = null, Views = null, Followers = null, LinkClicks = null }]))],
                    Ads = [.. facts.Ads.Select(row => row with { SpendMicros = null, Impressions = null, Clicks = null, NewFollowers = null })],
                    Points = [.. facts.Points.Select(point => point with { Value = null })],
                };
                var report = Report(blank);
                var givers = blank.Posts.Select(history => history.Latest.AccountId).ToHashSet();

                foreach (var kpi in report.Kpis.Where(kpi => kpi.Definition.Family is KpiFamily.Engagement && kpi.Definition.Unit == KpiUnit.Rate))
                {
                    Assert.Null(kpi.Value);
                    Assert.NotEmpty(kpi.Notes);
                }

                var withPosts = blank.Accounts.Where(account => givers.Contains(account.Id)).Select(account => account.FullName).ToHashSet();
                Assert.All(report["engagement.total"].Accounts.Where(account => withPosts.Contains(account.Account)), account => Assert.Null(account.Value));
                Assert.Null(report["followers.total"].Value);
                Assert.Null(report["paid.ctr"].Value);
            },
            iter: 60,
            threads: 1);
    }

    [Fact]
    public void Compute_AnyFacts_KeepsTheInvariantsOfEveryEntry()
    {
        Gen.Int.Sample(
            seed =>
            {
                var report = Report(Random(new Random(seed)));

                Assert.Equal(KpiCatalogue.Definitions.Count, report.Kpis.Select(kpi => kpi.Key).Distinct().Count());
                foreach (var kpi in report.Kpis)
                {
                    Assert.True(kpi.Value is not null || kpi.Notes.Count > 0, kpi.Key);
                    Assert.True(kpi.Coverage is null or (>= 0 and <= 1), kpi.Key);
                    Assert.True(kpi.Change is null || (kpi.Value is not null && kpi.Previous is not null), kpi.Key);
                    Assert.True(kpi.Verdict is Verdict.Unknown or Verdict.Neutral || kpi.Change is not null, kpi.Key);
                    Assert.True(kpi.Definition.Unit == KpiUnit.Money ? kpi.Currency is not null || (kpi.Value is null && kpi.Previous is null) : kpi.Currency is null, kpi.Key);
                    Assert.True(kpi.Definition.Unit != KpiUnit.Rate || kpi.Key.Contains("growth", StringComparison.Ordinal) || kpi.Value is null or >= 0, kpi.Key);
                }
            },
            iter: 60,
            threads: 1);
    }

    private static KpiReport Report(ClientFacts facts)
    {
        var set = new FactSetBuilder().Build();
        return KpiCatalogue.Compute(set with
        {
            Client = set.Client with { Topics = new([new("menu", true)]), Hours = WorkingClockTests.Weekdays(9, 17), AnswerTargets = new(TimeSpan.FromHours(1), TimeSpan.FromHours(2)) },
            Facts = facts,
        });
    }

    private static IEnumerable<(string, string?, decimal?, decimal?)> Values(KpiReport report, KpiFamily family) =>
        report.Kpis.Where(kpi => kpi.Definition.Family == family && !kpi.Key.Contains("cost_per_follower", StringComparison.Ordinal) && kpi.Key is not ("paid.cpm" or "paid.cpc" or "paid.ctr"))
            .Select(kpi => (kpi.Key, kpi.Currency, kpi.Value, kpi.Previous));

    private static decimal? Rounded(decimal? value) => value is { } figure ? Math.Round(figure, 15) : null;

    private static Post Tenfold(Post post) => post with
    {
        Reach = post.Reach * 10,
        Views = post.Views * 10,
        Followers = post.Followers * 10,
        Reactions = post.Reactions * 10,
        Comments = post.Comments * 10,
        Shares = post.Shares * 10,
        Saves = post.Saves * 10,
        LinkClicks = post.LinkClicks * 10,
    };

    private static ClientFacts Shuffled(ClientFacts facts, Random random) => facts with
    {
        Accounts = Mixed(facts.Accounts, random),
        Points = Mixed(facts.Points, random),
        Ads = Mixed(facts.Ads, random),
        Traffic = Mixed(facts.Traffic, random),
        Posts = Mixed(facts.Posts, random),
        Messages = Mixed(facts.Messages, random),
        Closures = Mixed(facts.Closures, random),
        Conflicts = Mixed(facts.Conflicts, random),
        Spans = Mixed(facts.Spans, random),
    };

    private static T[] Mixed<T>(IReadOnlyList<T> items, Random random)
    {
        var mixed = items.ToArray();
        random.Shuffle(mixed);
        return mixed;
    }

    private static ClientFacts Random(Random random)
    {
        var accounts = Networks.Take(random.Next(1, Networks.Length + 1)).Select((network, index) => new Account { Id = index + 1, ClientId = 1, Network = network, Name = "main" }).ToList();
        long AnyAccount() => random.Next(1, accounts.Count + 1);
        DateOnly AnyDay() => First.AddDays(random.Next(0, 50));
        DateTimeOffset AnyInstant() => FactSetBuilder.At("2026-10-01T00:00Z").AddMinutes(random.Next(0, 50 * 1440));
        long? Cell(int limit) => random.Next(4) == 0 ? null : random.Next(0, limit);
        string? Currency() => random.Next(5) == 0 ? "EUR" : "UAH";
        return new()
        {
            Accounts = accounts,
            Points = [.. Many(60, () => new MetricPoint(AnyAccount(), Any(random, "followers", "views", "followers_gained", "link_clicks"), "", AnyDay(), Cell(5000), Observed, Observed)).DistinctBy(point => (point.AccountId, point.Metric, point.Day))],
            Ads = Many(20, () => new AdDay { AccountId = AnyAccount(), Day = AnyDay(), SpendMicros = Cell(9_000_000), Currency = Currency(), Impressions = Cell(5000), Clicks = Cell(100), NewFollowers = Cell(20), ObservedAt = Observed, SettlesAt = Observed }),
            Traffic = Many(40, () => new TrafficDay { AccountId = AnyAccount(), Day = AnyDay(), Source = Any(random, "facebook", "google", "t.me"), Medium = Any(random, "cpc", "social", "organic"), Campaign = Any(random, "", "c"), Sessions = Cell(90), PageViews = Cell(300), EngagedSessions = Cell(50), EngagedSeconds = Cell(5000), Purchases = Cell(5), Signups = Cell(5), ConvertingSessions = Cell(5), RevenueMicros = Cell(9_000_000), Currency = Currency(), ObservedAt = Observed, SettlesAt = Observed }),
            Posts = [.. Enumerable.Range(0, random.Next(0, 25)).Select(id => new PostHistory([new Post { AccountId = AnyAccount(), PostId = $"{id}", PublishedAt = AnyInstant(), Topic = Any(random, "menu", "cats", null), Followers = Cell(5000), Reach = Cell(4000), Views = Cell(9000), Reactions = Cell(300), Comments = Cell(30), Shares = Cell(9), Saves = Cell(9), ObservedAt = Observed }]))],
            Messages = [.. Enumerable.Range(0, random.Next(0, 80)).Select(id => new ConversationMessage { AccountId = AnyAccount(), Conversation = $"c{random.Next(8)}", MessageId = $"{id}", At = AnyInstant(), Direction = random.Next(2) == 0 ? Direction.Inbound : Direction.Outbound, Kind = random.Next(3) == 0 ? MessageKind.Comment : MessageKind.Message, Automatic = random.Next(6) == 0, ObservedAt = Observed })],
            Closures = Many(4, () => new WaitClosure(AnyAccount(), $"c{random.Next(8)}", AnyInstant())),
            Conflicts = Many(10, () => { var at = AnyInstant(); return new Conflict(AnyAccount(), $"c{random.Next(99)}", at, random.Next(2) == 0 ? null : at.AddMinutes(random.Next(9000)), Observed); }),
            Spans = Many(40, () => { var day = AnyDay(); return new ObservedSpan(AnyAccount(), Kinds[random.Next(Kinds.Length)], day, day.AddDays(random.Next(40)), Observed); }),
        };

        List<T> Many<T>(int limit, Func<T> make) => [.. Enumerable.Range(0, random.Next(0, limit)).Select(_ => make())];
    }

    private static T Any<T>(Random random, params T[] values) => values[random.Next(values.Length)];
}

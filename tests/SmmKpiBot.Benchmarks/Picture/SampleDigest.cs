using System.Globalization;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Posts;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Benchmarks.Picture;

/// <summary>A digest of two weeks with a hero and six tiles, from invented facts.</summary>
internal static class SampleDigest
{
    private static readonly Period Fortnight = new(new DateOnly(2026, 11, 9), new DateOnly(2026, 11, 22));
    private static readonly DateTimeOffset Observed = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);

    public static Digest Create()
    {
        var set = new FactSet
        {
            Client = new Client { Id = 1, Slug = "zerno", Name = "Кав’ярня «Зерно»", Language = "uk", Currency = "UAH", TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv") },
            Period = Fortnight,
            Comparison = Fortnight.Shift(-14),
            ComparisonKind = ComparisonKind.Previous,
            AsOf = Observed,
            Facts = Facts(),
        };
        return DigestComposer.Compose(set, KpiCatalogue.Compute(set), Reader.Staff, Language.Uk);
    }

    private static ClientFacts Facts()
    {
        DateOnly[] days = [.. Fortnight.Shift(-14).EachDay(), .. Fortnight.EachDay()];
        string[] kinds = [FactKind.Posts, FactKind.Traffic, FactKind.OfMetric(MetricCatalogue.Followers)];
        return new ClientFacts
        {
            Accounts =
            [
                new Account { Id = 1, ClientId = 1, Network = "instagram", Name = "zerno" },
                new Account { Id = 2, ClientId = 1, Network = "google-analytics", Name = "zerno.ua" },
            ],
            Points = [.. days.Prepend(days[0].AddDays(-1)).Select((day, index) => new MetricPoint(1, MetricCatalogue.Followers, "", day, 20_000 + (index * index * 9), Observed, Observed))],
            Traffic = [.. days.Select(Visits)],
            Posts = [.. days.Select(day => new PostHistory([NewPost(day)]))],
            Spans = [.. kinds.Select(kind => new ObservedSpan(kind == FactKind.Traffic ? 2 : 1, kind, days[0].AddDays(-1), days[^1], Observed))],
            EverObserved = kinds.Select(kind => (kind == FactKind.Traffic ? 2L : 1L, kind)).ToHashSet(),
        };
    }

    private static TrafficDay Visits(DateOnly day, int index) => new()
    {
        AccountId = 2,
        Day = day,
        Source = "instagram",
        Medium = "social",
        Campaign = "menu",
        Channel = "Organic Social",
        Sessions = 200 + (index * 7 % 60),
        EngagedSessions = 120,
        EngagedSeconds = 20_000,
        PageViews = 500,
        Purchases = 8 + (index % 7),
        ConvertingSessions = 8 + (index % 7),
        ObservedAt = Observed,
        SettlesAt = Observed,
    };

    private static Post NewPost(DateOnly day) => new()
    {
        AccountId = 1,
        PostId = day.ToString("O", CultureInfo.InvariantCulture),
        PublishedAt = new DateTimeOffset(day, new TimeOnly(12, 0), TimeSpan.Zero),
        Followers = 20_000,
        Reach = 6_000 + (day.DayNumber * 31 % 900),
        Views = 9_000 + (day.DayNumber * 17 % 1_500),
        Reactions = 240 + (day.DayNumber * 13 % 90),
        Comments = 12,
        Shares = 7,
        ObservedAt = Observed,
    };
}

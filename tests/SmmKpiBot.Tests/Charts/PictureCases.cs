using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Tests.Digests;

namespace SmmKpiBot.Tests.Charts;

/// <summary>Every kind of digest that a picture must be beautiful for.</summary>
internal static class PictureCases
{
    public static IReadOnlyDictionary<string, Func<SampleReport>> All { get; } = new Dictionary<string, Func<SampleReport>>
    {
        ["sketch"] = SampleReport.Sketch,
        ["hide-spend"] = () => SampleReport.Sketch().For(client => client with { HideSpend = true }),
        ["no-hero"] = () => SampleReport.Sketch().Without("quality.").For(client => client with { Goal = Goal.Sales }),
        ["traffic"] = () => SampleReport.Sketch().For(client => client with { Goal = Goal.Traffic }),
        ["awareness-month"] = () => InMonth(SampleReport.Sketch().For(client => client with { Goal = Goal.Awareness })),
        ["community-quarter"] = () => InQuarter(SampleReport.Sketch().For(client => client with { Goal = Goal.Community })),
        ["support"] = () => SampleReport.Sketch().For(client => client with { Goal = Goal.Support }).Change("feedback.response_median", kpi => kpi with { Plan = 1800 }),
        ["per-day-and-left-out"] = PerDayAndLeftOut,
        ["long-name"] = () => Long(SampleReport.Sketch()),
        ["odd-name"] = () => SampleReport.Sketch().For(client => client with { Name = "🌻 Café 東京 ☕️ شركة" }),
        ["only-odd-name"] = () => SampleReport.Sketch().For(client => client with { Name = "東京珈琲店 🎌", Slug = "tokyo-coffee" }),
        ["huge"] = Huge,
        ["tiny"] = Tiny,
        ["gaps"] = Gaps,
        ["five-tiles"] = () => OnlyPosts(SampleReport.Sketch().Without("engagement.on_topic", "followers.net", "audience.", "conflicts", "paid", "quality.conversion", "reach.views", "reach.freq")),
        ["four-tiles"] = () => SampleReport.Sketch().Without("feedback", "conflicts", "paid", "audience", "followers.net", "engagement.total", "engagement.on_topic", "reach.views", "reach.freq", "quality.conversion"),
        ["two-tiles"] = () => SampleReport.Sketch().Without("feedback", "conflicts", "paid", "audience", "followers.net", "engagement", "reach", "quality.conversion", "quality.session", "quality.pages"),
        ["no-tiles"] = () => SampleReport.Sketch().Without("feedback", "conflicts", "paid", "audience", "followers", "traffic", "engagement", "reach", "quality.conversion", "quality.session", "quality.pages"),
        ["one-account"] = () => new Func<SampleReport>(() => { var report = SampleReport.Sketch(); report.Accounts = ["instagram/zerno"]; return report; })(),
        ["twelve-accounts"] = Twelve,
        ["week"] = () => InPeriod(SampleReport.Sketch(), new DateOnly(2026, 11, 16), 7),
        ["one-day"] = () => InPeriod(SampleReport.Sketch(), new DateOnly(2026, 11, 22), 1),
        ["no-comparison"] = () => new Func<SampleReport>(() => { var report = NoPrevious(); report.Comparison = null; return report; })(),
        ["year-end"] = () => InPeriod(SampleReport.Sketch(), new DateOnly(2026, 12, 24), 14),
    };

    private static SampleReport PerDayAndLeftOut() => SampleReport.Sketch()
        .Change("quality.purchases", kpi => kpi with { PerDay = true, Compared = new(180, 150, 180, 150, ["google-analytics/shop.zerno.ua"]) })
        .Change("traffic.sessions", kpi => kpi with { PerDay = true })
        .Change("reach.rate", kpi => kpi with { Compared = new(0.3m, 0.32m, 20, 20, ["tiktok/zerno.coffee"]) })
        .Change("engagement.by_reach", kpi => kpi with { Compared = new(0.05m, 0.04m, 20, 20, ["tiktok/zerno.coffee", "facebook/zerno"]) });

    private static SampleReport InPeriod(SampleReport report, DateOnly from, int days)
    {
        report.Period = new Period(from, from.AddDays(days - 1));
        report.Comparison = report.Period.Shift(-days);
        return report.Days("quality.purchases", Wave(days, 14)).PreviousDays("quality.purchases", Wave(days, 11));
    }

    private static SampleReport InMonth(SampleReport report)
    {
        report.Period = new Period(new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 31));
        report.Comparison = new Period(new DateOnly(2026, 9, 1), new DateOnly(2026, 9, 30));
        report.ProvisionalDays = 0;
        return report;
    }

    private static SampleReport InQuarter(SampleReport report)
    {
        report.Period = new Period(new DateOnly(2026, 7, 1), new DateOnly(2026, 9, 30));
        report.Comparison = new Period(new DateOnly(2026, 4, 1), new DateOnly(2026, 6, 30));
        report.ProvisionalDays = 0;
        return report;
    }

    private static SampleReport Long(SampleReport report) => report
        .For(client => client with { Name = "Товариство з обмеженою відповідальністю «Всеукраїнська мережа сімейних стоматологічних клінік „Щаслива посмішка“»" })
        .Change("quality.purchases", kpi => kpi with { Plan = 1_170_000 });

    private static SampleReport Huge() => SampleReport.Sketch()
        .Set("quality.purchases", 1_234_567_890, 1_034_567_890)
        .Set("followers.total", 987_654_321, 900_000_000)
        .Set("traffic.sessions", 123_456_789, 22_000_000)
        .Set("paid.cost_per_conversion", 1_234_567.89m, 1_300_000m)
        .Set("paid.cost_per_follower_blended", 98_765_432.10m, 1_000_000m)
        .Set("feedback.response_median", 864_000, 3600)
        .Days("quality.purchases", [.. Enumerable.Range(0, 14).Select(day => (decimal?)(80_000_000 + (day * 1_200_345)))])
        .PreviousDays("quality.purchases", [.. Enumerable.Range(0, 14).Select(day => (decimal?)(70_000_000 + (day * 900_345)))]);

    private static SampleReport Tiny() => SampleReport.Sketch()
        .Set("quality.purchases", 4, 3, verdict: Verdict.Unknown)
        .Change("quality.purchases", kpi => kpi with { Events = 4, PreviousEvents = 3, Plan = 5 })
        .Set("followers.total", 7, 7)
        .Set("traffic.sessions", 1, 0, verdict: Verdict.Unknown)
        .Change("traffic.sessions", kpi => kpi with { Events = 1, PreviousEvents = 0 })
        .Set("reach.rate", 0.0004m, 0.0005m)
        .Set("engagement.by_reach", 0, 0.001m)
        .Set("paid.cost_per_follower_blended", 0.01m, 0.02m)
        .Set("feedback.response_median", 3, 4)
        .Days("quality.purchases", 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 1, 0, 0)
        .PreviousDays("quality.purchases", 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0);

    private static SampleReport Gaps() => SampleReport.Sketch()
        .Days("quality.purchases", null, 12, 14, null, null, 13, null, 15, 12, 14, 16, null, 17, 16)
        .Days("followers.total", 1, 2, 3, null, null, 4, 5, 6, null, 8, null, 9, 10, 11)
        .Change("quality.purchases", kpi => kpi with { Verdict = Verdict.Unknown, Coverage = 0.7m })
        .Change("traffic.sessions", kpi => kpi with { Verdict = Verdict.Unknown, Coverage = 0.61m });

    private static SampleReport OnlyPosts(SampleReport report) => report;

    private static SampleReport Twelve()
    {
        var report = SampleReport.Sketch();
        report.Accounts = ["instagram/a", "facebook/a", "threads/a", "tiktok/a", "youtube/a", "telegram/a", "linkedin/a", "x/a", "google-analytics/a", "meta-ads/a", "chatwoot/a", "viber/a"];
        return report;
    }

    private static SampleReport NoPrevious()
    {
        var report = SampleReport.Sketch();
        foreach (var kpi in report.Report().Kpis)
            report.Set(kpi.Key, kpi.Value);

        return report;
    }

    private static decimal?[] Wave(int days, int mean) => [.. Enumerable.Range(0, days).Select(day => (decimal?)(mean + (day * 7 % 5)))];
}

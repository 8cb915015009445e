using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>Visits of the site that come from social posts and social ads.</summary>
internal static class TrafficKpis
{
    private static readonly string[] Traffic = [FactKind.Traffic];
    private static readonly string LinkClickPoints = FactKind.OfMetric(MetricCatalogue.LinkClicks);

    public static IReadOnlyList<Kpi> All { get; } =
    [
        new()
        {
            Definition = new()
            {
                Key = "traffic.sessions", Family = KpiFamily.Traffic, Unit = KpiUnit.Count, Better = Better.Up, Additive = true, Inputs = Traffic,
                Title = new("Переходи на сайт", "Site visits from social"),
                Subtitle = new("візити із соцмереж (сеанси GA4)", "sessions (GA4)"),
                Explanation = new(
                    "Сеанси з каналом Organic Social чи Paid Social, з джерелом-соцмережею (також t.me, x, threads, які Google відносить до інших каналів) або з medium social, sm, smm.",
                    "Sessions whose channel is Organic Social or Paid Social, whose source is a social network (also t.me, x, threads, which Google files elsewhere), or whose medium is social, sm, smm."),
            },
            Formula = scope => Figure.Count(Sessions(scope.SocialVisits)),
        },
        new()
        {
            Definition = new()
            {
                Key = "traffic.users", Family = KpiFamily.Traffic, Unit = KpiUnit.Count, Better = Better.Up, Inputs = [FactKind.OfMetric(MetricCatalogue.TrafficUsers)],
                Title = new("Відвідувачі із соцмереж", "Visitors from social"),
                Explanation = new(
                    "Унікальні люди: лише число, яке мережа дає саме за цей період. Дні й сайти ніколи не додаються.",
                    "Unique people: only the figure the network gives for exactly this period. Days and sites are never added up."),
            },
            Formula = Users,
            Covered = (scope, account) => scope.WindowValue(account, MetricCatalogue.TrafficUsers) is null ? 0 : scope.Window.Days,
        },
        new()
        {
            Definition = new()
            {
                Key = "traffic.paid_sessions", Family = KpiFamily.Traffic, Unit = KpiUnit.Count, Better = Better.Up, Additive = true, Inputs = Traffic,
                Title = new("Переходи з реклами", "Visits from social ads"),
                Subtitle = new("візити з реклами в соцмережах", "paid social sessions"),
                Explanation = new(
                    "Візити із соцмереж, у яких канал Paid Social або medium платний (cpc, cpm, ppc, retargeting, paid…).",
                    "Social visits whose channel is Paid Social or whose medium is a paid one (cpc, cpm, ppc, retargeting, paid…)."),
            },
            Formula = scope => Figure.Count(Sessions(scope.PaidVisits)),
        },
        new()
        {
            Definition = new()
            {
                Key = "traffic.share", Family = KpiFamily.Traffic, Unit = KpiUnit.Rate, Better = Better.Up, Inputs = Traffic,
                Title = new("Частка соцмереж у відвідуваності сайту", "Social share of visits"),
                Explanation = new("Візити із соцмереж ÷ усі візити сайту.", "Social visits ÷ all visits of the site."),
            },
            Formula = scope => Share(scope.Visits, visit => visit.Social, "social_sessions", "sessions"),
        },
        new()
        {
            Definition = new()
            {
                Key = "traffic.untagged_share", Family = KpiFamily.Traffic, Unit = KpiUnit.Rate, Better = Better.Down, Inputs = Traffic,
                Title = new("Переходи без UTM", "Untagged visits"),
                Explanation = new(
                    "Візити із соцмереж без назви кампанії ÷ усі візити із соцмереж: їх не видно за дописами.",
                    "Social visits without a campaign name ÷ all social visits: nobody can tell which post brought them."),
            },
            Formula = scope => Share(scope.SocialVisits, visit => !SocialTraffic.HasCampaign(visit.Row), "untagged_sessions", "social_sessions"),
        },
        new()
        {
            Definition = new()
            {
                Key = "traffic.link_clicks", Family = KpiFamily.Traffic, Unit = KpiUnit.Count, Better = Better.Up, Additive = true,
                Inputs = [LinkClickPoints, FactKind.Posts],
                Title = new("Кліки на посилання", "Link clicks"),
                Subtitle = new("за даними соцмереж", "as the networks count them"),
                Explanation = new(
                    "Для кожного акаунта — його щоденні числа, якщо вони є за період, інакше кліки в його дописах. Реклама рахується окремо.",
                    "For each account its daily figures if it has any in the period, else the clicks of its posts. Ads are counted apart."),
            },
            Formula = scope => Figure.Count(PointsOrPosts.Sum(scope, MetricCatalogue.LinkClicks, "link_clicks", post => post.LinkClicks)),
            Uses = (scope, account) => PointsOrPosts.Kind(scope, account, MetricCatalogue.LinkClicks),
        },
    ];

    public static decimal? Sessions(FactRows<Visit> visits) => visits.Sum("sessions", visit => visit.Row.Sessions);

    private static Figure Share(FactRows<Visit> visits, Func<Visit, bool> counts, string part, string whole)
    {
        var sums = visits.Sums(visit => counts(visit) ? visit.Row.Sessions : visit.Row.Sessions is null ? null : 0, visit => visit.Row.Sessions);
        return Figure.Ratio(sums, part, whole, sums.Denominator);
    }

    private static Figure Users(KpiScope scope)
    {
        var figures = scope.Accounts.Select(account => scope.WindowValue(account, MetricCatalogue.TrafficUsers)).OfType<MetricPoint>().ToList();
        return figures.Count switch
        {
            1 => Figure.Count(figures[0].Value),
            0 => Figure.None(new(
                "Мережа не дала числа саме за цей період, а відвідувачі за дні не додаються.",
                "The network gave no figure for exactly this period, and visitors of days are never added up.")),
            _ => Figure.None(new("Відвідувачі кількох сайтів не додаються: дивіться кожен окремо.", "Visitors of several sites are never added up: see each by itself.")),
        };
    }
}

using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>Who sees the posts. Reach is unique people: it is never summed over days or networks.</summary>
internal static class ReachKpis
{
    private static readonly string[] Posts = [FactKind.Posts];

    public static IReadOnlyList<Kpi> All { get; } =
    [
        new()
        {
            Definition = new()
            {
                Key = "reach.account", Family = KpiFamily.Reach, Unit = KpiUnit.Count, Better = Better.Up, Inputs = [FactKind.OfMetric(MetricCatalogue.Reach)],
                Title = new("Охоплення акаунта", "Account reach"),
                Subtitle = new("унікальні люди за період", "unique people of the period"),
                Explanation = new(
                    "Число, яке мережа дає саме за цей період, для кожного акаунта окремо. Спільного числа немає: та сама людина буває в кількох мережах.",
                    "The network's own figure for exactly this period, per account only. There is no common figure: the same person may be in several networks."),
            },
            Formula = WhyNoCommonReach,
            OfAccount = scope => Figure.Count(scope.WindowValue(scope.Accounts[0], MetricCatalogue.Reach)?.Value),
            Covered = (scope, account) => scope.WindowValue(account, MetricCatalogue.Reach) is null ? 0 : scope.Window.Days,
        },
        new()
        {
            Definition = new()
            {
                Key = "reach.followers_rate", Family = KpiFamily.Reach, Unit = KpiUnit.Rate, Better = Better.Up,
                Inputs = [FactKind.OfMetric(MetricCatalogue.FollowersReached)],
                Title = new("Бачили підписники", "Followers reached"),
                Subtitle = new("частка підписників, які бачили дописи", "share of the followers who saw posts"),
                Explanation = new(
                    "Охоплені підписники ÷ підписники наприкінці; лише мережі, що ділять охоплення на підписників і решту.",
                    "Followers reached ÷ followers at the end; only networks that split reach by followers."),
            },
            Formula = FollowersRate,
            Covered = (scope, account) => scope.WindowValue(account, MetricCatalogue.FollowersReached) is null ? 0 : scope.Window.Days,
        },
        new()
        {
            Definition = new()
            {
                Key = "reach.per_post", Family = KpiFamily.Reach, Unit = KpiUnit.Count, Better = Better.Up, Inputs = Posts, EnoughEvents = 3,
                Title = new("Середнє охоплення допису", "Average reach per post"),
                Explanation = new("Сума охоплень дописів ÷ дописи з відомим охопленням.", "Sum of post reach ÷ posts with known reach."),
            },
            Formula = scope => PerPost(scope.Posts.Sums(post => post.Reach, post => post.Reach is null ? null : 1), "reach"),
        },
        new()
        {
            Definition = new()
            {
                Key = "reach.rate", Family = KpiFamily.Reach, Unit = KpiUnit.Rate, Better = Better.Up, Inputs = Posts, EnoughEvents = 3,
                Title = new("Охоплення / підписники", "Reach / followers"),
                Subtitle = new("разом із тими, хто не підписаний", "non-followers included"),
                Explanation = new(
                    "Сума охоплень дописів ÷ сума підписників на час публікації. Серед охоплених є й ті, хто не підписаний.",
                    "Sum of post reach ÷ sum of followers at publishing. Those reached include people who don't follow."),
            },
            Formula = scope => OverPosts(scope.Posts.Sums(post => post.Reach, post => post.Followers), "reach", "followers_at_publishing"),
        },
        new()
        {
            Definition = new()
            {
                Key = "reach.views", Family = KpiFamily.Reach, Unit = KpiUnit.Count, Better = Better.Up, Additive = true,
                Inputs = [FactKind.OfMetric(MetricCatalogue.Views), FactKind.Posts],
                Title = new("Перегляди", "Views"),
                Explanation = new(
                    "Для кожного акаунта — його щоденні числа, якщо вони є за період, інакше перегляди його дописів; ніколи разом.",
                    "For each account its daily figures if it has any in the period, else the views of its posts; never both."),
            },
            Formula = scope => Figure.Count(PointsOrPosts.Sum(scope, MetricCatalogue.Views, "views", post => post.Views)),
            Uses = (scope, account) => PointsOrPosts.Kind(scope, account, MetricCatalogue.Views),
        },
        new()
        {
            Definition = new()
            {
                Key = "reach.frequency", Family = KpiFamily.Reach, Unit = KpiUnit.Ratio, Inputs = Posts, EnoughEvents = 3,
                Title = new("Частота", "Frequency"),
                Subtitle = new("переглядів на одну охоплену людину", "views per person reached"),
                Explanation = new("Сума переглядів дописів ÷ сума їхніх охоплень.", "Sum of post views ÷ sum of post reach."),
            },
            Formula = scope => OverPosts(scope.Posts.Sums(post => post.Views, post => post.Reach), "views", "reach"),
        },
    ];

    /// <summary>A ratio over posts: the posts are what stands behind it.</summary>
    public static Figure OverPosts(PairSums sums, string numerator, string denominator)
    {
        var figure = Figure.Ratio(sums, numerator, denominator, sums.Rows);
        return sums.Rows == 0 ? figure : figure with { Inputs = Figure.Named((numerator, sums.Numerator), (denominator, sums.Denominator), ("posts", sums.Rows)) };
    }

    /// <summary>An average per post.</summary>
    public static Figure PerPost(PairSums sums, string numerator) => Figure.Ratio(sums, numerator, "posts", sums.Rows);

    private static Figure WhyNoCommonReach(KpiScope scope) => scope.Accounts.Any(account => scope.WindowValue(account, MetricCatalogue.Reach) is not null)
        ? Figure.None(new(
            "Лише окремо для кожного акаунта: люди в різних мережах можуть бути ті самі.",
            "Only per account: people of different networks may be the same."))
        : Figure.None(new(
            "Мережа не дала охоплення саме за цей період, а охоплення за дні не додається.",
            "The network gave no reach for exactly this period, and reach of days is never added up."));

    private static Figure FollowersRate(KpiScope scope)
    {
        decimal reached = 0;
        decimal followers = 0;
        var accounts = 0;
        foreach (var account in scope.Accounts)
        {
            if (scope.WindowValue(account, MetricCatalogue.FollowersReached)?.Value is { } own && FollowersKpis.AtEnd(scope, account)?.Value is { } total)
            {
                (reached, followers, accounts) = (reached + own, followers + total, accounts + 1);
            }
        }

        return accounts > 0
            ? Figure.Ratio(new(reached, followers, accounts), "followers_reached", "followers", reached)
            : Figure.None(new(
                "Жодна мережа не дала охоплених підписників саме за цей період.",
                "No network gave the followers reached for exactly this period."));
    }
}

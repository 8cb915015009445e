using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>How many follow, and how fast they grow. A follower count is a level: the last value counts.</summary>
internal static class FollowersKpis
{
    /// <summary>A follower count older than this is none.</summary>
    public const int OldestDays = 30;

    /// <summary>A difference needs values this fresh at both ends; older ones are named in a note.</summary>
    public const int FreshDays = 3;

    private static readonly string[] Followers = [FactKind.OfMetric(MetricCatalogue.Followers)];

    public static IReadOnlyList<Kpi> All { get; } =
    [
        new()
        {
            Definition = new()
            {
                Key = "followers.total", Family = KpiFamily.Followers, Unit = KpiUnit.Count, Better = Better.Up, Inputs = Followers,
                Title = new("Підписники", "Followers"),
                Subtitle = new("на кінець періоду, у всіх мережах", "at the period's end, in all networks"),
                Explanation = new(
                    "Сума останніх значень усіх акаунтів на кінець періоду, не давніших ніж 30 днів. Одна людина в кількох мережах рахується кілька разів.",
                    "The sum of every account's last value at the period's end, at most 30 days old. One person in several networks counts several times."),
            },
            Formula = Total,
        },
        new()
        {
            Definition = new()
            {
                Key = "followers.net", Family = KpiFamily.Followers, Unit = KpiUnit.Count, Better = Better.Up, Additive = true, Inputs = Followers,
                Title = new("Приріст підписників", "Net new followers"),
                Explanation = new(
                    "Підписники наприкінці мінус підписники за день до початку; лише акаунти, у яких обидва значення не давніші ніж 3 дні.",
                    "Followers at the end minus followers of the day before the beginning; only accounts whose values are at most 3 days old at both."),
            },
            Formula = scope => Net(scope).Figure,
            MeanDays = (scope, account) => scope.DueWindow(account)?.Days ?? scope.Window.Days,
        },
        new()
        {
            Definition = new()
            {
                Key = "followers.growth_rate", Family = KpiFamily.Followers, Unit = KpiUnit.Rate, Better = Better.Up, Inputs = Followers,
                Title = new("Темп приросту підписників", "Follower growth"),
                Explanation = new("Приріст ÷ підписники на початку, ті самі акаунти.", "Net new followers ÷ followers at the start, of the same accounts."),
            },
            Formula = GrowthRate,
        },
        Reported("followers.gained", MetricCatalogue.FollowersGained, Better.Up, new("Підписалися", "New follows"),
            new("Нові підписки, як їх повідомляють мережі, що їх рахують.", "New follows as reported by the networks that report them.")),
        Reported("followers.lost", MetricCatalogue.FollowersLost, Better.Down, new("Відписалися", "Unfollows"),
            new("Відписки, як їх повідомляють мережі, що їх рахують.", "Unfollows as reported by the networks that report them.")),
    ];

    /// <summary>Net new followers of a scope's accounts; also the divisor of the blended price.</summary>
    public static (Figure Figure, decimal? AtStart) Net(KpiScope scope)
    {
        decimal end = 0;
        decimal start = 0;
        var without = new List<Account>();
        foreach (var account in scope.Accounts)
        {
            if (Ends(scope, account) is ({ } atStart, { } atEnd))
            {
                (end, start) = (end + atEnd, start + atStart);
            }
            else
            {
                without.Add(account);
            }
        }

        return without.Count == scope.Accounts.Count
            ? (new(), null)
            : (Noting(Figure.Count(end - start, ("followers_at_end", end), ("followers_at_start", start)), scope, without), start);
    }

    /// <summary>An account whose followers are known at one end of a scope only: it grew, and nobody knows by how much.</summary>
    public static bool IsHalfKnown(KpiScope scope, Account account) => Ends(scope, account) is ({ }, null) or (null, { });

    /// <summary>Followers before a scope and at its end, or when the account was disconnected in the course of it; null where no fresh value is known.</summary>
    public static (long? Start, long? End) Ends(KpiScope scope, Account account)
    {
        var sinceItsEnd = scope.DueWindow(account) is { } due ? scope.Window.To.DayNumber - due.To.DayNumber : 0;
        return (
            scope.LastValue(account, MetricCatalogue.Followers, scope.Window.From.AddDays(-1), FreshDays)?.Value,
            scope.LastValue(account, MetricCatalogue.Followers, scope.Window.To, FreshDays + sinceItsEnd)?.Value);
    }

    /// <summary>Followers of one account at the end of a scope.</summary>
    public static MetricPoint? AtEnd(KpiScope scope, Account account) => scope.LastValue(account, MetricCatalogue.Followers, scope.Window.To, OldestDays);

    private static Figure Total(KpiScope scope)
    {
        var values = scope.Accounts.Select(account => (Account: account, Point: InTotal(scope, account))).ToList();
        if (values.TrueForAll(item => item.Point is null) || (scope.Daily && values.Exists(item => item.Point is null && IsCounted(scope, item.Account))))
        {
            return new();
        }

        var figure = Figure.Count(values.Sum(item => (decimal?)item.Point?.Value));
        var without = values.Where(item => item.Point is null).Select(item => item.Account).ToList();
        var stale = values.Where(item => item.Point is not null && item.Point.Day.AddDays(FreshDays) < scope.Window.To).Select(item => (item.Account, item.Point!.Day)).ToList();
        figure = Noting(figure, scope, without);
        return stale.Count == 0 ? figure : figure.Noting(KpiNotes.StaleFollowers(stale));
    }

    /// <summary>The value that the total holds. On a day of a series it is that day's own, but of an account that was disconnected by then the last one, as in the period's total.</summary>
    private static MetricPoint? InTotal(KpiScope scope, Account account) =>
        AtEnd(scope.Facts.EndsOn(account.Id) <= scope.Window.To ? scope with { Daily = false } : scope, account);

    /// <summary>Names those whose value is missed: of one that was disconnected by the window's end it is not.</summary>
    private static Figure Noting(Figure figure, KpiScope scope, IEnumerable<Account> without)
    {
        var missed = without.Where(account => !(scope.Facts.EndsOn(account.Id) <= scope.Window.To)).ToList();
        return missed.Count == 0 ? figure : figure.Noting(KpiNotes.WithoutValue(missed));
    }

    /// <summary>The account belongs to the total of the whole frame: a day without its value is a gap, not a fall of the sum.</summary>
    private static bool IsCounted(KpiScope scope, Account account) => AtEnd(scope with { Daily = false, Window = scope.Frame }, account) is not null;

    private static Figure GrowthRate(KpiScope scope)
    {
        var (net, start) = Net(scope);
        return net.Value is { } change && start is { } atStart
            ? Figure.Ratio(new(change, atStart, 1), "net_followers", "followers_at_start", Math.Abs(change)).Noting([.. net.Notes])
            : net;
    }

    private static Kpi Reported(string key, string metric, Better better, Texts.Words title, Texts.Words explanation) => new()
    {
        Definition = new()
        {
            Key = key,
            Family = KpiFamily.Followers,
            Unit = KpiUnit.Count,
            Better = better,
            Additive = true,
            Inputs = [FactKind.OfMetric(metric)],
            Title = title,
            Explanation = explanation,
        },
        Formula = scope => Figure.Count(scope.SumPoints(metric)),
    };
}

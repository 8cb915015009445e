using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Metrics;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>Figures that an account may tell by day and by post: one of the two, never both.</summary>
internal static class PointsOrPosts
{
    private static readonly string[] ByPost = [FactKind.Posts];

    public static decimal? Sum(KpiScope scope, string metric, string cellName, Func<Data.Posts.Post, long?> cell)
    {
        decimal? sum = null;
        foreach (var account in scope.Accounts)
        {
            var one = scope.Of(account);
            if ((UsesPoints(scope, account, metric) ? one.SumPoints(metric) : one.Posts.Sum(cellName, cell)) is { } value)
            {
                sum = (sum ?? 0) + value;
            }
        }

        return sum;
    }

    public static IReadOnlyList<string> Kind(KpiScope scope, Account account, string metric) =>
        UsesPoints(scope, account, metric) ? [FactKind.OfMetric(metric)] : ByPost;

    /// <summary>Decided for the whole frame, so that the days of a series are all of one kind; an account that gives no posts has only its points.</summary>
    private static bool UsesPoints(KpiScope scope, Account account, string metric) =>
        !scope.Facts.Gives(account.Id, FactKind.Posts) || (scope with { Window = scope.Frame }).Points(account, metric).Any();
}

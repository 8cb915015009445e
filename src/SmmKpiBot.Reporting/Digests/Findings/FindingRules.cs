using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Digests.Findings;

/// <summary>All rules, what must be known first; a digest carries at most three findings.</summary>
internal static class FindingRules
{
    private const int MostFindings = 3;

    public static IReadOnlyList<IFindingRule> All { get; } =
    [
        new DataMissing(),
        new FollowersOutsideTarget(),
        new EngagementOffGoal(),
        new EngagementThinner(),
        new VisitsWithoutDepth(),
        new VisitsWithoutConversions(),
        new SlowAnswers(),
        new ConflictsOpen(),
        new PlanBehind(),
        new CostlyGrowth(),
        new OneAccountDrives(),
        new UntaggedVisits(),
        new EngagementOnGoal(),
        new VisitsConvert(),
        new FollowersInTarget(),
        new FasterAnswers(),
    ];

    public static IReadOnlyList<Finding> Find(DigestFigures figures, KpiResult hero, Reader reader, bool topicsKnown)
    {
        var seen = new FindingFigures(figures, hero, topicsKnown);
        return [.. All.Select(rule => rule.Find(seen)).OfType<Finding>().Where(finding => IsFor(finding, reader)).Take(MostFindings)];
    }

    private static bool IsFor(Finding finding, Reader reader) => reader == Reader.Staff || finding.For == Reader.Client;
}

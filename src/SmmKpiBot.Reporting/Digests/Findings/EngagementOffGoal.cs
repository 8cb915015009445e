using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests.Findings;

/// <summary>Engagement grew, in all or at least per person reached, but a smaller share of it serves the goal: likes for kittens.</summary>
internal sealed class EngagementOffGoal : IFindingRule
{
    public Finding? Find(FindingFigures figures)
    {
        var total = figures.Better("engagement.total");
        var grew = total ?? (figures.IsWorse("engagement.total") ? null : figures.Better("engagement.by_reach"));
        if (grew is null || figures.Worse("engagement.on_topic") is not { } share || figures.IsBetter("engagement.on_topic_by_reach"))
            return null;

        var (value, previous) = (FindingFigures.Value(share), FindingFigures.Previous(share));
        var perDay = KpiText.PerDay(grew);
        var more = total is null
            ? new Words("Відносно охоплення взаємодій більше", "There is more engagement per person reached")
            : new Words($"Взаємодій більше{perDay.Uk}", $"There is more engagement{perDay.En}");
        var text = new Words(
            $"{more.Uk}, але на дописи під мету припадає лише {value.Uk} із них (було {previous.Uk})",
            $"{more.En}, but only {value.En} of it is on goal topics (was {previous.En})");
        return new Finding("engagement-off-goal", text, Reader.Client, [grew.Key, share.Key]);
    }
}

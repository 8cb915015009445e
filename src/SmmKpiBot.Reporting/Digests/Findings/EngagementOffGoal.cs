using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests.Findings;

/// <summary>Engagement grew, but a smaller share of it serves the goal: likes for kittens.</summary>
internal sealed class EngagementOffGoal : IFindingRule
{
    public Finding? Find(FindingFigures figures)
    {
        var grew = figures.Better("engagement.by_reach") ?? figures.Better("engagement.total");
        if (grew is null || figures.Worse("engagement.on_topic") is not { } share || figures.IsBetter("engagement.on_topic_by_reach"))
            return null;

        var (value, previous) = (FindingFigures.Value(share), FindingFigures.Previous(share));
        var text = new Words(
            $"Взаємодій більше, але на дописи під мету припадає лише {value.Uk} із них (було {previous.Uk})",
            $"There is more engagement, but only {value.En} of it is on goal topics (was {previous.En})");
        return new Finding("engagement-off-goal", text, Reader.Client, [grew.Key, share.Key]);
    }
}

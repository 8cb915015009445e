using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests.Findings;

/// <summary>More of the engagement serves the goal, and neither engagement nor visits tell otherwise.</summary>
internal sealed class EngagementOnGoal : IFindingRule
{
    public Finding? Find(FindingFigures figures)
    {
        if (figures.Better("engagement.on_topic") is not { } share || figures.IsWorse(figures.EngagementKey) || figures.IsWorse("engagement.total"))
            return null;

        var (value, previous) = (FindingFigures.Value(share), FindingFigures.Previous(share));
        var text = new Words(
            $"Дописи під мету зібрали {value.Uk} взаємодій (було {previous.Uk})",
            $"Posts on goal topics drew {value.En} of the engagement (was {previous.En})");
        if (figures.Better("traffic.sessions") is not { } visits)
            return new Finding("engagement-on-goal", text, Reader.Client, [share.Key]);

        var (more, perDay) = (FindingFigures.Size(visits), KpiText.PerDay(visits));
        return new Finding(
            "engagement-on-goal",
            new Words($"{text.Uk}, переходів на сайт на {more.Uk} більше{perDay.Uk}", $"{text.En}, with {more.En} more site visits{perDay.En}"),
            Reader.Client,
            [share.Key, visits.Key]);
    }
}

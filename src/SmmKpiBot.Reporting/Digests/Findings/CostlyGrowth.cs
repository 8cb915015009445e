using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests.Findings;

/// <summary>A follower from ads costs more than before.</summary>
internal sealed class CostlyGrowth : IFindingRule
{
    public Finding? Find(FindingFigures figures)
    {
        var cost = figures.Worse("paid.cost_per_follower") ?? figures.Worse("paid.cost_per_follower_blended");
        if (cost is null)
            return null;

        var blended = cost.Key == "paid.cost_per_follower_blended";
        var (value, previous) = (FindingFigures.Value(cost), FindingFigures.Previous(cost));
        var text = new Words(
            $"{(blended ? "Підписник обходиться дорожче (орієнтовно)" : "Підписник із реклами обходиться дорожче")}: {value.Uk} (було {previous.Uk})",
            $"{(blended ? "A follower costs more (estimate)" : "A follower from ads costs more")}: {value.En} (was {previous.En})");
        return new Finding("costly-growth", text, Reader.Client, [cost.Key]);
    }
}

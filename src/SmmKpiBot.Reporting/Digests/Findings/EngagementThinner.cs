using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests.Findings;

/// <summary>More engagement in all, but less of it per person reached: the posts were seen by more people whom they moved less.</summary>
internal sealed class EngagementThinner : IFindingRule
{
    public Finding? Find(FindingFigures figures)
    {
        if (figures.Better("engagement.total") is not { } total || figures.Worse("engagement.by_reach") is not { } rate || figures.IsBetter(figures.EngagementKey))
            return null;

        var (more, perDay, value, previous) = (FindingFigures.Size(total), KpiText.PerDay(total), FindingFigures.Value(rate), FindingFigures.Previous(rate));
        var text = new Words(
            $"Взаємодій на {more.Uk} більше{perDay.Uk}, але відносно охоплення їх менше: {value.Uk} (було {previous.Uk})",
            $"There is {more.En} more engagement{perDay.En}, but less of it per person reached: {value.En} (was {previous.En})");
        return new Finding("engagement-thinner", text, Reader.Client, [total.Key, rate.Key]);
    }
}

using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests.Findings;

/// <summary>More visits, but a smaller share of them converts.</summary>
internal sealed class VisitsWithoutConversions : IFindingRule
{
    public Finding? Find(FindingFigures figures)
    {
        if (figures.Better("traffic.sessions") is not { } visits || figures.Worse("quality.conversion_rate") is not { } rate)
            return null;

        var (more, perDay, value, previous) = (FindingFigures.Size(visits), KpiText.PerDay(visits), FindingFigures.Value(rate), FindingFigures.Previous(rate));
        var text = new Words(
            $"Переходів на сайт на {more.Uk} більше{perDay.Uk}, але конверсією завершується менша їх частка: {value.Uk} (було {previous.Uk})",
            $"There are {more.En} more site visits{perDay.En}, but a smaller share of them converts: {value.En} (was {previous.En})");
        return new Finding("visits-without-conversions", text, Reader.Client, [visits.Key, rate.Key]);
    }
}

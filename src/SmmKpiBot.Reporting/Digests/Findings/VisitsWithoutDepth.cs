using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests.Findings;

/// <summary>More visits, but they are shallower: people don't find what the post promised.</summary>
internal sealed class VisitsWithoutDepth : IFindingRule
{
    public Finding? Find(FindingFigures figures)
    {
        var depth = figures.FirstWorse("quality.pages_per_session", "quality.session_seconds");
        if (figures.Better("traffic.sessions") is not { } visits || depth is null
            || figures.IsBetter("quality.pages_per_session") || figures.IsBetter("quality.session_seconds") || figures.IsBetter("quality.conversion_rate"))
        {
            return null;
        }

        var pages = depth.Key == "quality.pages_per_session";
        var (more, perDay, value, previous) = (FindingFigures.Size(visits), KpiText.PerDay(visits), FindingFigures.Value(depth), FindingFigures.Previous(depth));
        var text = new Words(
            $"Переходів на сайт на {more.Uk} більше{perDay.Uk}, але вони поверховіші: {(pages ? $"{value.Uk} стор. за візит" : $"{value.Uk} на сайті")} (було {previous.Uk})",
            $"There are {more.En} more site visits{perDay.En}, but they are shallower: {(pages ? $"{value.En} pages per visit" : $"{value.En} on the site")} (was {previous.En})");
        return new Finding("visits-without-depth", text, Reader.Client, [visits.Key, depth.Key]);
    }
}

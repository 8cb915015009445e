using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests.Findings;

/// <summary>Answers come sooner, and people are not left waiting more often.</summary>
internal sealed class FasterAnswers : IFindingRule
{
    public Finding? Find(FindingFigures figures)
    {
        var faster = figures.Better("feedback.working_median") ?? figures.Better("feedback.response_median");
        if (faster is null || figures.IsWorse("feedback.sla_rate") || figures.IsWorse("feedback.response_rate") || figures.IsWorse("feedback.waiting")
            || figures.IsWorse("feedback.response_median") || figures.IsWorse("feedback.working_median"))
        {
            return null;
        }

        var (value, previous) = (FindingFigures.Value(faster), FindingFigures.Previous(faster));
        var text = new Words(
            $"Клієнтам відповідають швидше: зазвичай за {value.Uk} (було {previous.Uk})",
            $"Customers get answers sooner: typically in {value.En} (was {previous.En})");
        return new Finding("faster-answers", text, Reader.Client, [faster.Key]);
    }
}

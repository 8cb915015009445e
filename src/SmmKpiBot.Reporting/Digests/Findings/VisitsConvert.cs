using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests.Findings;

/// <summary>A greater share of visits converts, and there are not fewer conversions.</summary>
internal sealed class VisitsConvert : IFindingRule
{
    public Finding? Find(FindingFigures figures)
    {
        if (figures.Better("quality.conversion_rate") is not { } rate || figures.IsWorse("quality.conversions") || figures.IsWorse("quality.purchases"))
            return null;

        var (value, previous) = (FindingFigures.Value(rate), FindingFigures.Previous(rate));
        var text = new Words(
            $"Візити із соцмереж частіше завершуються конверсією: {value.Uk} (було {previous.Uk})",
            $"Visits from social convert more often: {value.En} (was {previous.En})");
        return new Finding("visits-convert", text, Reader.Client, [rate.Key]);
    }
}

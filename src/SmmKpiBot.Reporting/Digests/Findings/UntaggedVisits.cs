using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests.Findings;

/// <summary>Many social visits carry no UTM campaign, so nobody can tell which posts brought them.</summary>
internal sealed class UntaggedVisits : IFindingRule
{
    private const decimal TooMany = 0.3m;
    private const decimal FewVisits = 20;

    public Finding? Find(FindingFigures figures)
    {
        if (figures.All.Known("traffic.untagged_share") is not { Value: >= TooMany } untagged || (figures.All.Value("traffic.sessions") ?? 0) < FewVisits)
            return null;

        string Share(Language language) => NumberText.WholePercent(untagged.Value ?? 0, language);
        var text = new Words(
            $"{Share(Language.Uk)} переходів без UTM: не видно, які дописи їх принесли. Додайте мітки до посилань",
            $"{Share(Language.En)} of visits are untagged: nobody can tell which posts brought them. Add UTM tags to the links");
        return new Finding("untagged-visits", text, Reader.Staff, [untagged.Key]);
    }
}

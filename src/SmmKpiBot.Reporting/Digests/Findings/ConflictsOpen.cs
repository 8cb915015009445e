using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests.Findings;

/// <summary>Conflicts are left unresolved, and not fewer than before. That they were logged is no reproach: only what stays open is.</summary>
internal sealed class ConflictsOpen : IFindingRule
{
    public Finding? Find(FindingFigures figures)
    {
        if (figures.All.Known("conflicts.open") is not { Value: > 0 } open || figures.IsBetter(open.Key))
            return null;

        var count = open.Value.Value;
        var resolved = figures.All.Value("conflicts.resolved") ?? 0;
        var text = new Words(
            $"Невирішених конфліктів на кінець періоду: {NumberText.Count(count, Language.Uk)}; вирішено за період: {NumberText.Count(resolved, Language.Uk)}",
            $"{Plural.Count(count, Nouns.Conflict, Language.En)} still open at the end of the period; {NumberText.Count(resolved, Language.En)} resolved in it");
        return new Finding("conflicts-open", text, Reader.Staff, [open.Key, "conflicts.resolved"]);
    }
}

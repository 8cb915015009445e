using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests.Findings;

/// <summary>Conflicts are left unresolved. That they were logged is no reproach: only what stays open is.</summary>
internal sealed class ConflictsOpen : IFindingRule
{
    public Finding? Find(FindingFigures figures)
    {
        if (figures.All.Known("conflicts.open") is not { Value: > 0 } open)
            return null;

        var count = open.Value.Value;
        var resolved = figures.All.Value("conflicts.resolved") ?? 0;
        var text = new Words(
            $"На кінець періоду не вирішено {Plural.Count(count, Nouns.Conflict, Language.Uk)}; вирішено за період — {NumberText.Count(resolved, Language.Uk)}",
            $"{Plural.Count(count, Nouns.Conflict, Language.En)} still open at the end of the period; {NumberText.Count(resolved, Language.En)} resolved in it");
        return new Finding("conflicts-open", text, Reader.Staff, [open.Key, "conflicts.resolved"]);
    }
}

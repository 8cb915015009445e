using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests.Findings;

/// <summary>Followers grew, but the new ones match the target audience clearly less than all do: growth that helps nobody.</summary>
internal sealed class FollowersOutsideTarget : IFindingRule
{
    private const decimal ClearlyLess = 0.05m;

    public Finding? Find(FindingFigures figures)
    {
        var net = figures.All.Known("followers.net");
        var added = figures.All.NewInTarget;
        var all = figures.All.Known("audience.match");
        if (net is not { Value: > 0 } || added is null || all is null || all.Value - added.Value < ClearlyLess || figures.IsBetter(added.Key))
            return null;

        string Share(Kpis.KpiResult kpi, Language language) => NumberText.WholePercent(kpi.Value ?? 0, language);
        var text = new Words(
            $"Підписників побільшало на {NumberText.Count(net.Value.Value, Language.Uk)}, але серед нових із ЦА лише {Share(added, Language.Uk)} (серед усіх — {Share(all, Language.Uk)})",
            $"Followers grew by {NumberText.Count(net.Value.Value, Language.En)}, but only {Share(added, Language.En)} of the new ones are in the target audience ({Share(all, Language.En)} of all)");
        return new Finding("followers-outside-target", text, Reader.Client, [net.Key, added.Key, all.Key]);
    }
}

using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>Chooses the figures beside the hero. What has no figure, or must not be seen, is replaced by another.</summary>
internal sealed class TileChoice(DigestFigures figures, KpiResult hero, bool topicsKnown)
{
    private const int MostTiles = 6;

    private readonly DigestFigures _figures = figures;
    private readonly KpiResult _hero = hero;
    private readonly bool _topicsKnown = topicsKnown;

    /// <summary>One figure of each other family that has one.</summary>
    public IReadOnlyList<KpiResult> Families() =>
        [.. TileSlots.Families(_figures.Client.Goal).Select(FirstOf).OfType<KpiResult>()];

    /// <summary>At most six tiles: a figure of each family in the order of the goal, then spare ones.</summary>
    public IReadOnlyList<KpiResult> Tiles()
    {
        var families = Families();
        var spare = TileSlots.Spare
            .Select(_figures.Known)
            .OfType<KpiResult>()
            .Where(kpi => kpi.Key != "audience.new_match" || _figures.NewInTarget is not null)
            .Where(kpi => kpi.Key != _hero.Key && families.All(tile => tile.Key != kpi.Key));
        return [.. families.Concat(spare).Take(MostTiles)];
    }

    private KpiResult? FirstOf(KpiFamily family) =>
        _figures.FirstKnown(TileSlots.Of(family, _topicsKnown).Where(key => key != _hero.Key));
}

using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Tests.Kpis;
using Xunit;

namespace SmmKpiBot.Tests.Digests;

/// <summary>What networks tell beside the KPIs, over 2 to 15 November and the 14 days before.</summary>
public sealed class OtherFiguresTests
{
    private const string Page = "instagram/acme";

    [Fact]
    public void Of_DaysOfAnAccount_AreSummedOverBothPeriods()
    {
        var figure = Only(new FactSetBuilder()
            .Point(Page, MetricCatalogue.Interactions, "2026-10-19", 5).Point(Page, MetricCatalogue.Interactions, "2026-11-02", 40)
            .Point(Page, MetricCatalogue.Interactions, "2026-11-15", 2).Point(Page, MetricCatalogue.Interactions, "2026-11-10", null).Point(Page, MetricCatalogue.Interactions, "2026-11-16", 90));

        Assert.Equal((Page, MetricCatalogue.Interactions, "", 42m, 5m, 2), (figure.Account, figure.Metric, figure.Dimension, figure.Value, figure.Previous, figure.Days));
        Assert.Equal(("Взаємодії за підрахунком мережі", "Interactions by the network’s count"), (figure.Title.Uk, figure.Title.En));
    }

    [Fact]
    public void Of_UniquePeople_AreTheNetworksOwnFigureForExactlyThisPeriodOrNone()
    {
        var figure = Only(new FactSetBuilder()
            .Point(Page, MetricCatalogue.AccountsEngaged, "2026-11-15", 61, "days:14").Point(Page, MetricCatalogue.AccountsEngaged, "2026-11-15", 33, "days:7")
            .Point(Page, MetricCatalogue.AccountsEngaged, "2026-11-08", 30, "days:7"));

        Assert.Equal(("days:14", 61m, null), (figure.Dimension, figure.Value, figure.Previous));
    }

    [Fact]
    public void Of_ActionsOfAds_AreAFigureForEachType()
    {
        var figures = Of(new FactSetBuilder()
            .Point("meta-ads/acme", MetricCatalogue.AdActions, "2026-11-03", 7, "action:like").Point("meta-ads/acme", MetricCatalogue.AdActions, "2026-11-04", 3, "action:like")
            .Point("meta-ads/acme", MetricCatalogue.AdActions, "2026-11-04", 88, "action:clicks (all)"));

        Assert.Equal([("action:clicks (all)", 88m), ("action:like", 10m)], figures.Select(figure => (figure.Dimension, figure.Value!.Value)));
    }

    /// <summary>Stored in hundredths of a percent, shown as a share; the newest snapshot counts.</summary>
    [Fact]
    public void Of_SharesOfViewers_AreTheLatestOfEachPeriodAsAFraction()
    {
        var figure = Only(new FactSetBuilder()
            .Point("youtube/acme", MetricCatalogue.ViewerShare, "2026-10-30", 2050, "gender:female|age:25-34")
            .Point("youtube/acme", MetricCatalogue.ViewerShare, "2026-11-14", 2170, "gender:female|age:25-34").Point("youtube/acme", MetricCatalogue.ViewerShare, "2026-11-13", 2100, "gender:female|age:25-34"));

        Assert.Equal((0.217m, 0.205m), (figure.Value, figure.Previous));
    }

    /// <summary>Google leaves out groups of few viewers: shares of an older snapshot beside those of the newest would be more than all of them.</summary>
    [Fact]
    public void Of_SharesOfViewers_AreOfOneSnapshot()
    {
        var figures = Of(new FactSetBuilder()
            .Point("youtube/acme", MetricCatalogue.ViewerShare, "2026-11-10", 6000, "gender:female|age:25-34").Point("youtube/acme", MetricCatalogue.ViewerShare, "2026-11-10", 4000, "gender:male|age:25-34")
            .Point("youtube/acme", MetricCatalogue.ViewerShare, "2026-11-14", 10000, "gender:female|age:25-34"));

        Assert.Equal([("gender:female|age:25-34", 1m)], figures.Select(figure => (figure.Dimension, figure.Value!.Value)));
    }

    [Fact]
    public void Of_WhatKpisAreMadeOfOrNobodyTold_IsNotListed() => Assert.Empty(Of(new FactSetBuilder()
        .Point(Page, MetricCatalogue.Views, "2026-11-03", 7).Point(Page, MetricCatalogue.WatchMinutes, "2026-11-03", null)));

    /// <summary>Whatever is stored is seen by somebody: as a KPI, or under a name of its own in both languages.</summary>
    [Fact]
    public void Catalogue_EveryMetric_IsOfAKpiOrHasANameOfItsOwn()
    {
        foreach (var metric in MetricCatalogue.All.Where(metric => !KpiCatalogue.Definitions.Any(kpi => kpi.Inputs.Contains(FactKind.OfMetric(metric.Name)))))
        {
            var figure = Only(new FactSetBuilder().Point(Page, metric.Name, "2026-11-15", 1, metric switch { { NeedsDimension: false } => "", { DimensionName: { } name } => name + ":x", _ => "days:14" }));

            Assert.NotEqual(figure.Title.Uk, figure.Title.En);
            Assert.DoesNotContain("metric:", figure.Title.In(Language.En), StringComparison.OrdinalIgnoreCase);
        }
    }

    private static OtherFigure Only(FactSetBuilder facts) => Assert.Single(Of(facts));

    private static IReadOnlyList<OtherFigure> Of(FactSetBuilder facts) => OtherFigures.Of(facts.Build()).All;
}

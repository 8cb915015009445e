using System.Text.Json;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.GoogleAnalytics;
using Xunit;

namespace SmmKpiBot.Tests.GoogleAnalytics;

public sealed class ContentReadingTests
{
    private static readonly Period Days = new(new(2026, 11, 9), new(2026, 11, 10));

    [Fact]
    public void Map_Contents_AreThoseThatSomebodyTagged_OnEachDay()
    {
        var page = Map("sessions", ["20261109", "story", "7"], ["20261109", " story ", "2"], ["20261109", "(not set)", "40"], ["20261109", "", "3"], ["20261110", "(other)", "1"]);

        Assert.Equal([("content:story", new DateOnly(2026, 11, 9), (long?)9)], page.Points.Select(point => (point.Dimension, point.Day, point.Value)));
        Assert.Equal(Days.EachDay(), page.Told.Select(span => span.FromDay));
    }

    [Theory]
    [InlineData("20261110", 1)]
    [InlineData("(other)", 0)]
    public void Map_ARowThatCannotBeRead_LeavesItsDayUntold(string day, int told)
    {
        var page = Map("sessions", ["20261109", "story", "7"], [day, "story", "many"]);

        Assert.Equal((told, told), (page.Points.Count, page.Told.Count));
        Assert.Single(page.Bad);
    }

    /// <summary>What this access may not see is not known, and not 0.</summary>
    [Fact]
    public void Map_NoVisitsAreTold_TellsNothing()
    {
        var page = Map("totalUsers", ["20261109", "story", "7"]);

        Assert.Equal((0, 0), (page.Points.Count, page.Told.Count));
    }

    private static Sources.Collecting.SourcePage Map(string metric, params string[][] rows)
    {
        var table = new ReportTable();
        table.Add(new()
        {
            DimensionHeaders = [new("date"), new("sessionManualAdContent")],
            MetricHeaders = [new(metric)],
            Rows = [.. rows.Select(row => JsonSerializer.SerializeToElement(new { dimensionValues = row[..2].Select(value => new { value }), metricValues = new[] { new { value = row[2] } } }))],
            RowCount = rows.Length,
        });
        return ContentReading.Map(ReportFixtures.Reading, Days, table);
    }
}

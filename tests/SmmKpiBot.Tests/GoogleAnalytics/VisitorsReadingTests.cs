using System.Text.Json;
using SmmKpiBot.Sources.GoogleAnalytics;
using Xunit;

namespace SmmKpiBot.Tests.GoogleAnalytics;

/// <summary>What a report of different people says in our words; all figures are invented.</summary>
public sealed class VisitorsReadingTests
{
    private const string Headers = """ "metricHeaders":[{"name":"totalUsers","type":"TYPE_INTEGER"}] """;

    [Theory]
    [InlineData("""{"rows":[{"metricValues":[{"value":"17"}]}],"rowCount":1,HEADERS}""", 17)]

    // Google leaves out what is zero: nobody came.
    [InlineData("""{HEADERS,"metadata":{"timeZone":"Europe/Riga"}}""", 0)]

    // Few people may have come, and whoever asks may not see how many.
    [InlineData("""{HEADERS,"metadata":{"subjectToThresholding":true}}""", null)]
    [InlineData("""{HEADERS,"metadata":{"schemaRestrictionResponse":{"activeMetricRestrictions":[{"metricName":"totalUsers"}]}}}""", null)]
    public void Map_AReport_IsThePeopleItCounts(string report, int? people)
    {
        var table = new ReportTable();
        table.Add(JsonSerializer.Deserialize<ReportBody>(report.Replace("HEADERS", Headers, StringComparison.Ordinal), GoogleAnalyticsJson.Options)!);

        var page = VisitorsReading.Map(ReportFixtures.Reading, new(2026, 11, 10), [7], [table]);

        Assert.Equal(people, Assert.Single(page.Points).Value);
    }
}

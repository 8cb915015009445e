using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.Tests.Kpis;

public class KpiCatalogueTests
{
    private const string Keys = """
        followers.total followers.net followers.growth_rate followers.gained followers.lost audience.match audience.new_match audience.coverage
        traffic.sessions traffic.users traffic.paid_sessions traffic.share traffic.untagged_share traffic.link_clicks
        reach.account reach.followers_rate reach.per_post reach.rate reach.views reach.frequency
        engagement.total engagement.reactions engagement.comments engagement.shares engagement.saves engagement.per_post engagement.by_followers engagement.by_reach engagement.by_views engagement.on_topic engagement.on_topic_by_reach
        paid.spend paid.followers paid.cost_per_follower paid.cost_per_follower_blended paid.cost_per_conversion paid.cpm paid.cpc paid.ctr
        quality.pages_per_session quality.session_seconds quality.engaged_rate quality.conversions quality.purchases quality.signups quality.call_requests quality.conversion_rate quality.revenue quality.roas
        feedback.response_median feedback.response_average feedback.response_p90 feedback.first_response_median feedback.first_response_average feedback.first_response_p90 feedback.working_median feedback.working_average feedback.working_p90
        feedback.responses feedback.response_rate feedback.sla_rate feedback.waiting conflicts.opened conflicts.resolved conflicts.open conflicts.resolved_rate conflicts.resolution_median
        """;

    [Fact]
    public void Definitions_All_AreTheCataloguesKeysInItsOrder()
    {
        Assert.Equal(Keys.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), KpiCatalogue.Definitions.Select(kpi => kpi.Key));
    }

    [Fact]
    public void Definitions_All_AreCompleteInBothLanguages()
    {
        string[] kinds = [FactKind.Posts, FactKind.Messages, FactKind.Ads, FactKind.Traffic, FactKind.Conflicts, .. MetricCatalogue.All.Select(metric => FactKind.OfMetric(metric.Name))];

        Assert.All(KpiCatalogue.Definitions, kpi =>
        {
            Assert.All([kpi.Title, kpi.Explanation], words => Assert.True(IsUkrainian(words.Uk) && words.En.Length > 1 && !IsUkrainian(words.En), kpi.Key));
            Assert.EndsWith(".", kpi.Explanation.Uk, StringComparison.Ordinal);
            Assert.EndsWith(".", kpi.Explanation.En, StringComparison.Ordinal);
            Assert.NotEmpty(kpi.Inputs);
            Assert.Subset(kinds.ToHashSet(), kpi.Inputs.ToHashSet());
            Assert.Equal(kpi.Family, Enum.GetValues<KpiFamily>().Single(family => kpi.Key.StartsWith(Prefix(family), StringComparison.OrdinalIgnoreCase) || (family == KpiFamily.Followers && kpi.Key.StartsWith("audience.", StringComparison.Ordinal))));
        });
    }

    [Fact]
    public void Definitions_Titles_AreTold_Apart()
    {
        Assert.Equal(KpiCatalogue.Definitions.Count, KpiCatalogue.Definitions.Select(kpi => kpi.Title.Uk).Distinct().Count());
        Assert.Equal(KpiCatalogue.Definitions.Count, KpiCatalogue.Definitions.Select(kpi => kpi.Title.En).Distinct().Count());
    }

    [Fact]
    public void Definitions_AboutMoneyOfAds_AreMarkedAsSpend()
    {
        string[] spend = ["paid.spend", "paid.cost_per_follower", "paid.cost_per_follower_blended", "paid.cost_per_conversion", "paid.cpm", "paid.cpc", "quality.roas"];

        Assert.Equal(spend, KpiCatalogue.Definitions.Where(kpi => kpi.Spend).Select(kpi => kpi.Key));
    }

    [Fact]
    public void Find_UnknownKey_IsNull()
    {
        Assert.Null(KpiCatalogue.Find("no.such"));
        Assert.Equal("reach.rate", KpiCatalogue.Find("reach.rate")?.Key);
    }

    [Theory]
    [InlineData(Language.Uk)]
    [InlineData(Language.En)]
    public void Inputs_OfAnyFigure_HaveNamesPeopleRead(Language language)
    {
        var report = ContractFiguresTests.Acme().Report();

        Assert.All(report.Kpis.SelectMany(kpi => kpi.Inputs.Keys.Concat(kpi.Parts.Keys)).Distinct(), input => Assert.Equal(language == Language.Uk, IsUkrainian(InputNames.Of(input, language))));
    }

    [Fact]
    public void WriteText_Report_AlignsFiguresUnderTheirFamilies()
    {
        var text = KpiReportText.Write(ContractFiguresTests.Acme().Report(), Language.En);
        var lines = text.Split('\n');

        Assert.StartsWith("Acme: 2–15", lines[0], StringComparison.Ordinal);
        Assert.Contains("FOLLOWERS", lines);
        Assert.Single(lines.Where(line => line.Contains("  engagement.", StringComparison.Ordinal) || line.Contains("  followers.", StringComparison.Ordinal)).Select(line => line.LastIndexOf("  ", StringComparison.Ordinal)).Distinct());
        Assert.Contains(lines, line => line.Contains("Followers", StringComparison.Ordinal) && line.Contains("1,060", StringComparison.Ordinal) && line.EndsWith("followers.total", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.EndsWith(' '));
    }

    [Theory]
    [InlineData(Language.Uk, "Значення", "Зміна", "Повнота даних", "Ключ")]
    [InlineData(Language.En, "Value", "Change", "Coverage", "Key")]
    public void WriteText_Report_SaysWhatStandsInEachColumn(Language language, string value, string change, string coverage, string key)
    {
        var lines = KpiReportText.Write(ContractFiguresTests.Acme().Report(), language).Split('\n');
        var header = Assert.Single(lines, line => line.EndsWith("  " + key, StringComparison.Ordinal));
        var total = lines.First(line => line.EndsWith("followers.total", StringComparison.Ordinal));

        Assert.Contains("  " + value, header, StringComparison.Ordinal);
        Assert.Contains("  " + change, header, StringComparison.Ordinal);
        Assert.Equal(total.IndexOf("  followers.total", StringComparison.Ordinal), header.IndexOf("  " + key, StringComparison.Ordinal));
        Assert.Equal(header.IndexOf("  " + key, StringComparison.Ordinal), header.IndexOf(coverage, StringComparison.Ordinal) + coverage.Length);
    }

    private static string Prefix(KpiFamily family) => family.ToString() + ".";

    private static bool IsUkrainian(string text) => text.Any(letter => letter is >= 'а' and <= 'я' or 'і' or 'ї' or 'є' or >= 'А' and <= 'Я' or 'І' or 'Ї');
}

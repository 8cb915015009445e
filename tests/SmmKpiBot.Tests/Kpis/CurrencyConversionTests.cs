using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Rates;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;
using Xunit;
using static SmmKpiBot.Tests.Kpis.FactSetBuilder;

namespace SmmKpiBot.Tests.Kpis;

/// <summary>Money of other currencies: apart unless the client asks for it, then converted day by day, labelled, and never by guess.</summary>
public class CurrencyConversionTests
{
    private const string Ads = "meta-ads/ads";
    private const string Site = "google-analytics/site";

    [Fact]
    public void Spend_ClientDoesNotAskForIt_StaysApartWhateverRatesThereAre()
    {
        var entries = Dollars().Rate("USD", "11-03", 40m).Rate("USD", "11-04", 42m).Report().Kpis.Where(kpi => kpi.Key == "paid.spend").ToList();

        Assert.Equal([("UAH", 300m), ("USD", 30m)], entries.Select(kpi => (kpi.Currency, kpi.Value.GetValueOrDefault())));
        Assert.All(entries, kpi => Assert.Empty(kpi.Exchanges));
    }

    [Fact]
    public void Spend_OfTwoDays_IsConvertedAtTheRateOfEachAndSaysSo()
    {
        var kpi = Assert.Single(Converting().Rate("USD", "11-03", 40m).Rate("USD", "11-04", 42m).Report().Kpis, kpi => kpi.Key == "paid.spend");

        Assert.Equal(("UAH", 300m + (10 * 40m) + (20 * 42m)), (kpi.Currency, kpi.Value));
        Assert.Equal("≈ Converted to UAH from USD (40–42) at the rates of the National Bank of Ukraine of 3–4\u00A0November.", kpi.Notes[^1].En);
        Assert.Equal("≈ Перераховано в UAH з USD (40–42) за курсом НБУ за 3–4\u00A0листопада.", kpi.Notes[^1].Uk);
        Assert.Equal("≈\u00A0₴1,540.00", KpiText.Value(kpi, Language.En));
    }

    [Fact]
    public void Ratios_OfConvertedMoney_AreSumsOverSums()
    {
        var report = Converting().Rate("USD", "11-03", 40m).Rate("USD", "11-04", 42m)
            .Traffic(Site, "11-04", "facebook", "paid_social", 10, row => row with { Channel = "Paid Social", Purchases = 4, RevenueMicros = 80_000_000, Currency = "EUR" })
            .Rate("EUR", "11-04", 46.2m).Report();

        Assert.Equal(1540m / 14, report["paid.cost_per_follower"].Value);
        Assert.Equal(1540m / 30_000 * 1000, report["paid.cpm"].Value);
        Assert.Equal(1540m / 4, report["paid.cost_per_conversion"].Value);
        Assert.Equal(80 * 46.2m, report["quality.revenue"].Value);
        Assert.Equal(80 * 46.2m / 1540, report["quality.roas"].Value);
        Assert.Equal("≈ Converted to UAH from EUR (46.2), USD (40–42) at the rates of the National Bank of Ukraine of 3–4\u00A0November.", report["quality.roas"].Notes[^1].En);
    }

    [Fact]
    public void Spend_ARateIsMissing_IsNoFigureAndNamesCurrencyAndDays()
    {
        var kpi = Assert.Single(Converting().Rate("USD", "11-04", 42m).Report().Kpis, kpi => kpi.Key == "paid.spend");

        Assert.Null(kpi.Value);
        Assert.Equal("Not converted to UAH: there is no rate of USD for 3\u00A0November.", Assert.Single(kpi.Notes).En);
        Assert.Equal("Не перераховано в UAH: немає курсу USD на 3\u00A0листопада.", kpi.Notes[0].Uk);
        Assert.Equal("—", KpiText.Value(kpi, Language.En));
    }

    [Fact]
    public void CostPerFollower_RowsWithoutFollowersLackARate_AreNotBehindItAndCostItNothing()
    {
        var report = Converting().Rate("USD", "11-03", 40m).Rate("USD", "11-04", 42m).Ad(Ads, "11-05", 70m, "GBP", campaign: "views").Report();

        Assert.Equal(1540m / 14, report["paid.cost_per_follower"].Value);
        Assert.DoesNotContain("GBP", report["paid.cost_per_follower"].Notes[^1].En, StringComparison.Ordinal);
        Assert.Null(report["paid.spend"].Value);
    }

    [Fact]
    public void Spend_OnlyInTheClientsOwnCurrency_IsNoConvertedFigure()
    {
        var kpi = new FactSetBuilder { Client = Client() }.Covers(Ads, FactKind.Ads, "11-02", "11-15").Ad(Ads, "11-03", 300m, "UAH")["paid.spend"];

        Assert.Equal(300m, kpi.Value);
        Assert.Empty(kpi.Exchanges);
        Assert.Empty(kpi.Notes);
    }

    [Fact]
    public void Spend_PreviousPeriodWithoutRates_IsComparedWithNothingAndSaysWhy()
    {
        var kpi = Converting().Rate("USD", "11-03", 40m).Rate("USD", "11-04", 42m).Covers(Ads, FactKind.Ads, "10-19", "11-01").Ad(Ads, "10-20", 5m, "USD")["paid.spend"];

        Assert.Equal(1540m, kpi.Value);
        Assert.Null(kpi.Previous);
        Assert.Null(kpi.Change);
        Assert.Equal("The previous period. Not converted to UAH: there is no rate of USD for 20\u00A0October.", kpi.Notes[^2].En);
        Assert.StartsWith("≈", kpi.Notes[^1].En, StringComparison.Ordinal);
    }

    [Fact]
    public void Spend_RateOfADayIsMissing_ItsDayIsAGapInTheSeries()
    {
        var days = KpiCatalogue.Daily(Converting().Rate("USD", "11-04", 42m).Build(), "paid.spend", Days("11-03", "11-04"), "UAH");

        Assert.Equal([null, 840m], days.Select(day => day.Value));
    }

    [Fact]
    public void Spend_RateByHand_IsLabelledAsSuch()
    {
        var kpi = Converting().Rate("USD", "11-03", 40m, RateOrigin.Hand).Rate("USD", "11-04", 40m, RateOrigin.Hand)["paid.spend"];

        Assert.Equal("≈ Converted to UAH from USD (40) at rates entered by hand, of 3–4\u00A0November.", kpi.Notes[^1].En);
        Assert.Equal("≈ Перераховано в UAH з USD (40) за курсом, уведеним вручну, за 3–4\u00A0листопада.", kpi.Notes[^1].Uk);
    }

    [Fact]
    public void Convert_ClientWithoutACurrency_ChangesNothing()
    {
        var builder = Dollars();
        builder.Client = builder.Client with { ConvertsCurrency = true, Currency = null };

        Assert.Equal(["UAH", "USD"], builder.Rate("USD", "11-03", 40m).Report().Kpis.Where(kpi => kpi.Key == "paid.spend").Select(kpi => kpi.Currency));
        Assert.Contains("no currency to convert it to", Assert.Single(CurrencyConversion.Problems(builder.Client)).En, StringComparison.Ordinal);
    }

    [Fact]
    public void Spend_InACurrencyThatIsConverted_IsNoFigureAndNotZero()
    {
        var facts = Converting().Rate("USD", "11-03", 40m).Rate("USD", "11-04", 42m).Build();

        Assert.All(KpiCatalogue.Daily(facts, "paid.spend", Days("11-03", "11-04"), "USD"), day => Assert.Null(day.Value));
    }

    [Theory]
    [InlineData(Language.Uk, "≈ Перераховано в UAH з USD (40–42)")]
    [InlineData(Language.En, "≈ Converted to UAH from USD (40–42)")]
    public void Digest_WithConvertedMoney_SaysSoInEveryText(Language language, string label)
    {
        var facts = Converting().Rate("USD", "11-03", 40m).Rate("USD", "11-04", 42m).Build();
        var report = KpiCatalogue.Compute(facts);
        var digest = DigestComposer.Compose(facts, report, Reader.Staff, language);

        Assert.Contains(label, DigestText.Caption(digest), StringComparison.Ordinal);
        Assert.Contains(label, string.Join('\n', DigestText.Details(digest)), StringComparison.Ordinal);
        Assert.Contains(label, DigestText.Sources(digest, KpiFamily.Paid), StringComparison.Ordinal);
        Assert.Contains(label, KpiReportText.Write(report, language), StringComparison.Ordinal);
        Assert.Contains(label, KpiReportJson.Write(report, language), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Language.Uk, "Не перераховано в UAH: немає курсу USD на 3\u00A0листопада.")]
    [InlineData(Language.En, "Not converted to UAH: there is no rate of USD for 3\u00A0November.")]
    public void Digest_WithoutARate_SaysSoInEveryText(Language language, string why)
    {
        var facts = Converting().Rate("USD", "11-04", 42m).Build();
        var digest = DigestComposer.Compose(facts, KpiCatalogue.Compute(facts), Reader.Staff, language);

        Assert.Contains(why, DigestText.Caption(digest), StringComparison.Ordinal);
        Assert.Contains(why, string.Join('\n', DigestText.Details(digest)), StringComparison.Ordinal);
        Assert.Contains(Typography.Small(why.TrimEnd('.')), DigestText.Sources(digest, KpiFamily.Paid), StringComparison.Ordinal);
        Assert.DoesNotContain("≈ 1", DigestText.Plain(digest), StringComparison.Ordinal);
    }

    [Fact]
    public void Digest_SpendIsHiddenFromTheReader_SaysNothingOfRates()
    {
        var builder = Converting().Rate("USD", "11-03", 40m).Rate("USD", "11-04", 42m);
        builder.Client = builder.Client with { HideSpend = true };
        var facts = builder.Build();

        Assert.Null(DigestComposer.Compose(facts, KpiCatalogue.Compute(facts), Reader.Client, Language.En).Conversion);
    }

    private static FactSetBuilder Dollars() => new FactSetBuilder { Comparison = Days("10-19", "11-01") }
        .Covers(Ads, FactKind.Ads, "11-02", "11-15")
        .Ad(Ads, "11-03", 300m, "UAH", 10_000, 50, 2, "local")
        .Ad(Ads, "11-03", 10m, "USD", 10_000, 50, 5, "abroad")
        .Ad(Ads, "11-04", 20m, "USD", 10_000, 50, 7, "abroad");

    private static FactSetBuilder Converting()
    {
        var builder = Dollars();
        builder.Client = Client();
        return builder;
    }

    private static Data.Clients.Client Client() => new FactSetBuilder().Client with { ConvertsCurrency = true };
}

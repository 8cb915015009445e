using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.Tests.Texts;

public sealed class KpiTextTests
{
    /// <summary>What is of the means of a day says so; figures of the whole periods, side by side, do not.</summary>
    [Theory]
    [InlineData("traffic.sessions", 1200, 2000, 20.0, 0.2, "+20 % на день", "+20% per day")]
    [InlineData("traffic.sessions", 4, 3, 0.1, 0.3, "3 → 4", "3 → 4")]
    [InlineData("traffic.sessions", 150, 0, 5.0, null, "0 → 150", "0 → 150")]
    [InlineData("traffic.sessions", 310, 300, 0.0, 0.0, "стільки ж на день", "the same per day")]
    [InlineData("followers.net", 310, 140, 5.0, 1.0, "+5 на день", "+5 per day")]
    [InlineData("followers.net", -40, 10, -1.62, -4.9, "−1,6 на день", "−1.6 per day")]
    [InlineData("followers.net", 310, 300, 0.04, 0.004, "стільки ж на день", "the same per day")]
    public void Change_ComparedPerDay_SaysSoWhereItIsOfMeans(string key, double value, double previous, double change, double? ratio, string uk, string en)
    {
        var kpi = Of(key) with { Value = (decimal)value, Previous = (decimal)previous, Change = (decimal)change, ChangeRatio = (decimal?)ratio, PerDay = true, Events = (long)value, PreviousEvents = (long)previous };

        Assert.Equal((uk, en), (Plain(KpiText.Change(kpi, Language.Uk)), Plain(KpiText.Change(kpi, Language.En))));
    }

    [Fact]
    public void Direction_SmallCounts_IsThatOfTheFiguresShown() =>
        Assert.Equal(1, KpiText.Direction(Of("traffic.sessions") with { Value = 4, Previous = 3, Change = -0.1m, ChangeRatio = -0.3m, PerDay = true, Events = 4, PreviousEvents = 3 }));

    /// <summary>A new account's 50 are in the value and not in the change.</summary>
    [Fact]
    public void Change_AccountsLeftOut_IsOfTheOthers()
    {
        var kpi = Of("traffic.sessions") with { Value = 54, Previous = 3, Change = 1, ChangeRatio = 0.33m, Events = 54, PreviousEvents = 3, Compared = new(4, 3, 4, 3, ["google-analytics/new"]) };

        Assert.Equal("3 → 4", Plain(KpiText.Change(kpi, Language.En)));
    }

    /// <summary>12 % of a limit would be 22.4 %: shares differ by percentage points.</summary>
    [Fact]
    public void Plan_LimitOnAShareExceeded_IsToldInPercentagePoints()
    {
        var kpi = Of("traffic.untagged_share") with { Value = 0.32m, Plan = 0.2m };

        Assert.Equal("план до 20 %: перевищено на 12 в. п.", Plain(KpiText.Plan(kpi, Language.Uk)));
        Assert.Equal("plan up to 20%: exceeded by 12 pp", Plain(KpiText.Plan(kpi, Language.En)));
    }

    private static KpiResult Of(string key) => new() { Definition = KpiCatalogue.Definitions.Single(definition => definition.Key == key) };

    private static string? Plain(string? text) => text?.Replace('\u00A0', ' ').Replace('\u202F', ' ');
}

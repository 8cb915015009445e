using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Evaluation;
using SmmKpiBot.Tests.Kpis;
using Xunit;

namespace SmmKpiBot.Tests.Alerts;

/// <summary>
/// What rules make of figures of an account that was disconnected in the course of their window. A number that people gave is of the whole window: what the account told before stays
/// part of it. Today is 23 November in Kyiv, 00:00.
/// </summary>
public sealed class DisconnectedFiguresTests
{
    private const string Gone = "instagram/old";
    private const string Kept = "facebook/acme";

    [Fact]
    public void Budget_KeepsWhatWasSpentBefore()
    {
        var facts = Spent(Spent(new(), "meta-ads/old", "11-15"), "meta-ads/acme", "11-22").Disconnected("meta-ads/old", "2026-11-16T10:00Z");

        var input = Said(facts, new BudgetPaceCheck { MonthlyBudget = 30_000 });

        Assert.Equal((AlertSignal.Breach, (decimal?)37_000m), (input.Signal, input.Figures?.Figure));
        Assert.Equal(["meta-ads/acme", "meta-ads/old"], input.Accounts);
    }

    [Theory]
    [InlineData("2026-11-16T10:00Z", 7_200)]
    [InlineData("2026-11-01T10:00Z", 2_200)]
    [InlineData("2026-10-20T10:00Z", 2_200)]
    public void Plan_KeepsWhatWasSeenBefore_AndNothingOfAnAccountDisconnectedBeforeTheMonth(string at, int seen)
    {
        var facts = Views(Views(new(), Kept, "11-01", "11-22", 100), Gone, "10-01", "10-19", 100);
        if (at == "2026-11-16T10:00Z")
            Views(facts, Gone, "10-20", "11-10", 500).Covers(Gone, "metric:views", "11-11", "11-15");
        facts.Disconnected(Gone, at);
        facts.Client = facts.Client with { Plans = [new("reach.views", 3000, PlanUnit.Month)] };

        Assert.Equal(seen, Said(facts, new PlanPaceCheck { Kpi = "reach.views" }).Figures?.Figure);
    }

    /// <summary>The last month of a quarter holds what an account told in its first one.</summary>
    [Fact]
    public void Plan_OfAQuarter_KeepsWhatWasSeenInItsFirstMonth()
    {
        var facts = Views(Views(new(), Kept, "10-01", "11-22", 10), Gone, "10-01", "10-04", 1000).Disconnected(Gone, "2026-10-05T10:00Z");
        facts.Client = facts.Client with { Plans = [new("reach.views", 6000, PlanUnit.Quarter)] };

        Assert.Equal(4530, Said(facts, new PlanPaceCheck { Kpi = "reach.views" }).Figures?.Figure);
    }

    [Theory]
    [InlineData("2026-11-20T10:00Z", 1_100)]
    [InlineData("2026-11-16T10:00Z", 700)]
    public void Value_KeepsWhatWasSeenBefore(string at, int seen)
    {
        var facts = Views(Views(new(), Kept, "11-01", "11-22", 100), Gone, "11-01", "11-19", 100);

        Assert.Equal(seen, Said(facts.Disconnected(Gone, at), new KpiValueCheck { Kpi = "reach.views", Fire = 70 }).Figures?.Value);
    }

    /// <summary>A day on which it was still connected and silent is missed as ever.</summary>
    [Fact]
    public void Value_OfADayThatIsNotKnown_SaysNothing()
    {
        var facts = Views(Views(new(), Kept, "11-01", "11-22", 100), Gone, "11-01", "11-17", 100).Disconnected(Gone, "2026-11-20T10:00Z");
        var rule = new KpiValueCheck { Kpi = "reach.views", Fire = 70 };
        var state = AlertState.Initial(new("rule", facts.Client.Id, null, "reach.views", "")) with { LastPoint = FactSetBuilder.Day("11-17").DayNumber };

        var input = Said(facts, rule, state);

        Assert.Equal((AlertSignal.NoData, Gone), (input.Signal, Assert.Single(input.Accounts)));
    }

    /// <summary>Windows that are compared with each other are of the same accounts, or the one that is gone would be a fall.</summary>
    [Fact]
    public void Change_IsOfTheAccountsThatAreLeft()
    {
        var facts = Views(Views(new(), Kept, "11-01", "11-22", 100), Gone, "11-01", "11-19", 100).Disconnected(Gone, "2026-11-20T10:00Z");

        var figures = Said(facts, new KpiChangeCheck { Kpi = "reach.views", Fire = 0.3m }).Figures;

        Assert.Equal((700m, 700m), (figures?.Figure, figures?.Baseline));
    }

    /// <summary>A level holds the last value for as long as the total of a period does.</summary>
    [Theory]
    [InlineData("followers.total", 1_134)]
    [InlineData("followers.net", 29)]
    public void Followers_KeepWhatWasCountedBefore(string key, int value)
    {
        var facts = Followers(Followers(new(), Kept, "10-25", "11-22", 100), Gone, "10-25", "11-07", 993).Disconnected(Gone, "2026-11-08T10:00Z");
        facts.Client = facts.Client with { Plans = [new(key, 1000, PlanUnit.Month)] };

        Assert.Equal(value, Said(facts, new PlanPaceCheck { Kpi = key }).Figures?.Figure);
    }

    /// <summary>Nobody knows whether somebody who had still time to be answered was.</summary>
    [Fact]
    public void SlowAnswers_OfWaitsThatWereDueAfterwards_AreNotLate()
    {
        var facts = new FactSetBuilder().Covers("chatwoot/acme", FactKind.Messages, "11-01", "11-22").Covers("chatwoot/old", FactKind.Messages, "11-01", "11-19");
        foreach (var account in (string[])["chatwoot/acme", "chatwoot/old"])
        {
            for (var index = 0; index < 10; index++)
                facts.In(account, $"c{index}", "2026-11-19T10:00Z").Out(account, $"c{index}", "2026-11-19T10:10Z");
        }

        facts.In("chatwoot/old", "due before", "2026-11-20T09:00Z").In("chatwoot/old", "due after", "2026-11-20T09:50Z").Disconnected("chatwoot/old", "2026-11-20T10:00Z");
        facts.Client = facts.Client with { AnswerTargets = new(TimeSpan.FromMinutes(30), null) };

        var figures = Said(facts, new SlowAnswersCheck { Fire = 0.25m }).Figures;

        Assert.Equal((1m, 21m), (figures?.Figure, figures?.Baseline));
    }

    private static FactSetBuilder Spent(FactSetBuilder facts, string account, string to)
    {
        foreach (var day in FactSetBuilder.Days("11-01", to).EachDay())
            facts.Ad(account, day.ToString("MM-dd", null), 1000, "UAH");
        return facts.Covers(account, FactKind.Ads, "11-01", to);
    }

    private static FactSetBuilder Views(FactSetBuilder facts, string account, string from, string to, long perDay)
    {
        foreach (var day in FactSetBuilder.Days(from, to).EachDay())
            facts.Point(account, MetricCatalogue.Views, day.ToString("MM-dd", null), perDay);
        return facts.Covers(account, FactKind.OfMetric(MetricCatalogue.Views), from, to);
    }

    /// <summary>One more a day.</summary>
    private static FactSetBuilder Followers(FactSetBuilder facts, string account, string from, string to, long first)
    {
        foreach (var day in FactSetBuilder.Days(from, to).EachDay())
            facts.Point(account, MetricCatalogue.Followers, day.ToString("MM-dd", null), first++);
        return facts;
    }

    private static AlertInput Said(FactSetBuilder facts, AlertCheck check, AlertState? state = null)
    {
        Dictionary<string, AlertState> states = state is null ? [] : new() { [state.Subject.Fingerprint()] = state };
        var evaluation = RuleEvaluator.Evaluate(facts.Build() with { Comparison = null }, [new() { Id = "rule", Check = check }], states, []);
        return Assert.Single(Assert.Single(evaluation.Subjects).Inputs);
    }
}

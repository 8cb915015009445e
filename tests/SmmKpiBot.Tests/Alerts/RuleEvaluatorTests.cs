using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Evaluation;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Tests.Kpis;
using Xunit;

namespace SmmKpiBot.Tests.Alerts;

/// <summary>What rules make of facts. Today is 23 November in Kyiv, 00:00; windows are of 7 days.</summary>
public class RuleEvaluatorTests
{
    private const string Page = "facebook/acme";

    private static readonly AlertRule Low = Rule(new KpiValueCheck { Kpi = "reach.views", Fire = 70 });

    private static readonly AlertRule Fall = Rule(new KpiChangeCheck { Kpi = "reach.views", Fire = 0.3m });

    [Theory]
    [InlineData(10, AlertSignal.Breach)]
    [InlineData(11, AlertSignal.Clear)]
    public void Value_AtTheThreshold_CountsForTheWorseSide(int perDay, AlertSignal signal)
    {
        var input = Assert.Single(Inputs(Views(11, 1, perDay), Low));

        Assert.Equal((signal, (long?)Date("11-22").DayNumber, (decimal?)perDay * 7), (input.Signal, input.Point, input.Figures?.Value));
        Assert.Equal([Page], input.Accounts);
    }

    [Fact]
    public void Value_BetweenFireAndClear_IsInBand()
    {
        var facts = Days(Days(new(), "11-01", "11-21", 10), "11-22", "11-22", 13);

        Assert.Equal(AlertSignal.InBand, Assert.Single(Inputs(facts, Low)).Signal);
    }

    [Fact]
    public void MissingDay_IsNeverAZero_ButLateAndThenMissing()
    {
        var facts = Days(new FactSetBuilder(), "11-01", "11-20", 100);
        var state = Stepped(Low, facts, AsOf("11-21T22:00Z"));

        // The 21st was over at midnight: in the course of the 22nd it may come, from the 23rd on it is late, from the 25th on missing.
        Assert.Empty(Inputs(facts, Low, AsOf("11-22T21:59Z"), state));
        Assert.Equal((AlertSignal.NoData, AsOf("11-24T22:00Z")), Absence(AsOf("11-22T22:00Z")));
        Assert.Equal(AlertData.Late, Stepped(Low, facts, AsOf("11-24T21:59Z"), state).Data);
        Assert.Equal(AlertData.NoData, Stepped(Low, facts, AsOf("11-24T22:00Z"), state).Data);

        (AlertSignal, DateTimeOffset?) Absence(DateTimeOffset asOf)
        {
            var input = Assert.Single(Inputs(facts, Low, asOf, state));
            return (input.Signal, input.MissingFrom);
        }
    }

    [Fact]
    public void MissingDay_OfAnAccountThatFails_IsAnError()
    {
        var facts = Days(new FactSetBuilder(), "11-01", "11-20", 100);
        var state = Stepped(Low, facts, AsOf("11-21T22:00Z"));

        var inputs = Inputs(facts, Low, AsOf("11-23T12:00Z"), state, new AccountHealth(1, 1) { Condition = AccountCondition.Failing, TriedAt = AsOf("11-23T11:00Z") });

        Assert.Equal(AlertSignal.Error, Assert.Single(inputs).Signal);
    }

    [Fact]
    public void CoveredDayWithoutRows_IsAZero()
    {
        var facts = Days(new FactSetBuilder(), "11-01", "11-15", 100).Covers(Page, "metric:views", "11-01", "11-22");

        Assert.Equal(0, Assert.Single(Inputs(facts, Low)).Figures?.Value);
    }

    [Fact]
    public void UnsettledDays_Wait()
    {
        var facts = Days(new FactSetBuilder(), "11-01", "11-20", 100)
            .Point(Page, "views", "11-21", 0, settles: FactSetBuilder.At("2026-11-23T09:00Z"))
            .Point(Page, "views", "11-22", 0, settles: FactSetBuilder.At("2026-11-24T09:00Z"))
            .Covers(Page, "metric:views", "11-01", "11-22");

        Assert.Equal(Date("11-20").DayNumber, Assert.Single(Inputs(facts, Low, AsOf("11-23T08:00Z"))).Point);
        Assert.Equal(Date("11-21").DayNumber, Assert.Single(Inputs(facts, Low, AsOf("11-23T09:00Z"))).Point);
        Assert.Equal(AsOf("11-23T09:00Z"), Evaluated(facts, Low, AsOf("11-23T08:00Z"), null).ValidFor.Until);
    }

    [Fact]
    public void PointsSinceTheLastOne_ComeInOrder_AndThenNoneUntilAnotherDay()
    {
        var facts = Views(11, 1, 100);
        var state = AlertState.Initial(Subject(facts)) with { LastPoint = Date("11-19").DayNumber };

        var inputs = Inputs(facts, Low, null, state);

        Assert.Equal([Date("11-20").DayNumber, Date("11-21").DayNumber, Date("11-22").DayNumber], inputs.Select(input => input.Point!.Value));
        Assert.Empty(Inputs(facts, Low, null, Stepped(Low, facts, null, state)));
    }

    [Theory]
    [InlineData(100, 70, AlertSignal.Breach)]
    [InlineData(100, 72, AlertSignal.InBand)]
    [InlineData(100, 74, AlertSignal.Clear)]
    [InlineData(100, 130, AlertSignal.Clear)]
    public void Change_AgainstTheDaysBefore(int before, int now, AlertSignal signal)
    {
        var facts = Days(Days(new FactSetBuilder(), "11-01", "11-15", before), "11-16", "11-22", now);

        var input = Assert.Single(Inputs(facts, Fall));

        Assert.Equal((signal, (decimal?)now * 7, (decimal?)before * 7), (input.Signal, input.Figures?.Figure, input.Figures?.Baseline));
        Assert.Equal((before - now) / (decimal)before, input.Figures?.Value);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(2, 1)]
    public void Change_NothingOrNextToNothingBefore_SaysNothing(int before, int now)
    {
        var facts = Days(Days(new FactSetBuilder(), "11-01", "11-15", before), "11-16", "11-22", now);

        var input = Assert.Single(Inputs(facts, Fall));

        Assert.Equal((AlertSignal.InBand, (AlertFigures?)null), (input.Signal, input.Figures));
    }

    [Fact]
    public void Change_NearlyNothingLeftOfMuch_IsABreach()
    {
        var facts = Days(Days(new FactSetBuilder(), "11-01", "11-15", 100), "11-16", "11-22", 0);

        Assert.Equal(AlertSignal.Breach, Assert.Single(Inputs(facts, Fall)).Signal);
    }

    [Fact]
    public void Change_OneAccountOfTwoMissesADay_SaysNothingOfBoth()
    {
        var facts = Days(Views(11, 1, 100), "11-01", "11-20", 100, "instagram/acme");

        var input = Inputs(facts, Fall, null, AlertState.Initial(Subject(facts)) with { LastPoint = Date("11-20").DayNumber });

        Assert.Equal((AlertSignal.NoData, "instagram/acme"), (Assert.Single(input).Signal, Assert.Single(input[0].Accounts)));
    }

    [Fact]
    public void Median_AgainstEarlierWeeks()
    {
        var facts = new FactSetBuilder();
        var weekly = new[] { 100, 110, 90, 105, 95, 100, 40 };
        foreach (var (views, week) in weekly.Select((views, week) => (views, week)))
            Days(facts, Date("11-22").AddDays((-7 * (weekly.Length - week)) + 1), Date("11-22").AddDays(-7 * (weekly.Length - week - 1)), views);
        var rule = Rule(new KpiMedianCheck { Kpi = "reach.views", Fire = 3 });

        var figures = Assert.Single(Inputs(facts, rule)).Figures!;

        // Median 700; distances 0, 70, 70, 35, 35, 0 → 35; σ = 1.4826 × 35; 420 below it.
        Assert.Equal((280m, 700m, 420m / (1.4826m * 35m)), (figures.Figure!.Value, figures.Baseline!.Value, figures.Value));
        Assert.Equal(2.5m, figures.Clear);
        Assert.Null(Assert.Single(Inputs(facts, Rule(new KpiMedianCheck { Kpi = "reach.views", Fire = 3, MinimumSamples = 7, Samples = 8 }))).Figures);
    }

    [Fact]
    public void PlanPace_MonthSoFarAgainstItsDays_IsASubjectOfItsMonth()
    {
        var facts = Views(11, 1, 75);
        facts.Client = facts.Client with { Plans = [new("reach.views", 3000, PlanUnit.Month)] };
        var rule = Rule(new PlanPaceCheck { Kpi = "reach.views" });

        var (subject, inputs) = Only(Evaluated(facts, rule, null, null));

        Assert.Equal("2026-11", subject.Dimension);
        Assert.Equal((AlertSignal.Breach, (decimal?)0.75m, (decimal?)2200m), (inputs[0].Signal, inputs[0].Figures?.Value, inputs[0].Figures?.Baseline));
    }

    /// <summary>Nobody plans two thirds of a view: the share is exact, the plan that is named is whole.</summary>
    [Fact]
    public void PlanPace_APartOfAMonth_NamesWholeOnes()
    {
        var facts = Views(11, 1, 75);
        facts.Client = facts.Client with { Plans = [new("reach.views", 1000, PlanUnit.Month)] };

        var figures = Only(Evaluated(facts, Rule(new PlanPaceCheck { Kpi = "reach.views" }), null, null)).Inputs[0].Figures!;

        Assert.Equal((734m, 1650m / (1000m * 22 / 30)), (figures.Baseline, figures.Value));
        Assert.DoesNotContain(",", AlertText.Figures(figures, Language.Uk), StringComparison.Ordinal);
    }

    [Fact]
    public void Budget_CountsOnlyItsCurrency()
    {
        var facts = new FactSetBuilder();
        for (var day = Date("11-01"); day <= Date("11-22"); day = day.AddDays(1))
        {
            facts.Ad("meta-ads/acme", day.ToString("MM-dd", null), 100, "UAH", campaign: "a");
            facts.Ad("meta-ads/acme", day.ToString("MM-dd", null), 500, "USD", campaign: "b");
        }

        facts.Covers("meta-ads/acme", FactKind.Ads, "11-01", "11-22");
        var rule = Rule(new BudgetPaceCheck { MonthlyBudget = 2000 }) with { FireAfter = 1 };

        var (subject, inputs) = Only(Evaluated(facts, rule, null, null));

        Assert.Equal("UAH 2026-11", subject.Dimension);
        Assert.Equal((AlertSignal.Breach, 1.5m, (decimal?)2200m, "UAH"), (inputs[0].Signal, Math.Round(inputs[0].Figures!.Value, 6), inputs[0].Figures!.Figure, inputs[0].Figures!.Currency));
    }

    [Fact]
    public void ConvertedMoney_IsMarkedInEverythingSaidOfIt()
    {
        var facts = new FactSetBuilder();
        facts.Client = facts.Client with { ConvertsCurrency = true };
        for (var day = Date("11-01"); day <= Date("11-22"); day = day.AddDays(1))
        {
            var written = day.ToString("MM-dd", null);
            facts.Ad("meta-ads/acme", written, day < Date("11-16") ? 10 : 20, "USD").Rate("USD", written, 40m);
        }

        facts.Covers("meta-ads/acme", FactKind.Ads, "11-01", "11-22");

        Assert.Equal("≈\u00A0₴5,600.00", Said(new KpiValueCheck { Kpi = "paid.spend", Side = AlertSide.Above, Fire = 5000 }));
        Assert.Equal("≈\u00A0₴5,600.00 compared with ≈\u00A0₴2,800.00 (+100%)", Said(new KpiChangeCheck { Kpi = "paid.spend", Side = AlertSide.Above, Fire = 0.3m, MinimumEvents = 1 }));
        Assert.Equal("≈\u00A0₴11,600 of ₴22,000 (53%)", Said(new BudgetPaceCheck { MonthlyBudget = 30_000 }));

        string Said(AlertCheck check) => AlertText.Figures(Inputs(facts, Rule(check))[0].Figures!, Language.En);
    }

    [Fact]
    public void SlowAnswers_ShareOfLateOnes()
    {
        var facts = new FactSetBuilder().Covers("chatwoot/acme", FactKind.Messages, "11-01", "11-22");
        for (var index = 0; index < 10; index++)
            facts.In("chatwoot/acme", $"c{index}", "2026-11-20T10:00Z").Out("chatwoot/acme", $"c{index}", index < 3 ? "2026-11-20T12:00Z" : "2026-11-20T10:10Z");
        facts.Client = facts.Client with { AnswerTargets = new(TimeSpan.FromMinutes(30), null) };

        Assert.Equal((AlertSignal.Breach, 0.3m), Said(Rule(new SlowAnswersCheck { Fire = 0.25m })));
        Assert.Equal((AlertSignal.Breach, 4m), Said(Rule(new SlowAnswersCheck { Measure = SlowAnswersMeasure.P90OverTarget, Fire = 2 })));
        Assert.Null(Assert.Single(Inputs(facts, Rule(new SlowAnswersCheck { Fire = 0.25m, MinimumWaits = 11 }))).Figures);
        Assert.Equal("запізнілі відповіді: 3 із 10 (30\u00A0%)", Told(new SlowAnswersCheck { Fire = 0.25m }, Language.Uk));
        Assert.Equal("на кожну десяту відповідь чекали щонайменше 4× норми", Told(new SlowAnswersCheck { Measure = SlowAnswersMeasure.P90OverTarget, Fire = 2 }, Language.Uk));
        Assert.Equal("one answer in ten took at least 4× the answer target", Told(new SlowAnswersCheck { Measure = SlowAnswersMeasure.P90OverTarget, Fire = 2 }, Language.En));

        string Told(AlertCheck check, Language language) => AlertFigureText.Of("feedback.sla_rate", Assert.Single(Inputs(facts, Rule(check))).Figures!, language);

        (AlertSignal, decimal) Said(AlertRule rule)
        {
            var input = Assert.Single(Inputs(facts, rule));
            return (input.Signal, input.Figures!.Value);
        }
    }

    [Fact]
    public void Restated_FiguresThatNoLongerBreach_UndoTheAlertWithBothNumbers()
    {
        var fired = Stepped(Low with { FireAfter = 1 }, Views(11, 1, 5), null);
        Assert.True(fired.IsOpen);

        var step = Last(Low with { FireAfter = 1 }, Views(11, 1, 50), fired);

        var resolved = Assert.Single(step.Events);
        Assert.Equal((AlertEventKind.Resolved, AlertReason.Revised), (resolved.Kind, resolved.Reason));
        Assert.Equal(new(35, 350), resolved.Restated);
    }

    /// <summary>Between fire and clear since the day that fired it: as long as networks correct such days, a correction undoes it.</summary>
    [Theory]
    [InlineData("10-20", true)]
    [InlineData("08-25", true)]
    [InlineData("08-24", false)]
    public void Restated_AlertOpenForWeeks_IsUndoneAsLongAsNetworksCorrectThatDay(string day, bool undone)
    {
        var rule = Rule(new KpiValueCheck { Kpi = "reach.views", WindowDays = 1, Fire = 100 }) with { FireAfter = 1 };
        var fired = Stepped(rule, Since(50), FactSetBuilder.At($"2026-{day}T22:00Z"));
        var held = Stepped(rule, Since(50), null, fired);
        Assert.Equal((true, (long?)Date(day).DayNumber, (long?)Date("11-22").DayNumber), (held.IsOpen, held.EvidenceFrom, held.LastPoint));

        var inputs = Inputs(Since(500), rule, null, held);

        AlertRestatement[] expected = undone ? [new(50, 500)] : [];
        Assert.Equal(expected, inputs.Select(input => input.Restated));

        FactSetBuilder Since(long first) => Days(Days(new(), day, day, first), Date(day).AddDays(1), Date("11-22"), 105);
    }

    [Fact]
    public void Restated_PendingAlert_IsForgottenAndCountedAnew()
    {
        var pending = Stepped(Low, Views(11, 1, 5), null);
        Assert.Equal(AlertCondition.Pending, pending.Condition);

        var after = Stepped(Low, Views(11, 1, 50), null, pending);

        Assert.Equal((AlertCondition.Normal, (long?)Date("11-22").DayNumber), (after.Condition, after.LastPoint));
    }

    [Fact]
    public void RuleChangedAndGone_AreSaidOfStatesLeftOver()
    {
        var facts = Views(11, 1, 5);
        var fired = Stepped(Low with { FireAfter = 1 }, facts, null);

        Assert.Equal(AlertSignal.RuleChanged, Assert.Single(Inputs(facts, Low with { Version = 2 }, null, fired)).Signal);
        var gone = RuleEvaluator.Evaluate(facts.Build(), [], new Dictionary<string, AlertState> { [fired.Subject.Fingerprint()] = fired }, []);
        Assert.Equal(AlertSignal.Gone, Assert.Single(Assert.Single(gone.Subjects).Inputs).Signal);
    }

    [Fact]
    public void Source_IsLateByItsOwnExpectation()
    {
        var facts = Views(11, 1, 50);
        var late = Rule(new SourceCheck()) with { FireAfter = 1, ClearAfter = 1 };
        var health = new AccountHealth(1, 1) { ExpectedAt = AsOf("11-23T12:00Z") };

        Assert.Equal(
            [AlertSignal.Clear, AlertSignal.InBand, AlertSignal.Breach],
            new[] { "11-23T12:00Z", "11-24T12:00Z", "11-25T12:00Z" }.Select(time => Assert.Single(Inputs(facts, late, AsOf(time), null, health)).Signal));
        Assert.Equal(health.ExpectedAt, Stepped(late, facts, AsOf("11-25T12:00Z"), null, health).Since);
    }

    /// <summary>After days in which the bot was off nobody knows whether the network has brought what is due.</summary>
    [Fact]
    public void Source_ThatWasNotAskedSince_IsNotLate()
    {
        var facts = Views(11, 1, 50);
        var late = Rule(new SourceCheck()) with { FireAfter = 1, ClearAfter = 1 };
        var off = new AccountHealth(1, 1) { ExpectedAt = AsOf("11-23T12:00Z"), AskedAt = AsOf("11-23T13:00Z") };

        Assert.Equal(
            [AlertSignal.InBand, AlertSignal.Breach],
            new[] { off, off with { AskedAt = AsOf("11-27T12:00Z") } }.Select(health => Assert.Single(Inputs(facts, late, AsOf("11-27T12:01Z"), null, health)).Signal));
    }

    /// <summary>Steps 14, 7 and 1 days before the end; one that was not seen before is at the step it is in.</summary>
    [Theory]
    [InlineData("11-17T11:59Z", AlertSignal.Clear, AlertSeverity.Info)]
    [InlineData("11-17T12:00Z", AlertSignal.Breach, AlertSeverity.Info)]
    [InlineData("11-24T11:59Z", AlertSignal.Breach, AlertSeverity.Info)]
    [InlineData("11-24T12:00Z", AlertSignal.Breach, AlertSeverity.Warning)]
    [InlineData("11-30T11:59Z", AlertSignal.Breach, AlertSeverity.Warning)]
    [InlineData("11-30T12:00Z", AlertSignal.Breach, AlertSeverity.Critical)]
    public void Token_TowardsItsEnd_IsMoreSevereStepByStep(string time, AlertSignal signal, AlertSeverity severity)
    {
        var health = new AccountHealth(1, 1) { CredentialsExpireAt = AsOf("12-01T12:00Z") };

        var input = Assert.Single(Inputs(Views(11, 1, 50), Token, AsOf(time), null, health));

        Assert.Equal((signal, severity), (input.Signal, input.Severity));
    }

    [Fact]
    public void Token_WithinAStep_IsNoNewPointAndWakesAtTheNextOne()
    {
        var facts = Views(11, 1, 50);
        var health = new AccountHealth(1, 1) { CredentialsExpireAt = AsOf("12-01T12:00Z") };
        var told = Stepped(Token, facts, AsOf("11-18T12:00Z"), null, health);

        Assert.Equal(told.LastPoint, Assert.Single(Inputs(facts, Token, AsOf("11-23T12:00Z"), told, health)).Point);
        Assert.NotEqual(told.LastPoint, Assert.Single(Inputs(facts, Token, AsOf("11-24T12:00Z"), told, health)).Point);
        Assert.Equal(AsOf("11-24T12:00Z"), Evaluated(facts, Token, AsOf("11-23T22:00Z"), told, health).ValidFor.Until);
    }

    /// <summary>What it says of a failing collection and of lost access, by the condition of the account.</summary>
    [Theory]
    [InlineData(AccountCondition.Ok, AlertSignal.Clear, AlertSignal.Clear)]
    [InlineData(AccountCondition.Throttled, AlertSignal.InBand, AlertSignal.InBand)]
    [InlineData(AccountCondition.Failing, AlertSignal.Breach, AlertSignal.InBand)]
    [InlineData(AccountCondition.NeedsReconnecting, AlertSignal.InBand, AlertSignal.Breach)]
    public void Source_IllInOneWay_HoldsWhatWasSaidOfTheOther(AccountCondition condition, AlertSignal error, AlertSignal access)
    {
        var facts = Views(11, 1, 50);
        var health = new AccountHealth(1, 1) { Condition = condition, TriedAt = AsOf("11-23T09:00Z") };

        Assert.Equal(error, Assert.Single(Inputs(facts, Broken(SourceFault.Error), null, null, health)).Signal);
        Assert.Equal(access, Assert.Single(Inputs(facts, Broken(SourceFault.Access), null, null, health)).Signal);
    }

    /// <summary>A rest that a network asks for is made up for unnoticed; one that lasts is told once, whatever is tried meanwhile, and taken back as soon as a reading succeeds.</summary>
    [Fact]
    public void Source_ThrottledForSixHours_FiresByTheClockAloneAndEndsWithTheFirstReading()
    {
        var facts = Views(11, 1, 50);
        var rule = Broken(SourceFault.Throttled) with { FireAfter = 1, ClearAfter = 1 };
        var throttled = new AccountHealth(1, 1) { Condition = AccountCondition.Throttled, Reason = AccountTrouble.TooManyCalls, TriedAt = AsOf("11-23T09:00Z"), Since = AsOf("11-23T09:00Z") };

        Assert.Equal(AlertSignal.InBand, Assert.Single(Inputs(facts, rule, AsOf("11-23T14:59Z"), null, throttled)).Signal);
        Assert.Equal(AsOf("11-23T15:00Z"), Evaluated(facts, rule, AsOf("11-23T14:59Z"), null, throttled).ValidFor.Until);
        var told = Stepped(rule, facts, AsOf("11-23T15:00Z"), null, throttled);
        var tried = Stepped(rule, facts, AsOf("11-23T18:00Z"), told, throttled with { TriedAt = AsOf("11-23T17:00Z") });
        var failing = Stepped(rule, facts, AsOf("11-23T19:00Z"), tried, throttled with { Condition = AccountCondition.Failing, Reason = AccountTrouble.NoAnswer, TriedAt = AsOf("11-23T19:00Z") });
        var well = Stepped(rule, facts, AsOf("11-23T20:00Z"), failing, new AccountHealth(1, 1) { TriedAt = AsOf("11-23T20:00Z") });

        Assert.Equal((AlertCondition.Firing, AccountTrouble.TooManyCalls), (told.Condition, told.Trouble));
        Assert.Equal((told, told), (tried, failing));
        Assert.Equal(AlertCondition.Normal, well.Condition);
    }

    /// <summary>Once the graver trouble of an account has an alert, the lesser one ends with a word of it, and is not said to be over.</summary>
    [Theory]
    [InlineData(SourceFault.Throttled, SourceFault.Error, AccountCondition.Failing, AccountTrouble.NoAnswer, "Closed: the account has another trouble now: the server does not answer.")]
    [InlineData(SourceFault.Throttled, SourceFault.Access, AccountCondition.NeedsReconnecting, AccountTrouble.NotPermitted, "Closed: the account has another trouble now: a right to read this is missing.")]
    [InlineData(SourceFault.Error, SourceFault.Access, AccountCondition.NeedsReconnecting, AccountTrouble.NotPermitted, "Closed: the account has another trouble now: a right to read this is missing.")]
    public void Source_InAGraverTroubleThatIsTold_EndsTheLesserOne(SourceFault lesser, SourceFault graver, AccountCondition now, AccountTrouble trouble, string said)
    {
        var facts = Views(11, 1, 50).Build() with { AsOf = AsOf("11-23T20:00Z"), Comparison = null };
        AlertRule[] rules = [Broken(lesser) with { Id = "lesser" }, Broken(graver) with { Id = "graver" }];
        var health = new AccountHealth(1, 1) { Condition = now, Reason = trouble, TriedAt = facts.AsOf };
        var open = Open(rules[0]);

        Assert.Equal(AlertSignal.InBand, Said(open));
        Assert.Equal(AlertSignal.Replaced, Said(open, Open(rules[1])));
        Assert.Equal(AlertSignal.InBand, Said(Open(rules[1])));
        var input = new AlertInput(AlertSignal.Replaced) { Trouble = trouble };
        Assert.Equal(said, AlertText.End(Assert.Single(AlertMachine.Step(open, AlertPatience.Of(rules[0]), input, facts.AsOf, "new").Events), Language.En));

        AlertSignal Said(params AlertState[] states) => Assert.Single(Assert.Single(
            RuleEvaluator.Evaluate(facts, rules, states.ToDictionary(state => state.Subject.Fingerprint()), [health]).Subjects, one => one.Subject.RuleId == "lesser").Inputs).Signal;

        AlertState Open(AlertRule rule)
        {
            var subject = Assert.Single(RuleEvaluator.Evaluate(facts, [rule], new Dictionary<string, AlertState>(), [health]).Subjects).Subject;
            return AlertState.Initial(subject) with { Condition = AlertCondition.Firing, EpisodeId = rule.Id, FiredAt = facts.AsOf.AddDays(-1), LastPoint = 1, RuleVersion = 1 };
        }
    }

    [Fact]
    public void Source_NeverTried_SaysNothing()
    {
        var health = new AccountHealth(1, 1) { Condition = AccountCondition.Failing };

        Assert.Empty(Evaluated(Views(11, 1, 50), Broken(SourceFault.Error), null, null, health).Subjects);
    }

    [Fact]
    public void Source_FailsTwice_FiresOnceAndFurtherTriesAreNoPoints()
    {
        var facts = Views(11, 1, 50);
        var rule = Broken(SourceFault.Error) with { FireAfter = 2, ClearAfter = 1 };
        var once = Stepped(rule, facts, AsOf("11-23T09:00Z"), null, Failing("11-23T09:00Z"));
        var again = Stepped(rule, facts, AsOf("11-23T09:01Z"), once, Failing("11-23T09:00Z"));
        var twice = Stepped(rule, facts, AsOf("11-23T09:10Z"), again, Failing("11-23T09:10Z"));
        var thrice = Stepped(rule, facts, AsOf("11-23T09:20Z"), twice, Failing("11-23T09:20Z"));
        var well = Stepped(rule, facts, AsOf("11-23T09:30Z"), thrice, new AccountHealth(1, 1) { TriedAt = AsOf("11-23T09:30Z") });

        Assert.Equal((AlertCondition.Pending, AlertCondition.Pending), (once.Condition, again.Condition));
        Assert.Equal((AlertCondition.Firing, AccountTrouble.NoAnswer), (twice.Condition, twice.Trouble));
        Assert.Equal(twice, thrice);
        Assert.Equal((AlertCondition.Normal, null), (well.Condition, well.Trouble));
        Assert.Equal((AsOf("11-22T18:00Z"), null), (twice.Since, well.Since));
        Assert.Equal(AsOf("11-22T18:00Z"), AlertEpisode.Of(rule, twice).FailingSince);

        AccountHealth Failing(string at) => new(1, 1) { Condition = AccountCondition.Failing, Reason = AccountTrouble.NoAnswer, TriedAt = AsOf(at), Since = AsOf("11-22T18:00Z") };
    }

    /// <summary>The clock stood a week ahead when the access was lost. Tries of the right time count, each once.</summary>
    [Fact]
    public void Broken_TriesAfterTheClockWasSetBack_CountAsAnyOthers()
    {
        var facts = Days(new FactSetBuilder(), "11-01", "11-22", 10);
        var rule = Broken(SourceFault.Access) with { FireAfter = 1, ClearAfter = 2 };
        AccountHealth lost = new(1, 1) { Condition = AccountCondition.NeedsReconnecting, Reason = AccountTrouble.AccessRefused, TriedAt = AsOf("11-30T09:00Z") };
        var ahead = Stepped(rule, facts, AsOf("11-30T09:00Z"), null, lost);

        var same = Stepped(rule, facts, AsOf("11-23T09:00Z"), ahead, lost);
        var once = Stepped(rule, facts, AsOf("11-23T09:10Z"), same, Well("11-23T09:10Z"));
        var again = Stepped(rule, facts, AsOf("11-23T09:11Z"), once, Well("11-23T09:10Z"));
        var twice = Stepped(rule, facts, AsOf("11-23T09:20Z"), again, Well("11-23T09:20Z"));

        Assert.Equal(ahead, same);
        Assert.Equal((AlertCondition.Firing, AlertCondition.Recovering, AlertCondition.Normal), (same.Condition, once.Condition, twice.Condition));
        Assert.Equal(once, again);

        AccountHealth Well(string at) => new(1, 1) { TriedAt = AsOf(at) };
    }

    /// <summary>Ads of three days arrive together, the last of them in another month.</summary>
    [Fact]
    public void Budget_LastDaysOfAMonthThatComeWithTheFirstOfTheNext_AreStillCounted()
    {
        var facts = new FactSetBuilder();
        for (var day = Date("10-01"); day <= Date("11-01"); day = day.AddDays(1))
            facts.Ad("metaads/acme", day.ToString("MM-dd", null), day == Date("10-31") ? 1700 : 10, "UAH");
        facts.Covers("metaads/acme", FactKind.Ads, "10-01", "11-01");
        var rule = Rule(new BudgetPaceCheck { MonthlyBudget = 2000, WholeMonth = true, Fire = 1 }) with { FireAfter = 1, Severity = AlertSeverity.Critical };
        var october = AlertState.Initial(new("rule", facts.Client.Id, null, "paid.spend", "UAH 2026-10")) with { LastPoint = Date("10-29").DayNumber };

        var fired = Step(october, AsOf("11-02T10:00Z"));
        var kept = Step(fired.State!, AsOf("11-02T10:05Z"));
        var over = Step(fired.State!, AsOf("11-03T10:01Z"));

        Assert.Equal((AlertCondition.Firing, Date("10-31").DayNumber), (fired.State!.Condition, fired.State.FiredPoint));
        Assert.Equal(AlertCondition.Firing, kept.State!.Condition);
        Assert.Null(over.State);

        (AlertState? State, ClientEvaluation Evaluation) Step(AlertState state, DateTimeOffset now)
        {
            var evaluation = Evaluated(facts, rule, now, state);
            Assert.Single(evaluation.Subjects, one => one.Subject.Dimension == "UAH 2026-11");
            AlertState? after = state;
            foreach (var input in Assert.Single(evaluation.Subjects, one => one.Subject == state.Subject).Inputs)
                after = AlertMachine.Step(after!, AlertPatience.Of(rule), input, now, "episode").State;
            return (after, evaluation);
        }
    }

    /// <summary>A post that reached nearly everybody and moved nobody, then one the other way round: their ratio is no number a computer reckons with.</summary>
    [Fact]
    public void Evaluate_ARuleWhoseFiguresOverflow_HoldsItsStatesAndTheOthersGoOn()
    {
        var facts = Days(new FactSetBuilder(), "11-01", "11-22", 10)
            .Post(Page, "huge", "2026-11-05T10:00Z", post => post with { Reach = long.MaxValue, Reactions = 1 })
            .Post(Page, "tiny", "2026-11-12T10:00Z", post => post with { Reach = 1, Reactions = long.MaxValue })
            .Covers(Page, FactKind.Posts, "10-01", "11-22");
        var broken = new AlertRule { Id = "broken", Check = new KpiChangeCheck { Kpi = "engagement.by_reach", Side = AlertSide.Above, Fire = 0.3m, MinimumEvents = 0 }, FireAfter = 1 };
        var subject = new AlertSubject("broken", facts.Client.Id, null, "engagement.by_reach", "");
        var state = AlertState.Initial(subject) with { Condition = AlertCondition.Firing, EpisodeId = "e", FiredAt = AsOf("11-10T00:00Z"), LastPoint = Date("11-09").DayNumber, RuleVersion = 1 };
        var set = facts.Build() with { AsOf = AsOf("11-22T22:00Z"), Comparison = null };

        var evaluation = RuleEvaluator.Evaluate(set, [broken, Low], new Dictionary<string, AlertState> { [subject.Fingerprint()] = state }, []);

        Assert.Equal("broken", Assert.Single(evaluation.Failures).Rule.Id);
        Assert.IsType<OverflowException>(evaluation.Failures[0].Exception);
        Assert.Empty(Assert.Single(evaluation.Subjects, one => one.Subject == subject).Inputs);
        Assert.Equal(AlertSignal.Breach, Assert.Single(Assert.Single(evaluation.Subjects, one => one.Subject != subject).Inputs).Signal);
    }

    /// <summary>The rehearsal of a rule is what the bot would have done, woken once a day.</summary>
    [Fact]
    public void Rehearsal_FiresOnTheDaysOnWhichTheLiveRunFires()
    {
        var random = new Random(7);
        var facts = new FactSetBuilder();
        for (var day = Date("08-01"); day <= Date("11-22"); day = day.AddDays(1))
            Days(facts, day, day, random.Next(3) == 0 ? random.Next(10, 60) : 60 + random.Next(60));

        var live = Live(facts, Fall);
        var rehearsal = Rehearsal.Of(facts.Build() with { Period = new(Date("08-15"), Date("11-22")) }, Fall)!;

        Assert.Equal((90, 90), (rehearsal.Days.Days, rehearsal.Known));
        Assert.NotEmpty(live);
        Assert.Equal(live, rehearsal.Episodes.Select(episode => episode.FiredOn));
    }

    private static List<DateOnly> Live(FactSetBuilder facts, AlertRule rule)
    {
        List<DateOnly> fired = [];
        AlertState? state = null;
        for (var day = Date("11-22").AddDays(-89); day <= Date("11-22"); day = day.AddDays(1))
        {
            var now = Data.Periods.LocalDay.Start(day.AddDays(1), FactSetBuilder.Kyiv);
            foreach (var input in Inputs(facts, rule, now, state))
            {
                var step = AlertMachine.Step(state ?? AlertState.Initial(Subject(facts)), AlertPatience.Of(rule), input, now, "e" + day);
                state = AlertJson.ReadState(AlertJson.Write(step.State!));
                if (step.Events.Any(one => one.Kind == AlertEventKind.Fired))
                    fired.Add(day);
            }
        }

        return fired;
    }

    private static AlertRule Token => Rule(new TokenCheck()) with { FireAfter = 1, ClearAfter = 1 };

    private static AlertRule Broken(SourceFault fault) => Rule(new SourceCheck { Fault = fault });

    private static AlertRule Rule(AlertCheck check) => new() { Id = "rule", Check = check };

    private static FactSetBuilder Views(int month, int day, long perDay) => Days(new(), new DateOnly(2026, month, day), Date("11-22"), perDay);

    private static FactSetBuilder Days(FactSetBuilder facts, string from, string to, long perDay, string account = Page) => Days(facts, Date(from), Date(to), perDay, account);

    private static FactSetBuilder Days(FactSetBuilder facts, DateOnly from, DateOnly to, long perDay, string account = Page)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
            facts.Point(account, "views", day.ToString("MM-dd", null), perDay);
        return facts.Covers(account, "metric:views", from.ToString("MM-dd", null), to.ToString("MM-dd", null));
    }

    private static AlertSubject Subject(FactSetBuilder facts) => new("rule", facts.Client.Id, null, "reach.views", "");

    private static DateOnly Date(string day) => FactSetBuilder.Day(day);

    private static DateTimeOffset AsOf(string time) => FactSetBuilder.At("2026-" + time);

    private static ClientEvaluation Evaluated(FactSetBuilder facts, AlertRule rule, DateTimeOffset? asOf, AlertState? state, params AccountHealth[] health)
    {
        var set = facts.Build() with { AsOf = asOf ?? AsOf("11-22T22:00Z"), Comparison = null };
        Dictionary<string, AlertState> states = state is null ? [] : new() { [state.Subject.Fingerprint()] = state };
        return RuleEvaluator.Evaluate(set, [rule], states, health);
    }

    private static (AlertSubject Subject, IReadOnlyList<AlertInput> Inputs) Only(ClientEvaluation evaluation)
    {
        var subject = Assert.Single(evaluation.Subjects);
        return (subject.Subject, subject.Inputs);
    }

    private static IReadOnlyList<AlertInput> Inputs(FactSetBuilder facts, AlertRule rule, DateTimeOffset? asOf = null, AlertState? state = null, params AccountHealth[] health) =>
        Only(Evaluated(facts, rule, asOf, state, health)).Inputs;

    private static AlertState Stepped(AlertRule rule, FactSetBuilder facts, DateTimeOffset? asOf, AlertState? state = null, params AccountHealth[] health)
    {
        var (subject, inputs) = Only(Evaluated(facts, rule, asOf, state, health));
        return inputs.Aggregate(
            state ?? AlertState.Initial(subject),
            (before, input) => AlertMachine.Step(before, AlertPatience.Of(rule), input, asOf ?? AsOf("11-22T22:00Z"), "episode").State!);
    }

    private static AlertStep Last(AlertRule rule, FactSetBuilder facts, AlertState state) =>
        AlertMachine.Step(state, AlertPatience.Of(rule), Inputs(facts, rule, null, state)[0], AsOf("11-23T00:00Z"), "again");
}

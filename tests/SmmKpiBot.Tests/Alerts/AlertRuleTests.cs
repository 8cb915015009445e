using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Alerts.Evaluation;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.Tests.Alerts;

/// <summary>Rules as they are kept, checked, chosen and said.</summary>
public class AlertRuleTests
{
    public static TheoryData<string> Defaults => [.. DefaultRules.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Defaults))]
    public void Spec_OfADefaultRule_ReadsBackTheSame(string id)
    {
        var rule = DefaultRules.All.Single(rule => rule.Id == id);

        var read = AlertRuleSpec.Read(id, null, AlertRuleSpec.Write(rule));

        Assert.Equal(rule, read);
    }

    [Theory]
    [InlineData("collector.token", AlertAudience.StaffAndOperator)]
    [InlineData("collector.access", AlertAudience.StaffAndOperator)]
    [InlineData("collector.nodata", AlertAudience.StaffAndOperator)]
    [InlineData("collector.throttled", AlertAudience.StaffAndOperator)]
    [InlineData("collector.error", AlertAudience.Operator)]
    [InlineData("collector.platform", AlertAudience.Operator)]
    [InlineData("default.views", AlertAudience.Staff)]
    public void Audience_OfADefaultRule_IsWhoCanActOnIt(string id, AlertAudience audience) => Assert.Equal(audience, DefaultRules.All.Single(rule => rule.Id == id).Audience);

    /// <summary>What is in customers' databases: this text may never need another reader.</summary>
    [Fact]
    public void Spec_IsStable()
    {
        var rule = DefaultRules.All.Single(rule => rule.Id == "default.views");
        const string text = """{"severity":"warning","check":{"kind":"kpi-change.1","fire":0.4,"kpi":"reach.views","windowDays":7,"side":"below"},"fireAfter":2,"clearAfter":2,"for":"00:00:00"}""";

        Assert.Equal(text, AlertRuleSpec.Write(rule));
        Assert.Equal(rule.Check, AlertRuleSpec.Read("default.views", null, text).Check);
    }

    [Theory]
    [InlineData("""{}""", "cannot be read")]
    [InlineData("""nonsense""", "cannot be read")]
    [InlineData("""{"check":null}""", "cannot be read")]
    [InlineData("""{"check":{"kind":"kpi-change.9","kpi":"reach.views","fire":0.4}}""", "cannot be read")]
    [InlineData("""{"check":{"kind":"kpi-change.1","kpi":"reach.views","fire":0.4,"fier":1}}""", "cannot be read")]
    [InlineData("""{"check":{"kind":"kpi-change.1","kpi":"reach.viewz","fire":0.4}}""", "There is no KPI “reach.viewz”.")]
    [InlineData("""{"check":{"kind":"kpi-change.1","kpi":"reach.views","fire":1.2}}""", "cannot fall by more than 100%")]
    [InlineData("""{"check":{"kind":"kpi-change.1","kpi":"reach.views","fire":0.3,"clear":0.4}}""", "better side")]
    [InlineData("""{"check":{"kind":"kpi-value.1","kpi":"reach.views","fire":100,"clear":90}}""", "better side")]
    [InlineData("""{"check":{"kind":"kpi-value.1","kpi":"reach.views","fire":100,"currency":"UAH"}}""", "Only a KPI in money")]
    [InlineData("""{"check":{"kind":"kpi-value.1","kpi":"reach.views","fire":100,"windowDays":60}}""", "1 to 31 days")]
    [InlineData("""{"check":{"kind":"kpi-value.1","kpi":"reach.views","fire":100},"fireAfter":0}""", "before it fires")]
    [InlineData("""{"check":{"kind":"kpi-median.1","kpi":"reach.views","fire":3,"samples":4}}""", "Earlier windows")]
    [InlineData("""{"check":{"kind":"plan-pace.1","kpi":"reach.views","fire":1.2}}""", "by less than 100%")]
    [InlineData("""{"check":{"kind":"budget-pace.1","monthlyBudget":-5}}""", "budget is above zero")]
    [InlineData("""{"check":{"kind":"slow-answers.1","fire":1.5}}""", "a share at most 100%")]
    [InlineData("""{"check":{"kind":"kpi-value.1","kpi":"paid.spend","side":"below","fire":79228162514264337593543950335}}""", "less than a trillion")]
    [InlineData("""{"check":{"kind":"kpi-median.1","kpi":"reach.views","fire":3,"clear":-1000000000000}}""", "less than a trillion")]
    [InlineData("""{"check":{"kind":"token.1","daysAhead":7,"criticalDaysAhead":9}}""", "before access ends")]
    public void Spec_ThatCannotBe_SaysWhy(string spec, string why)
    {
        var refused = Assert.Throws<AlertRuleException>(() => AlertRuleSpec.Read("rule", 1, spec));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.All(refused.Problems, problem => Assert.NotEqual(problem.Uk, problem.En));
    }

    [Fact]
    public void Effective_AClientsOwnRule_StandsInForTheGeneralOne()
    {
        AlertRule[] rules =
        [
            Rule("general"),
            Rule("other"),
            Rule("off") with { Enabled = false },
            Rule("own") with { ClientId = 1, Replaces = "general" },
            Rule("switched-off") with { ClientId = 2, Replaces = "other", Enabled = false },
        ];

        Assert.Equal(["other", "own"], AlertRules.Effective(rules, 1).Select(rule => rule.Id));
        Assert.Equal(["general"], AlertRules.Effective(rules, 2).Select(rule => rule.Id));
        Assert.Equal(["general", "other"], AlertRules.Effective(rules, 3).Select(rule => rule.Id));
    }

    [Theory]
    [InlineData("collector.throttled", null, "collector.throttled")]
    [InlineData("collector.throttled", 1L, "collector.throttled")]
    [InlineData("collector.throttled", 2L, null)] // switched off there
    [InlineData("collector.error", 3L, null)] // off for all
    [InlineData("collector.access", null, "own")] // one client would hear of it twice
    [InlineData("collector.access", 4L, "own")]
    [InlineData("collector.access", 3L, null)]
    [InlineData("collector.token", 3L, "collector.token")]
    [InlineData("default.views", 3L, null)] // figures are told as the team likes
    public void TwinOf_ANewRule_IsTheOneThatWouldTellTheSameToTheSame(string like, long? clientId, string? twin)
    {
        Assert.Equal(twin, AlertRules.TwinOf(SomeRules, Built(like) with { Id = "new", ClientId = clientId, FireAfter = 4, Severity = AlertSeverity.Critical })?.Id);
    }

    [Fact]
    public void TwinOf_EndOfAccess_IsOneThingHoweverEarlyItIsTold()
    {
        var earlier = Built("collector.token") with { Id = "new", Check = new TokenCheck { DaysAhead = 30 } };

        Assert.Equal("collector.token", AlertRules.TwinOf(SomeRules, earlier)?.Id);
        Assert.Null(AlertRules.TwinOf(SomeRules, earlier with { Id = "collector.token" }));
        Assert.Null(AlertRules.TwinOf(SomeRules, earlier with { ClientId = 1, Replaces = "collector.token" }));
        Assert.Null(AlertRules.TwinOf(SomeRules, earlier with { Enabled = false }));
    }

    [Theory]
    [InlineData("off", 2L, null)] // the general one gives way to it
    [InlineData("collector.error", null, null)]
    [InlineData("collector.access", null, "own")]
    public void TwinOf_ARuleThatIsSwitchedOn_IsTheOneThatWouldTellTheSameToTheSame(string id, long? clientId, string? twin)
    {
        IReadOnlyList<AlertRule> rules = [.. SomeRules, Built("collector.access") with { Enabled = false }];

        var on = AlertRules.Switched(rules, rules.Single(rule => rule.Id == id), clientId, on: true, "new")!;

        Assert.True(on.Enabled);
        Assert.Equal((id, twin), (on.Id, AlertRules.TwinOf(rules, on)?.Id));
    }

    [Fact]
    public void Switched_ForOneClient_LeavesTheGeneralRuleToTheOthers()
    {
        var off = AlertRules.Switched(SomeRules, Built("collector.token"), 7, on: false, "new")!;
        var on = AlertRules.Switched(SomeRules, Built("collector.error") with { Enabled = false }, 7, on: true, "new")!;

        Assert.Equal(("new", 7L, "collector.token", false), (off.Id, off.ClientId, off.Replaces, off.Enabled));
        Assert.Equal(("new", 7L, "collector.error", true), (on.Id, on.ClientId, on.Replaces, on.Enabled));
        Assert.Null(AlertRules.Switched(SomeRules, Built("collector.token"), 7, on: true, "new"));
        Assert.Null(AlertRules.Switched(SomeRules, Built("collector.throttled"), 2, on: false, "new"));
    }

    [Fact]
    public void Behind_ARuleThatIsTakenAway_StandsWhatWatchedBefore()
    {
        IReadOnlyList<AlertRule> rules = [.. SomeRules, Built("collector.throttled") with { Id = "beside", ClientId = 2 }];
        var off = SomeRules.Single(rule => rule.Id == "off");

        var back = AlertRules.Behind(rules, off)!;

        Assert.Equal((2L, true), (back.ClientId, back.Enabled));
        Assert.Equal("beside", AlertRules.TwinOf(rules, back)?.Id);
        Assert.True(AlertRules.Behind(rules, Built("collector.error") with { Enabled = false })!.Enabled);
        Assert.Null(AlertRules.Behind(rules, SomeRules.Single(rule => rule.Id == "own")));
    }

    [Fact]
    public void Fingerprint_KnowsEveryPart_AndNothingElse()
    {
        AlertSubject one = new("rule", 1, null, "reach.views", "");
        AlertSubject[] others =
        [
            one with { RuleId = "rule2" }, one with { ClientId = 2 }, one with { AccountId = 0 }, one with { Metric = "reach.view", Dimension = "s" }, one with { Dimension = "UAH" },
            new("rule1", 1, null, "reach.views", ""),
        ];

        Assert.Equal("7198c0d83ea4d373aa3230e323617b9e", one.Fingerprint());
        Assert.Equal(others.Length + 1, others.Append(one).Select(subject => subject.Fingerprint()).Distinct().Count());
    }

    /// <summary>Working time is told in hours wherever it stands, in a rule as in its figures: 24 hours of it are no day.</summary>
    [Fact]
    public void FiguresOfWorkingTime_AreHours()
    {
        var rule = Rule("r") with { Check = new KpiValueCheck { Kpi = "feedback.working_p90", Side = AlertSide.Above, Fire = 86_400 } };
        AlertFigures figures = new(187_200, 86_400, 80_000, AlertSide.Above, KpiUnit.Seconds) { IsWorkingTime = true };

        Assert.Contains("24 год або більше", Plain(AlertText.Sentence(rule, Language.Uk)), StringComparison.Ordinal);
        Assert.Contains("24 h or more", Plain(AlertText.Title(rule, Language.En)), StringComparison.Ordinal);
        Assert.Equal("Значення: 52 год", Plain(AlertFigureText.Line("feedback.working_p90", figures, Language.Uk)));
        Assert.Equal("2 дні 4 год", Plain(AlertText.Figures(figures with { IsWorkingTime = false }, Language.Uk)));
    }

    /// <summary>A share of nothing that is named says nothing: 92 of 197 what?</summary>
    [Theory]
    [InlineData("feedback.sla_rate", Language.Uk, "Запізнілі відповіді: 92 із 197 (47 %)", "; запізнілі відповіді: 92 із 197 (47 %)")]
    [InlineData("feedback.sla_rate", Language.En, "Late answers: 92 of 197 (47%)", "; late answers: 92 of 197 (47%)")]
    [InlineData("reach.views", Language.Uk, "92 із 197 (47 %)", ": 92 із 197 (47 %)")]
    public void FigureText_OfAShare_SaysOfWhat(string metric, Language language, string line, string tail)
    {
        AlertFigures figures = new(0.467m, 0.25m, 0.2m, AlertSide.Above, KpiUnit.Rate) { Figure = 92, Baseline = 197, IsShare = true, FigureUnit = KpiUnit.Count };

        Assert.Equal(line, Plain(AlertFigureText.Line(metric, figures, language)));
        Assert.Equal(tail, Plain(AlertFigureText.Tail(metric, figures, language)));
    }

    [Theory]
    [InlineData(4, "4 норми", "4 answer targets")]
    [InlineData(1, "1 норма", "1 answer target")]
    [InlineData(1.5, "1,5 норми", "1.5 answer targets")]
    public void FigureText_OfAMultipleOfThePromise_SaysOfWhat(decimal multiple, string uk, string en)
    {
        AlertFigures figures = new(multiple, 2, 2, AlertSide.Above, KpiUnit.Ratio) { IsOfTarget = true };

        Assert.Equal(uk, Plain(AlertText.Figures(figures, Language.Uk)));
        Assert.Equal(en, Plain(AlertText.Figures(figures, Language.En)));
    }

    [Theory]
    [InlineData(AlertMetrics.Token, 864_000, "До кінця 10 днів", "10 d left")]
    [InlineData(AlertMetrics.Token, -1, "Уже закінчився", "It has ended")]
    [InlineData(AlertMetrics.NoData, 86_400, "Запізнюються на 1 день", "Late by 1 d")]
    [InlineData("quality.session_seconds", 50, "Значення: 50 с", "Value: 50 s")]
    public void FigureText_OfATime_SaysWhatItIs(string metric, int seconds, string uk, string en)
    {
        AlertFigures figures = new(seconds, 0, 0, AlertSide.Above, KpiUnit.Seconds);

        Assert.Equal(uk, Plain(AlertFigureText.Line(metric, figures, Language.Uk)));
        Assert.Equal(en, Plain(AlertFigureText.Line(metric, figures, Language.En)));
    }

    [Theory]
    [MemberData(nameof(Defaults))]
    public void Words_OfADefaultRule_ExistInBothLanguages(string id)
    {
        var rule = DefaultRules.All.Single(rule => rule.Id == id);

        foreach (var say in new Func<Language, string>[] { at => AlertText.Title(rule, at), at => AlertText.Sentence(rule, at), at => AlertText.Patience(rule, at) })
            Assert.NotEqual(say(Language.Uk), say(Language.En));
    }

    [Fact]
    public void Sentence_SaysWhenItFires() => Assert.Equal(
        """
        Перегляди за 7 днів — щонайменше на 40 % нижче, ніж за попередні 7 днів.
        Views over 7 days: at least 40% below the 7 days before.
        Перегляди за 7 днів: 70 або менше.
        Views over 7 days: 70 or less.
        Взаємодії за 7 днів — щонайменше на 3 звичні відхилення нижче за звичне (медіану 8 попередніх таких періодів).
        Engagements over 7 days: at least 3 usual deviations below the usual (the median of the 8 periods before).
        Покупки від початку місяця або кварталу: 80 % або менше від плану на ці дні.
        Purchases since the month or quarter began: 80% or less of the plan for these days.
        Витрати на рекламу від початку місяця: 120 % або більше від бюджету на ці дні (20 000 ₴).
        Ad spend since the month began: 120% or more of the budget for these days (₴20,000).
        За 7 днів запізнилося щонайменше 25 % відповідей (якщо звернень було від 5).
        Over 7 days at least 25% of the answers were late (with 5 waits or more).
        За 7 днів на кожну десяту відповідь чекали щонайменше 1,5× норми.
        Over 7 days one answer in ten took at least 1.5× the answer target.
        Доступ до акаунта закінчується за 14 днів або раніше.
        Access to an account ends within 14 days.
        """,
        string.Join('\n', new AlertCheck[]
        {
            new KpiChangeCheck { Kpi = "reach.views", Fire = 0.4m },
            new KpiValueCheck { Kpi = "reach.views", Fire = 70 },
            new KpiMedianCheck { Kpi = "engagement.total", Fire = 3 },
            new PlanPaceCheck { Kpi = "quality.purchases" },
            new BudgetPaceCheck { MonthlyBudget = 20_000, Currency = "UAH" },
            new SlowAnswersCheck { Fire = 0.25m },
            new SlowAnswersCheck { Fire = 1.5m, Measure = SlowAnswersMeasure.P90OverTarget },
            new TokenCheck(),
        }.SelectMany(check => new[] { Language.Uk, Language.En }.Select(language => Plain(AlertText.Sentence(Rule("r") with { Check = check }, language))))));

    [Fact]
    public void End_SaysHowItEnded()
    {
        AlertFigures figures = new(0.05m, 0.4m, 0.36m, AlertSide.Above, KpiUnit.Rate) { Figure = 950, Baseline = 1000, FigureUnit = KpiUnit.Count };
        AlertEvent end = new()
        {
            Kind = AlertEventKind.Resolved,
            Reason = AlertReason.Cleared,
            At = DateTimeOffset.UnixEpoch,
            Subject = new("rule", 1, null, "reach.views", ""),
            Severity = AlertSeverity.Warning,
            Figures = figures,
            Worst = figures with { Value = 0.5m, Figure = 500 },
            Duration = TimeSpan.FromHours(50),
        };

        Assert.Equal(
            "Знову в нормі: 950 порівняно з 1 000 (−5 %). Тривало 2 дні 2 год, найгірше значення: 500 порівняно з 1 000 (−50 %).",
            Plain(AlertText.End(end, Language.Uk)!));
        Assert.Equal(
            "Withdrawn: the figures were revised from 45% to 5%.",
            Plain(AlertText.End(end with { Reason = AlertReason.Revised, Restated = new(0.45m, 0.05m) }, Language.En)!));
        Assert.Equal(
            "Закрито без відновлення: 7 днів немає даних.",
            AlertText.End(end with { Kind = AlertEventKind.Closed, Reason = AlertReason.NoData }, Language.Uk));
        Assert.Null(AlertText.End(end with { Kind = AlertEventKind.Fired }, Language.Uk));
    }

    /// <summary>Figures come again before they are due: then nothing is late, and a negative time would say nothing.</summary>
    [Fact]
    public void End_OfWhatIsNotLateAnyMore_NamesNoTime()
    {
        AlertFigures early = new(-22_200, 3600, 0, AlertSide.Above, KpiUnit.Seconds);
        AlertEvent end = new()
        {
            Kind = AlertEventKind.Resolved,
            Reason = AlertReason.Cleared,
            At = DateTimeOffset.UnixEpoch,
            Subject = new("collector.nodata", 1, 2, AlertMetrics.NoData, ""),
            Severity = AlertSeverity.Warning,
            Figures = early,
            Worst = early with { Value = 7200 },
            Duration = TimeSpan.FromHours(1),
        };

        Assert.Equal("Знову в нормі. Тривало 1 год, найгірше значення: 2 год.", Plain(AlertText.End(end, Language.Uk)!));
    }

    [Fact]
    public void Rehearsed_SaysHowOftenAndWhen()
    {
        RehearsedEpisode First(int day) => new(new(2026, 9, day), null, null, null, null);
        var rehearsal = new RehearsalResult(new(new(2026, 8, 25), new(2026, 11, 22)), 84, [First(3), First(21)]);

        Assert.Equal(
            "За останні 90 днів це правило спрацювало б 2 рази: 3 вересня, 21 вересня. Пораховано за цифрами, відомими сьогодні; дані є за 84 із 90 днів.",
            Plain(AlertText.Rehearsed(rehearsal, Language.Uk)));
        Assert.StartsWith("In the last 90 days this rule would not have fired.", Plain(AlertText.Rehearsed(rehearsal with { Episodes = [] }, Language.En)), StringComparison.Ordinal);
    }

    private static IReadOnlyList<AlertRule> SomeRules { get; } =
    [
        Built("default.views"),
        Built("collector.throttled"),
        Built("collector.token"),
        Built("collector.error") with { Enabled = false },
        Built("collector.throttled") with { Id = "off", ClientId = 2, Replaces = "collector.throttled", Enabled = false },
        Built("collector.access") with { Id = "own", ClientId = 4 },
    ];

    private static AlertRule Built(string id) => DefaultRules.All.Single(rule => rule.Id == id);

    private static AlertRule Rule(string id) => new() { Id = id, Check = new KpiValueCheck { Kpi = "reach.views", Fire = 70 } };

    private static string Plain(string text) => text.Replace(Typography.NoBreakSpace, " ", StringComparison.Ordinal).Replace(Typography.ThinSpace, " ", StringComparison.Ordinal);
}

using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Alerts;

/// <summary>What is wrong with a rule, in words.</summary>
public static class AlertRuleProblems
{
    // Far above any figure, and far from where reckoning with it would overflow and stop the rules of every client it is for.
    private const decimal MostThreshold = 1_000_000_000_000;

    /// <summary>None: the rule can be kept.</summary>
    public static IReadOnlyList<Words> Of(AlertRule rule)
    {
        List<Words> problems = [];
        Check(rule.FireAfter is >= 1 and <= 30, "Кількість днів до сповіщення — від 1 до 30.", "The number of days before it fires is 1 to 30.");
        Check(rule.ClearAfter is >= 1 and <= 30, "Кількість днів до відбою — від 1 до 30.", "The number of days before it clears is 1 to 30.");
        Check(rule.For >= TimeSpan.Zero && rule.For <= TimeSpan.FromDays(30), "Мінімальна тривалість — до 30 днів.", "The minimum time is at most 30 days.");
        Check(!IsByClock(rule.Check) || rule is { FireAfter: 1, ClearAfter: 1 }, "Це правило спрацьовує відразу: терпіння в ньому не буває.", "This rule tells at once: it knows no patience.");
        Check(Thresholds(rule.Check).All(threshold => Math.Abs(threshold ?? 0) < MostThreshold), "Поріг — менший за трильйон.", "A threshold is less than a trillion.");
        problems.AddRange(OfCheck(rule.Check));
        return problems;

        void Check(bool fine, string uk, string en)
        {
            if (!fine)
                problems.Add(new(uk, en));
        }
    }

    /// <summary>It looks at the clock, which says a thing once.</summary>
    private static bool IsByClock(AlertCheck check) => check is TokenCheck or PlatformCheck or SourceCheck { Fault: SourceFault.NoData or SourceFault.Throttled };

    private static IEnumerable<decimal?> Thresholds(AlertCheck check) => check switch
    {
        KpiValueCheck value => [value.Fire, value.Clear],
        KpiChangeCheck change => [change.Fire, change.Clear],
        KpiMedianCheck median => [median.Fire, median.Clear],
        PlanPaceCheck plan => [plan.Fire, plan.Clear],
        BudgetPaceCheck budget => [budget.Fire, budget.Clear, budget.MonthlyBudget],
        SlowAnswersCheck answers => [answers.Fire, answers.Clear],
        _ => [],
    };

    private static IEnumerable<Words> OfCheck(AlertCheck check) => check switch
    {
        KpiCheck kpi => [.. OfKpi(kpi.Kpi), .. OfWindow(kpi.WindowDays), .. OfCurrency(kpi), .. OfThresholds(kpi)],
        PlanPaceCheck plan => [.. OfKpi(plan.Kpi), .. OfPlan(plan)],
        BudgetPaceCheck budget => [.. OfShare(budget.Fire), .. OfBudget(budget), .. OfClear(budget.Fire, budget.Clear, budget.Side)],
        SlowAnswersCheck answers => [.. OfWindow(answers.WindowDays), .. OfAnswers(answers), .. OfClear(answers.Fire, answers.Clear, AlertSide.Above)],
        TokenCheck token when token.DaysAhead is < 1 or > 60 || token.CriticalDaysAhead < 0 || token.CriticalDaysAhead > token.DaysAhead =>
            [new("Попередити можна за 1–60 днів до кінця доступу, а критичним стає не раніше за це.", "A warning can come 1 to 60 days before access ends, and it turns critical no earlier.")],
        PlatformCheck platform when platform.Share is <= 0 or > 1 || platform.MinimumAccounts < 2 =>
            [new("Частка акаунтів — від 0 до 100 %, щонайменше 2 акаунти.", "The share of accounts is 0 to 100%, of at least 2 accounts.")],
        _ => [],
    };

    private static IEnumerable<Words> OfKpi(string key) => KpiCatalogue.Find(key) switch
    {
        null => [new($"Показника «{key}» немає.", $"There is no KPI “{key}”.")],
        _ when key == "reach.account" => [new("«reach.account» має лише значення окремих акаунтів.", "“reach.account” has figures of single accounts only.")],
        _ => [],
    };

    private static IEnumerable<Words> OfWindow(int days) =>
        days is >= 1 and <= 31 ? [] : [new("Вікно — від 1 до 31 дня.", "The window is 1 to 31 days.")];

    private static IEnumerable<Words> OfCurrency(KpiCheck check) =>
        check.Currency is null || KpiCatalogue.Find(check.Kpi)?.Unit == KpiUnit.Money ? [] : [new("Валюта буває лише в показників у грошах.", "Only a KPI in money has a currency.")];

    private static IEnumerable<Words> OfThresholds(KpiCheck check) => check switch
    {
        KpiValueCheck value => OfClear(value.Fire, value.Clear, value.Side),
        KpiChangeCheck { Fire: <= 0 } or KpiMedianCheck { Fire: <= 0 } => [new("Поріг більший за нуль.", "The threshold is above zero.")],
        KpiChangeCheck { Fire: > 1, Side: AlertSide.Below } => [new("Показник не може впасти більш ніж на 100 %.", "A figure cannot fall by more than 100%.")],
        KpiChangeCheck change => OfClear(change.Fire, change.Clear, AlertSide.Above),
        KpiMedianCheck { MinimumSamples: < 3 } => [new("Для медіани потрібно щонайменше 3 попередні періоди.", "A median takes at least 3 earlier windows.")],
        KpiMedianCheck median when median.Samples < median.MinimumSamples || median.Samples > 26 =>
            [new("Попередніх періодів — не менше за мінімум і не більше 26.", "Earlier windows: no fewer than the minimum, at most 26.")],
        KpiMedianCheck median => OfClear(median.Fire, median.Clear, AlertSide.Above),
        _ => [],
    };

    private static IEnumerable<Words> OfShare(decimal share) => share > 0 ? [] : [new("Частка більша за нуль.", "The share is above zero.")];

    private static IEnumerable<Words> OfPlan(PlanPaceCheck check)
    {
        if (check.FromDay is < 1 or > 28)
            yield return new("Перший день — від 1 до 28.", "The first day is 1 to 28.");
        var side = AlertThresholds.SideOfPlan(check);
        if (check.Fire <= 0 || (side == AlertSide.Below ? check.Fire > 1 : check.Fire < 1))
            yield return new("Від плану можна відставати на 0 % і більше, а якщо кращим є більше значення, — менш ніж на 100 %.", "A figure can be behind its plan by 0% or more and, where more is better, by less than 100%.");
        foreach (var words in OfClear(check.Fire, check.Clear, side))
            yield return words;
    }

    private static IEnumerable<Words> OfBudget(BudgetPaceCheck check)
    {
        if (check.MonthlyBudget <= 0)
            yield return new("Бюджет більший за нуль.", "The budget is above zero.");
        if (check.FromDay is < 1 or > 28)
            yield return new("Перший день — від 1 до 28.", "The first day is 1 to 28.");
        if (check.WholeMonth && check.Side == AlertSide.Below)
            yield return new("Про весь бюджет місяця можна сповістити лише перевищення.", "Of a whole month's budget only its being spent can be told.");
    }

    private static IEnumerable<Words> OfAnswers(SlowAnswersCheck check)
    {
        if (check.MinimumWaits < 1)
            yield return new("Потрібне щонайменше одне звернення.", "At least one wait is needed.");
        if (check.Fire <= 0 || (check.Measure == SlowAnswersMeasure.LateShare && check.Fire > 1))
            yield return new("Поріг — більший за нуль, частка — не більша за 100 %.", "The threshold is above zero, a share at most 100%.");
    }

    private static IEnumerable<Words> OfClear(decimal fire, decimal? clear, AlertSide side) =>
        clear is { } at && (side == AlertSide.Above ? at > fire : at < fire)
            ? [new("Поріг відбою лежить на кращому боці від порога сповіщення.", "The threshold that clears lies on the better side of the one that fires.")]
            : [];
}

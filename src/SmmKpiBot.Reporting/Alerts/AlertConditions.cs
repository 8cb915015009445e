using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Alerts;

/// <summary>What checks compare, in words that need no agreement with the name of a KPI.</summary>
internal static class AlertConditions
{
    private static readonly Noun Deviation = new("звичне відхилення", "звичні відхилення", "звичних відхилень", "usual deviation", "usual deviations");

    public static string Title(AlertCheck check, Language language) => check switch
    {
        KpiValueCheck value => $"{Kpi(value, language)}: {Bound(Figure(value.Fire, value, language), value.Side, language)}",
        KpiChangeCheck change => $"{Kpi(change, language)}: {NumberText.ChangePercent(change.Side == AlertSide.Above ? change.Fire : -change.Fire, language)}",
        KpiMedianCheck median => $"{Kpi(median, language)}: {Side(median.Side, new("незвично багато", "unusually high"), new("незвично мало", "unusually low"), language)}",
        PlanPaceCheck plan => $"{Kpi(plan.Kpi, language)}: {Side(AlertThresholds.SideOfPlan(plan), new("понад план", "over the plan"), new("відставання від плану", "behind the plan"), language)}",
        BudgetPaceCheck { WholeMonth: true } => new Words("Місячний бюджет реклами вичерпано", "The month's ad budget is spent").In(language),
        BudgetPaceCheck budget => Side(
            budget.Side,
            new("Бюджет реклами витрачається зашвидко", "The ad budget is spent too fast"),
            new("Бюджет реклами витрачається заповільно", "The ad budget is spent too slowly"),
            language),
        SlowAnswersCheck => new Words("Повільні відповіді", "Slow answers").In(language),
        SourceCheck { Fault: SourceFault.Error } => new Words("Дані акаунта не збираються", "An account's data cannot be collected").In(language),
        SourceCheck { Fault: SourceFault.Access } => new Words("Доступ до акаунта втрачено", "Access to an account is lost").In(language),
        SourceCheck { Fault: SourceFault.Throttled } => new Words("Мережа обмежила запити", "The network limits our calls").In(language),
        SourceCheck => new Words("Від акаунта немає нових даних", "An account gives no new data").In(language),
        PlatformCheck => new Words("Не працює збір даних з усієї мережі", "A whole network cannot be collected").In(language),
        TokenCheck => new Words("Доступ до акаунта закінчується", "Access to an account ends").In(language),
        _ => throw new ArgumentOutOfRangeException(nameof(check), check, "Not a check with words."),
    };

    public static string Of(AlertCheck check, Language language) => check switch
    {
        KpiValueCheck value => $"{Kpi(value, language)} {Over(value.WindowDays, language)}: {Bound(Figure(value.Fire, value, language), value.Side, language)}",
        KpiChangeCheck change => Change(change, language),
        KpiMedianCheck median => Median(median, language),
        PlanPaceCheck plan => Plan(plan, language),
        BudgetPaceCheck budget => Budget(budget, language),
        SlowAnswersCheck answers => Answers(answers, language),
        SourceCheck { Fault: SourceFault.Error } => new Words("не вдається зібрати дані акаунта", "an account's data cannot be collected").In(language),
        SourceCheck { Fault: SourceFault.Access } => new Words("доступ до акаунта втрачено: без людини дані не прийдуть", "access to an account is lost: no data come until somebody gives it anew").In(language),
        SourceCheck { Fault: SourceFault.Throttled } => new Words(
            $"мережа понад {DurationText.Of(SourceCheck.ThrottledFor, Language.Uk)} не дозволяє нових запитів, бо їх забагато",
            $"the network has allowed no calls for more than {DurationText.Of(SourceCheck.ThrottledFor, Language.En)}, because there were too many").In(language),
        SourceCheck => new Words("від акаунта довше, ніж звичайно, немає нових даних", "an account has given no new data for longer than usual").In(language),
        PlatformCheck platform => Platform(platform, language),
        TokenCheck token => Token(token, language),
        _ => throw new ArgumentOutOfRangeException(nameof(check), check, "Not a check with words."),
    };

    private static string Change(KpiChangeCheck check, Language language)
    {
        var share = NumberText.Percent(check.Fire, language);
        var side = Side(check.Side, new("вище", "above"), new("нижче", "below"), language);
        var earlier = check.WindowDays == 1 ? "попередній день" : "попередні " + Plural.Count(check.WindowDays, Nouns.Day, Language.Uk);
        var earlierEn = check.WindowDays == 1 ? "the day before" : $"the {Plural.Count(check.WindowDays, Nouns.Day, Language.En)} before";
        return new Words(
            $"{Kpi(check, Language.Uk)} {Over(check.WindowDays, Language.Uk)} — щонайменше на {share} {side}, ніж за {earlier}",
            $"{Kpi(check, Language.En)} {Over(check.WindowDays, Language.En)}: at least {share} {side} {earlierEn}").In(language);
    }

    private static string Median(KpiMedianCheck check, Language language)
    {
        var sigma = check.Band == MedianBand.Sigma;
        var number = sigma ? $"{NumberText.Number(check.Fire, 1, language)} {Plural.Form(check.Fire, Deviation, language)}" : NumberText.Percent(check.Fire, language);
        var side = Side(check.Side, new("вище за", "above"), new("нижче за", "below"), language);
        return new Words(
            $"{Kpi(check, Language.Uk)} {Over(check.WindowDays, Language.Uk)} — щонайменше на {number} {side} звичне (медіану {check.Samples} попередніх таких періодів)",
            $"{Kpi(check, Language.En)} {Over(check.WindowDays, Language.En)}: at least {number} {side} the usual (the median of the {check.Samples} periods before)").In(language);
    }

    private static string Plan(PlanPaceCheck check, Language language)
    {
        var bound = Bound(NumberText.WholePercent(check.Fire, language), AlertThresholds.SideOfPlan(check), language);
        return new Words(
            $"{Kpi(check.Kpi, Language.Uk)} від початку місяця або кварталу: {bound} від плану на ці дні",
            $"{Kpi(check.Kpi, Language.En)} since the month or quarter began: {bound} of the plan for these days").In(language);
    }

    private static string Budget(BudgetPaceCheck check, Language language)
    {
        var bound = Bound(NumberText.WholePercent(check.Fire, language), check.Side, language);
        var amount = check.MonthlyBudget is { } budget ? $" ({KpiText.Figure(budget, KpiUnit.Money, check.Currency, language)})" : "";
        return check.WholeMonth
            ? new Words($"витрати на рекламу від початку місяця: {bound} від бюджету місяця{amount}", $"ad spend since the month began: {bound} of the month's budget{amount}").In(language)
            : new Words($"витрати на рекламу від початку місяця: {bound} від бюджету на ці дні{amount}", $"ad spend since the month began: {bound} of the budget for these days{amount}").In(language);
    }

    private static string Answers(SlowAnswersCheck check, Language language)
    {
        if (check.Measure == SlowAnswersMeasure.LateShare)
        {
            var share = NumberText.WholePercent(check.Fire, language);
            return new Words(
                $"{Over(check.WindowDays, Language.Uk)} запізнилося щонайменше {share} відповідей (якщо звернень було від {check.MinimumWaits})",
                $"{Over(check.WindowDays, Language.En)} at least {share} of the answers were late (with {check.MinimumWaits} waits or more)").In(language);
        }

        return $"{Over(check.WindowDays, language)} {NinthOfTen(check.Fire, language)}";
    }

    /// <summary><c>на кожну десяту відповідь чекали щонайменше 2× норми</c>: what nine in ten answers stay within.</summary>
    internal static string NinthOfTen(decimal targets, Language language)
    {
        var multiple = NumberText.Number(targets, 1, language);
        return new Words($"на кожну десяту відповідь чекали щонайменше {multiple}× норми", $"one answer in ten took at least {multiple}× the answer target").In(language);
    }

    private static string Platform(PlatformCheck check, Language language)
    {
        var share = NumberText.WholePercent(check.Share, language);
        return new Words(
            $"не збираються дані щонайменше {share} акаунтів однієї мережі (і не менше ніж {check.MinimumAccounts})",
            $"at least {share} of one network's accounts cannot be collected (and no fewer than {check.MinimumAccounts})").In(language);
    }

    private static string Token(TokenCheck check, Language language)
    {
        var days = Plural.Count(check.DaysAhead, Nouns.Day, language);
        return new Words($"доступ до акаунта закінчується за {days} або раніше", $"access to an account ends within {days}").In(language);
    }

    /// <summary>An unknown key names itself: a stored rule may outlive its KPI.</summary>
    private static string Kpi(string key, Language language) => KpiCatalogue.Find(key) is { } kpi ? kpi.Title.In(language) : key;

    private static string Kpi(KpiCheck check, Language language) => Kpi(check.Kpi, language);

    private static string Figure(decimal value, KpiCheck check, Language language) =>
        KpiCatalogue.Find(check.Kpi) is { } kpi ? KpiText.Figure(value, kpi, check.Currency, language) : KpiText.Figure(value, KpiUnit.Count, check.Currency, language);

    private static string Bound(string figure, AlertSide side, Language language) =>
        figure + " " + Side(side, new("або більше", "or more"), new("або менше", "or less"), language);

    private static string Over(int days, Language language) => days == 1
        ? new Words("за день", "in a day").In(language)
        : new Words("за ", "over ").In(language) + Plural.Count(days, Nouns.Day, language);

    private static string Side(AlertSide side, Words above, Words below, Language language) => (side == AlertSide.Above ? above : below).In(language);
}

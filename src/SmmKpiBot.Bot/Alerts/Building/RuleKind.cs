using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts.Building;

/// <summary>What a rule is about, as people choose it.</summary>
internal enum RuleKind
{
    Falls,
    Rises,
    Below,
    Above,
    Unusual,
    Plan,
    Answers,
    Budget,
    Source,
    Token,
}

/// <summary>The kinds with their words.</summary>
internal static class RuleKinds
{
    /// <summary>Rows of the first question; the last one only for those who run the bot.</summary>
    public static IReadOnlyList<IReadOnlyList<RuleKind>> Rows { get; } =
    [
        [RuleKind.Falls, RuleKind.Rises],
        [RuleKind.Below, RuleKind.Above],
        [RuleKind.Unusual, RuleKind.Plan],
        [RuleKind.Answers, RuleKind.Budget],
        [RuleKind.Source, RuleKind.Token],
    ];

    public static bool IsForOperators(RuleKind kind) => kind is RuleKind.Source or RuleKind.Token;

    public static bool NeedsKpi(RuleKind kind) => kind is RuleKind.Falls or RuleKind.Rises or RuleKind.Below or RuleKind.Above or RuleKind.Unusual or RuleKind.Plan;

    /// <summary>As it stands on a button.</summary>
    public static Words Button(RuleKind kind) => kind switch
    {
        RuleKind.Falls => new("Падає на … %", "Falls by … %"),
        RuleKind.Rises => new("Росте на … %", "Rises by … %"),
        RuleKind.Below => new("Опускається до числа", "Drops to a number"),
        RuleKind.Above => new("Досягає числа", "Reaches a number"),
        RuleKind.Unusual => new("Гірше, ніж зазвичай", "Worse than usual"),
        RuleKind.Plan => new("Відстає від плану", "Behind the plan"),
        RuleKind.Answers => new("Повільні відповіді", "Slow answers"),
        RuleKind.Budget => new("Бюджет реклами", "Ad budget"),
        RuleKind.Source => new("Збій джерела", "Source trouble"),
        _ => new("Кінець доступу", "Access ending"),
    };

    /// <summary>The question that a threshold answers.</summary>
    public static Words Question(RuleKind kind) => kind switch
    {
        RuleKind.Falls => new("на скільки має впасти порівняно з попереднім періодом?", "by how much must it fall, compared with the period before?"),
        RuleKind.Rises => new("на скільки має зрости порівняно з попереднім періодом?", "by how much must it rise, compared with the period before?"),
        RuleKind.Below => new("яке значення вже замале?", "which value is too low already?"),
        RuleKind.Above => new("яке значення вже завелике?", "which value is too high already?"),
        RuleKind.Unusual => new("наскільки гірше, ніж зазвичай?", "how much worse than usual?"),
        RuleKind.Plan => new("на скільки має відстати від плану?", "how far behind the plan?"),
        RuleKind.Answers => new("скільки відповідей має запізнитися?", "how many answers must be late?"),
        RuleKind.Budget => new("коли писати про витрати на рекламу?", "when shall I write about the ad spend?"),
        RuleKind.Source => new("що має статися з акаунтом?", "what must happen to an account?"),
        _ => new("за скільки днів до кінця доступу писати?", "how many days before access ends shall I write?"),
    };

    public static RuleKind Of(AlertCheck check) => check switch
    {
        KpiValueCheck value => value.Side == AlertSide.Above ? RuleKind.Above : RuleKind.Below,
        KpiChangeCheck change => change.Side == AlertSide.Above ? RuleKind.Rises : RuleKind.Falls,
        KpiMedianCheck => RuleKind.Unusual,
        PlanPaceCheck => RuleKind.Plan,
        BudgetPaceCheck => RuleKind.Budget,
        SlowAnswersCheck => RuleKind.Answers,
        TokenCheck => RuleKind.Token,
        _ => RuleKind.Source,
    };

    public static string? KpiOf(AlertCheck check) => check switch
    {
        KpiCheck kpi => kpi.Kpi,
        PlanPaceCheck plan => plan.Kpi,
        _ => null,
    };
}

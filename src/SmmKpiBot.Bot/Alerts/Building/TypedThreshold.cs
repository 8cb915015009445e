using System.Globalization;
using System.Text.RegularExpressions;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts.Building;

/// <summary>Thresholds that people write themselves, in the unit they think in: percent, minutes, days, or the figure's own.</summary>
internal static partial class TypedThreshold
{
    private static readonly char[] Marks = ['.', ','];

    private const decimal Percent = 100;
    private const decimal Minute = 60;
    private const decimal Most = 1_000_000_000_000;

    /// <summary>What to write for a kind; null where nothing can be written.</summary>
    public static Words? Hint(RuleKind kind, string? kpi) => kind switch
    {
        RuleKind.Source => null,
        RuleKind.Unusual => new("число звичних відхилень, наприклад 2,5", "a number of usual deviations, e.g. 2.5"),
        RuleKind.Token => new("число днів, наприклад 10", "a number of days, e.g. 10"),
        RuleKind.Budget => new("на скільки відсотків швидше, наприклад 15; з мінусом — повільніше", "how many percent too fast, e.g. 15; with a minus, too slowly"),
        RuleKind.Below or RuleKind.Above => Figure(kpi),
        _ => new("відсоток, наприклад 25", "a percentage, e.g. 25"),
    };

    /// <summary>The check; null where the text is no number, or may be two (<see cref="IsDoubtful"/>).</summary>
    public static AlertCheck? Read(RuleKind kind, string? kpi, string text, Language language)
    {
        if ((IsAmount(kind, kpi) ? Amount(text, language) : Number(text)) is not { } number)
            return null;

        return kind switch
        {
            RuleKind.Token => number == decimal.Truncate(number) && Math.Abs(number) < 1000 ? new TokenCheck { DaysAhead = (int)number } : null,
            RuleKind.Answers => new SlowAnswersCheck { Fire = number / Percent },
            RuleKind.Budget => new BudgetPaceCheck { Fire = 1 + (number / Percent), Side = number < 0 ? AlertSide.Below : AlertSide.Above },
            RuleKind.Unusual => RuleChecks.OfKpi(kind, kpi ?? "", number),
            RuleKind.Below or RuleKind.Above => RuleChecks.OfKpi(kind, kpi ?? "", number * Unit(kpi)),
            RuleKind.Source => null,
            _ => RuleChecks.OfKpi(kind, kpi ?? "", number / Percent),
        };
    }

    /// <summary>A number of something or a sum of money, with or without marks between its thousands; null where it is none, or doubtful.</summary>
    public static decimal? Amount(string text, Language language)
    {
        var plain = Plain(text);
        if (IsDoubtful(plain, language))
            return null;

        // Of two marks the last is the decimal one; one that comes twice stands between thousands, and so does a comma before three digits in English.
        var last = plain.LastIndexOfAny(Marks);
        var thousands = last < 0 ? "" : plain.AsSpan(0, last).ContainsAny(Marks) || IsGrouped(plain) ? plain[plain.IndexOfAny(Marks)].ToString() : "";
        if (thousands.Length == 0)
            return Number(plain);
        var groups = plain[last] == thousands[0] ? plain : plain[..last];
        return Groups().IsMatch(groups) ? Number(plain.Replace(thousands, "", StringComparison.Ordinal)) : null;
    }

    /// <summary>It says a thousand to one and one to another: <c>1,500</c> is read as a thousand and more only where it is English.</summary>
    public static bool IsDoubtful(string text, Language language) => Plain(text) is var plain && IsGrouped(plain) && !(language == Language.En && plain.Contains(',', StringComparison.Ordinal));

    /// <summary>A plain number in either language's writing, with or without a percent sign.</summary>
    public static decimal? Number(string text)
    {
        var plain = Plain(text).Replace(',', '.');
        return decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < Most ? number : null;
    }

    private static string Plain(string text) => new string([.. text.TrimEnd('%', ' ').Where(letter => !char.IsWhiteSpace(letter))]).Replace('−', '-');

    private static bool IsGrouped(string plain) => OneGroup().IsMatch(plain);

    private static bool IsAmount(RuleKind kind, string? kpi) => kind is RuleKind.Below or RuleKind.Above && KpiCatalogue.Find(kpi ?? "")?.Unit is KpiUnit.Count or KpiUnit.Money;

    [GeneratedRegex(@"^-?[1-9]\d{0,2}[.,]\d{3}$")]
    private static partial Regex OneGroup();

    [GeneratedRegex(@"^-?[1-9]\d{0,2}([.,]\d{3})+$")]
    private static partial Regex Groups();

    private static decimal Unit(string? kpi) => KpiCatalogue.Find(kpi ?? "")?.Unit switch
    {
        KpiUnit.Rate => 1 / Percent,
        KpiUnit.Seconds when IsLong(kpi) => Minute,
        _ => 1,
    };

    /// <summary>Answers take minutes, a visit takes seconds.</summary>
    private static bool IsLong(string? kpi) => KpiCatalogue.Find(kpi ?? "")?.Family != KpiFamily.Quality;

    private static Words Figure(string? kpi) => KpiCatalogue.Find(kpi ?? "")?.Unit switch
    {
        KpiUnit.Rate => new("відсоток, наприклад 4,2", "a percentage, e.g. 4.2"),
        KpiUnit.Seconds when IsLong(kpi) => new("число хвилин, наприклад 45", "a number of minutes, e.g. 45"),
        KpiUnit.Seconds => new("число секунд, наприклад 40", "a number of seconds, e.g. 40"),
        KpiUnit.Money => new("суму, наприклад 12,50", "an amount, e.g. 12.50"),
        _ => new("число, наприклад 1500", "a number, e.g. 1500"),
    };
}

using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Texts;

/// <summary>A KPI's figures in words: value, change, plan.</summary>
public static class KpiText
{
    /// <summary>The value in its unit, a dash where there is none.</summary>
    public static string Value(KpiResult kpi, Language language) => Marked(kpi, Figure(kpi.Value, kpi, language));

    /// <summary>Money that was converted is no exact figure, and looks so.</summary>
    public static string Marked(KpiResult kpi, string value) =>
        kpi.Value is not null && kpi.Exchanges.Count > 0 ? ConversionText.Marked(value) : value;

    /// <summary>Any figure (previous value, plan, account's value) in the unit of <paramref name="kpi"/>.</summary>
    public static string Figure(decimal? value, KpiResult kpi, Language language) => value switch
    {
        null => Typography.NoFigure,
        { } figure when IsAtOnce(figure, kpi) => AtOnce(language),
        { } figure => Figure(figure, kpi.Definition, kpi.Currency, language),
    };

    /// <summary>Any figure of a KPI.</summary>
    public static string Figure(decimal value, KpiDefinition kpi, string? currency, Language language) =>
        kpi.WorkingTime ? DurationText.OfWork(value, language) : Figure(value, kpi.Unit, currency, language);

    public static string Figure(decimal value, KpiUnit unit, string? currency, Language language) => unit switch
    {
        KpiUnit.Count => NumberText.Number(value, Math.Abs(value) < 100 ? 1 : 0, language),
        KpiUnit.Rate => NumberText.Percent(value, language),
        KpiUnit.Ratio => NumberText.Number(value, Math.Abs(value) < 10 ? 2 : 1, language),
        KpiUnit.Seconds => DurationText.Of(value, language),
        KpiUnit.Money => MoneyText.Amount(value, currency, language),
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Not a unit of a KPI."),
    };

    /// <summary>The value for a narrow place: millions are shortened.</summary>
    public static string Compact(decimal value, KpiResult kpi, Language language) => kpi.Definition.Unit switch
    {
        KpiUnit.Count when Math.Abs(value) >= 1_000_000 => NumberText.Compact(value, language),
        KpiUnit.Money => MoneyText.Compact(value, kpi.Currency, language),
        _ => Figure(value, kpi, language),
    };

    /// <summary>
    /// The change as people say it: rates in percentage points, durations as durations, followers as a number, the rest in percent, and of means per day
    /// with these words; small counts as <c>3 → 4</c>, which are of the whole periods. Null where nothing can be compared.
    /// </summary>
    public static string? Change(KpiResult kpi, Language language)
    {
        if (kpi.ComparedValue is not { } value || kpi.ComparedPrevious is not { } previous || kpi.Change is not { } change)
            return null;

        var fromTo = Figure(previous, kpi, language) + Typography.NoBreakSpace + Typography.Arrow + Typography.NoBreakSpace + Figure(value, kpi, language);
        if (IsSmallCount(kpi))
            return fromTo;

        return kpi.Definition.Unit switch
        {
            _ when IsUnchanged(kpi, change) => (kpi.PerDay ? new Words("стільки ж на день", "the same per day") : new Words("без змін", "no change")).In(language),
            KpiUnit.Rate => NumberText.PercentPoints(change, language),
            KpiUnit.Seconds => Difference(kpi.Definition, DurationText.Rounded(change, Math.Max(value, previous)), language),
            KpiUnit.Count when IsStock(kpi) => Followers(kpi, change, language) + PerDay(kpi).In(language),
            _ when kpi.ChangeRatio is { } ratio => NumberText.ChangePercent(ratio, language) + PerDay(kpi).In(language),
            _ => fromTo,
        };
    }

    /// <summary>What follows a change that is of means per day; empty after that of whole periods.</summary>
    public static Words PerDay(KpiResult kpi) => kpi.PerDay ? new(" на день", " per day") : new("", "");

    /// <summary>The direction of the figure as <see cref="Change"/> tells it: 1 up, −1 down, 0 unchanged or not compared.</summary>
    public static int Direction(KpiResult kpi)
    {
        if (kpi.Change is not { } change)
            return 0;

        if (IsSmallCount(kpi))
            return Math.Sign((kpi.ComparedValue ?? 0) - (kpi.ComparedPrevious ?? 0));

        return IsUnchanged(kpi, change) ? 0 : Math.Sign(change);
    }

    /// <summary>True where so few events stand behind a count that a percentage would mislead.</summary>
    public static bool IsSmallCount(KpiResult kpi) =>
        kpi.Definition.Unit == KpiUnit.Count
        && !IsStock(kpi)
        && (kpi.ComparedEvents < kpi.Definition.EnoughEvents || kpi.ComparedPreviousEvents < kpi.Definition.EnoughEvents)
        && Math.Abs(kpi.ComparedValue ?? 0) < 100
        && Math.Abs(kpi.ComparedPrevious ?? 0) < 100;

    /// <summary><c>план 170: виконано на 108 %</c>; for KPIs whose lower value is better, whether the limit was kept. Null without a plan or figure.</summary>
    public static string? Plan(KpiResult kpi, Language language)
    {
        if (PlanOf(kpi) is not { } plan || kpi.Value is not { } value)
            return null;

        var target = Figure(plan, kpi, language);
        if (kpi.Definition.Better == Better.Down)
            return LimitKept(kpi, value, plan, target, language);

        return plan == 0
            ? new Words($"план {target}", $"plan {target}").In(language)
            : new Words($"план {target}: виконано на {Done(value, plan, language)}", $"plan {target}: {Done(value, plan, language)} done").In(language);
    }

    /// <summary>The plan as people read it.</summary>
    public static decimal? PlanOf(KpiResult kpi) => kpi.Plan is { } plan ? PlanProration.Whole(kpi.Definition, plan) : null;

    /// <summary>Seconds of an answer are no news, and 0 of them, where it was given outside working hours, a riddle.</summary>
    private static bool IsAtOnce(decimal value, KpiResult kpi) => value is >= 0 and < 60 && kpi.Definition is { Unit: KpiUnit.Seconds, Family: KpiFamily.Feedback };

    private static string Difference(KpiDefinition kpi, decimal seconds, Language language) =>
        kpi.WorkingTime ? NumberText.Signed(seconds, DurationText.OfWork(Math.Abs(seconds), language), 0) : DurationText.Difference(seconds, language);

    private static string AtOnce(Language language) => "<" + Typography.NoBreakSpace + DurationText.Of(60, language);

    private static string Done(decimal value, decimal plan, Language language) => NumberText.WholePercent(Math.Max(0, value / plan), language);

    private static string LimitKept(KpiResult kpi, decimal value, decimal plan, string target, Language language)
    {
        if (value <= plan)
            return new Words($"план до {target}: дотримано", $"plan up to {target}: kept").In(language);

        var over = kpi.Definition.Unit == KpiUnit.Rate ? NumberText.Points(value - plan, language) : Figure(value - plan, kpi, language);
        return new Words($"план до {target}: перевищено на {over}", $"plan up to {target}: exceeded by {over}").In(language);
    }

    private static bool IsUnchanged(KpiResult kpi, decimal change) => change == 0 || (kpi.PerDay && IsStock(kpi) && Math.Round(change, 1, MidpointRounding.AwayFromZero) == 0);

    /// <summary>Of a mean per day its tenths count.</summary>
    private static string Followers(KpiResult kpi, decimal change, Language language) => Math.Abs(change) < 1_000_000
        ? NumberText.SignedNumber(change, kpi.PerDay && Math.Abs(change) < 10 ? 1 : 0, language)
        : NumberText.Signed(change, NumberText.Compact(Math.Abs(change), language), 0);

    private static bool IsStock(KpiResult kpi) => kpi.Key is "followers.total" or "followers.net";
}

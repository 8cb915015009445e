using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts.Building;

/// <summary>A check to choose.</summary>
internal sealed record ThresholdChoice(AlertCheck Check, string Text);

/// <summary>Thresholds worth offering: shares everybody understands, or figures from the client's own past.</summary>
internal static class ThresholdChoices
{
    private static readonly decimal[] Shares = [0.2m, 0.3m, 0.4m, 0.5m];
    private static readonly decimal[] PlanShares = [0.1m, 0.2m, 0.3m];
    private static readonly (decimal Sigma, Words Text)[] Sigmas =
    [
        (2, new("Помітно", "Noticeably")),
        (3, new("Сильно", "Strongly")),
        (4, new("Лише дуже сильно", "Only very strongly")),
    ];

    private static readonly (SlowAnswersCheck Check, Words Text)[] Answers =
    [
        (new() { Fire = 0.1m }, new("Кожна десята", "One in ten")),
        (new() { Fire = 0.25m }, new("Кожна четверта", "One in four")),
        (new() { Fire = 0.5m }, new("Кожна друга", "One in two")),
        (new() { Measure = SlowAnswersMeasure.P90OverTarget, Fire = 2 }, new("Найповільніші — удвічі довше норми", "The slowest take twice the target")),
    ];

    private static readonly (BudgetPaceCheck Check, Words Text)[] Budgets =
    [
        (new() { Fire = 1.1m }, new("На 10 % швидше", "10% too fast")),
        (new() { Fire = 1.2m }, new("На 20 % швидше", "20% too fast")),
        (new() { Fire = 0.8m, Side = AlertSide.Below }, new("На 20 % повільніше", "20% too slowly")),
        (new() { Fire = 1, Clear = 1, WholeMonth = true }, new("Витрачено все", "All is spent")),
    ];

    private static readonly (SourceFault Fault, Words Text)[] Faults =
    [
        (SourceFault.NoData, new("Немає нових даних", "No new data")),
        (SourceFault.Error, new("Дані не збираються", "Data cannot be collected")),
        (SourceFault.Access, new("Втрачено доступ", "Access is lost")),
        (SourceFault.Throttled, new("Забагато запитів", "Too many calls")),
    ];

    private static readonly int[] TokenDays = [3, 7, 14, 30];

    public static IReadOnlyList<ThresholdChoice> Of(RuleKind kind, string? kpi, IReadOnlyList<KpiResult> history, Language language) => kind switch
    {
        RuleKind.Falls or RuleKind.Rises => [.. Shares.Select(share => Choice(kind, kpi, share, NumberText.WholePercent(share, language)))],
        RuleKind.Plan => [.. PlanShares.Select(share => Choice(kind, kpi, share, NumberText.WholePercent(share, language)))],
        RuleKind.Unusual => [.. Sigmas.Select(one => Choice(kind, kpi, one.Sigma, one.Text.In(language)))],
        RuleKind.Answers => [.. Answers.Select(one => new ThresholdChoice(one.Check, one.Text.In(language)))],
        RuleKind.Budget => [.. Budgets.Select(one => new ThresholdChoice(one.Check, one.Text.In(language)))],
        RuleKind.Source => [.. Faults.Select(one => new ThresholdChoice(new SourceCheck { Fault = one.Fault }, one.Text.In(language)))],
        RuleKind.Token => [.. TokenDays.Select(days => new ThresholdChoice(new TokenCheck { DaysAhead = days }, Plural.Count(days, Nouns.Day, language)))],
        _ => Figures(kind, kpi, history, language),
    };

    private static ThresholdChoice Choice(RuleKind kind, string? kpi, decimal threshold, string text) => new(RuleChecks.OfKpi(kind, kpi ?? "", threshold), text);

    /// <summary>The usual figure, and how far the past periods have strayed from it; none without a past.</summary>
    private static List<ThresholdChoice> Figures(RuleKind kind, string? kpi, IReadOnlyList<KpiResult> history, Language language)
    {
        var values = history.Select(one => one.Value!.Value).Order().ToList();
        if (values.Count == 0)
            return [];

        var usual = values[values.Count / 2];
        var distance = Math.Abs(usual);
        decimal[] offered = kind == RuleKind.Below
            ? [values[0], usual - (0.2m * distance), usual - (0.4m * distance)]
            : [values[^1], usual + (0.25m * distance), usual + (0.5m * distance)];
        return [.. offered.Select(Round).Distinct().Order().Select(value => Choice(kind, kpi, value, KpiText.Figure(value, history[^1], language)))];
    }

    /// <summary>Two digits that matter: a threshold is no measurement.</summary>
    private static decimal Round(decimal value)
    {
        if (value == 0)
            return 0;

        var scale = 1m;
        while (Math.Abs(value) * scale < 10)
            scale *= 10;
        while (Math.Abs(value) * scale >= 100)
            scale /= 10;
        return Math.Round(value * scale, 0, MidpointRounding.AwayFromZero) / scale;
    }
}

using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>A threshold to choose.</summary>
internal sealed record ThresholdChoice(decimal Value, string Text);

/// <summary>Thresholds worth offering: shares everybody understands, or figures from the client's own weeks.</summary>
internal static class ThresholdChoices
{
    private static readonly decimal[] Shares = [0.2m, 0.3m, 0.4m, 0.5m];
    private static readonly decimal[] PlanShares = [0.1m, 0.2m, 0.3m];
    private static readonly (decimal Sigma, Words Text)[] Sigmas =
    [
        (2, new("помітно", "noticeably")),
        (3, new("сильно", "strongly")),
        (4, new("лише якщо дуже сильно", "only if very strongly")),
    ];

    public static IReadOnlyList<ThresholdChoice> Of(RuleKind kind, IReadOnlyList<KpiResult> history, Language language) => kind switch
    {
        RuleKind.Falls or RuleKind.Rises => [.. Shares.Select(share => new ThresholdChoice(share, NumberText.WholePercent(share, language)))],
        RuleKind.Plan => [.. PlanShares.Select(share => new ThresholdChoice(share, NumberText.WholePercent(share, language)))],
        RuleKind.Unusual => [.. Sigmas.Select(one => new ThresholdChoice(one.Sigma, Typography.Capital(one.Text.In(language))))],
        _ => Figures(kind == RuleKind.Below, history, language),
    };

    /// <summary>The usual figure, and how far the weeks have strayed from it; none without a history.</summary>
    private static List<ThresholdChoice> Figures(bool below, IReadOnlyList<KpiResult> history, Language language)
    {
        var values = history.Select(kpi => kpi.Value!.Value).Order().ToList();
        if (values.Count == 0)
            return [];

        var usual = values[values.Count / 2];
        var distance = Math.Abs(usual);
        decimal[] offered = below
            ? [values[0], usual - (0.2m * distance), usual - (0.4m * distance)]
            : [values[^1], usual + (0.25m * distance), usual + (0.5m * distance)];
        return [.. offered.Select(Round).Distinct().Order().Select(value => new ThresholdChoice(value, KpiText.Figure(value, history[^1], language)))];
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

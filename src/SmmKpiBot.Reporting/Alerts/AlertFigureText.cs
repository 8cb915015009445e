using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Alerts;

/// <summary>Figures of an alert with what they are of, where its title alone does not say it.</summary>
public static class AlertFigureText
{
    /// <summary>What alerts about slow answers are kept under.</summary>
    private const string SlowAnswers = "feedback.sla_rate";

    /// <summary><c>Запізнілі відповіді: 92 із 197 (47 %)</c>, a line of its own.</summary>
    public static string Line(string metric, AlertFigures figures, Language language)
    {
        var said = Of(metric, figures, language);
        return Typography.Capital(IsNamed(metric, figures) || figures.Baseline is not null ? said : new Words($"значення: {said}", $"value: {said}").In(language));
    }

    /// <summary>Behind what happened: <c>: 100 порівняно з 200 (−50 %)</c>, or <c>; запізнілі відповіді: 92 із 197 (47 %)</c>.</summary>
    public static string Tail(string metric, AlertFigures figures, Language language) => (IsNamed(metric, figures) ? "; " : ": ") + Of(metric, figures, language);

    /// <summary>The same within a sentence: <c>запізнілі відповіді: 92 із 197 (47 %)</c>, or <c>100 порівняно з 200 (−50 %)</c>.</summary>
    public static string Of(string metric, AlertFigures figures, Language language)
    {
        var said = AlertText.Figures(figures, language);
        return (metric, figures) switch
        {
            (AlertMetrics.NoData, _) => new Words($"запізнюються на {said}", $"late by {said}").In(language),
            (AlertMetrics.Token, { Value: <= 0 }) => new Words("уже закінчився", "it has ended").In(language),
            (AlertMetrics.Token, _) => new Words($"до кінця {said}", $"{said} left").In(language),
            (SlowAnswers, { IsOfTarget: true }) => AlertConditions.NinthOfTen(figures.Value, language),
            _ when IsNamed(metric, figures) => new Words($"запізнілі відповіді: {said}", $"late answers: {said}").In(language),
            _ => said,
        };
    }

    private static bool IsNamed(string metric, AlertFigures figures) =>
        metric is AlertMetrics.NoData or AlertMetrics.Token || (metric == SlowAnswers && figures is { IsOfTarget: true } or { IsShare: true, FigureUnit: KpiUnit.Count });
}

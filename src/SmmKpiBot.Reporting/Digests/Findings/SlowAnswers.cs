using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests.Findings;

/// <summary>Answers come later than promised.</summary>
internal sealed class SlowAnswers : IFindingRule
{
    private const decimal MostlyOnTime = 0.8m;

    public Finding? Find(FindingFigures figures)
    {
        var answers = figures.All.Known("feedback.working_median") ?? figures.All.Known("feedback.response_median");
        if (answers?.Value is not { } seconds || Promise(figures) is not { } target || target == 0)
            return null;

        var onTime = figures.All.Known("feedback.sla_rate");
        if (onTime is { Value: < MostlyOnTime } late)
            return Late(late, answers, target);

        return seconds > target && onTime is null ? Slower(answers, target) : null;
    }

    private static decimal? Promise(FindingFigures figures)
    {
        var targets = figures.All.Client.AnswerTargets;
        return (decimal?)(targets.Message ?? targets.Comment)?.TotalSeconds;
    }

    private static Finding Late(KpiResult late, KpiResult answers, decimal target)
    {
        string Share(Language language) => NumberText.WholePercent(late.Value ?? 0, language);
        var text = new Words(
            $"Вчасно відповіли лише в {Share(Language.Uk)} випадків; норма — {DurationText.Of(target, Language.Uk)}, типова відповідь — {KpiText.Value(answers, Language.Uk)}",
            $"Only {Share(Language.En)} of waits were answered on time; promised {DurationText.Of(target, Language.En)}, typical {KpiText.Value(answers, Language.En)}");
        return new Finding("slow-answers", text, Reader.Staff, [late.Key, answers.Key]);
    }

    private static Finding Slower(KpiResult answers, decimal target)
    {
        var text = new Words(
            $"Типова відповідь — {KpiText.Value(answers, Language.Uk)}, а норма — {DurationText.Of(target, Language.Uk)}",
            $"A typical answer takes {KpiText.Value(answers, Language.En)}; the promise is {DurationText.Of(target, Language.En)}");
        return new Finding("slow-answers", text, Reader.Staff, [answers.Key]);
    }
}

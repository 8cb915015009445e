using SmmKpiBot.Reporting.Alerts.Evaluation;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Alerts;

/// <summary>Rules, figures and ends of alerts in plain words, the same in chats, on the command line and in a rehearsal. Plain text: who sends it escapes it.</summary>
public static class AlertText
{
    private static readonly Noun Times = new("раз", "рази", "разів", "time", "times");

    private static readonly Noun Attempts = new("спроба", "спроби", "спроб", "attempt", "attempts");

    private static readonly Noun Targets = new("норма", "норми", "норм", "answer target", "answer targets");

    private static readonly Noun SettledDays = new("день", "дні", "днів", "day of settled data", "days of settled data");

    /// <summary>A few words for a list or the first line of a message: <c>Перегляди: −40 % за 7 днів</c>.</summary>
    public static string Title(AlertRule rule, Language language) => AlertConditions.Title(rule.Check, language);

    /// <summary>When it fires, in a sentence: <c>Взаємодії за 7 днів — щонайменше на 30 % нижче, ніж за попередні 7 днів.</c></summary>
    public static string Sentence(AlertRule rule, Language language) => Typography.Capital(AlertConditions.Of(rule.Check, language)) + ".";

    /// <summary>How long it must be so: <c>Сповіщає, якщо так 2 дні поспіль.</c></summary>
    public static string Patience(AlertRule rule, Language language)
    {
        var noun = rule.Check is SourceCheck ? Attempts : SettledDays;
        var count = Plural.Count(rule.FireAfter, noun, language);
        var fires = rule.FireAfter == 1
            ? new Words("Сповіщає відразу", "Tells at once")
            : new Words($"Сповіщає, якщо так {count} поспіль", $"Tells after {count} in a row");
        var lasts = DurationText.Of(rule.For, language);
        return fires.In(language) + (rule.For > TimeSpan.Zero ? new Words($", але не раніше ніж за {lasts}", $", but not before {lasts}").In(language) : "") + ".";
    }

    /// <summary>What a point says: the figure, what it was compared with, and the change.</summary>
    public static string Figures(AlertFigures figures, Language language)
    {
        if (figures.Figure is not { } figure || figures.Baseline is not { } baseline)
            return Marked(figures, Amount(figures.Value, figures.Unit, figures, language));

        var one = Marked(figures, Amount(figure, figures.FigureUnit, figures, language));
        var other = Amount(baseline, figures.FigureUnit, figures, language);
        if (figures.IsShare)
            return new Words($"{one} із {other} ({NumberText.WholePercent(figures.Value, language)})", $"{one} of {other} ({NumberText.WholePercent(figures.Value, language)})").In(language);

        var change = baseline == 0 ? "" : $" ({NumberText.ChangePercent((figure - baseline) / Math.Abs(baseline), language)})";
        other = Marked(figures, other);
        return new Words($"{one} порівняно з {other}{change}", $"{one} compared with {other}{change}").In(language);
    }

    /// <summary>How an alert ended; null for events that end nothing.</summary>
    public static string? End(AlertEvent end, Language language) => (end.Kind, end.Reason) switch
    {
        (AlertEventKind.Resolved, AlertReason.Revised) => Revised(end, language),
        (AlertEventKind.Resolved, _) => new Words("Знову в нормі", "Back to normal").In(language) + Now(end, language) + Lasted(end, language),
        (AlertEventKind.Closed, AlertReason.NoData) =>
            new Words("Закрито без відновлення: 7 днів немає даних.", "Closed, not recovered: no data for 7 days.").In(language),
        (AlertEventKind.Closed, AlertReason.RuleChanged) => new Words("Закрито: правило змінено.", "Closed: the rule was changed.").In(language),
        (AlertEventKind.Closed, AlertReason.Replaced) => new Words(
            $"Закрито: тепер з акаунтом інше — {AccountTroubleText.Of(end.Trouble).Uk}.",
            $"Closed: the account has another trouble now: {AccountTroubleText.Of(end.Trouble).En}.").In(language),
        (AlertEventKind.Closed, AlertReason.Disconnected) => new Words(
            "Закрито без відновлення: акаунт від’єднано, більше за ним не стежу.", "Closed, not recovered: the account was disconnected and is watched no more.").In(language),
        (AlertEventKind.Closed, _) => new Words("Закрито: стежити більше немає за чим.", "Closed: there is nothing left to watch.").In(language),
        _ => null,
    };

    /// <summary><c>За останні 90 днів це правило спрацювало б 7 разів: 3 вересня, …</c>, and on what figures.</summary>
    public static string Rehearsed(RehearsalResult rehearsal, Language language)
    {
        var days = Plural.Count(rehearsal.Days.Days, Nouns.Day, language);
        if (rehearsal.Known == 0)
            return new Words($"За останні {days} даних для цього правила немає.", $"There are no data for this rule in the last {days}.").In(language);

        var count = rehearsal.Episodes.Count;
        var dates = string.Join(", ", rehearsal.Episodes.Select(episode => DateText.Day(episode.FiredOn, language)));
        var times = Plural.Count(count, Times, language);
        var fired = count == 0
            ? new Words($"За останні {days} це правило не спрацювало б жодного разу.", $"In the last {days} this rule would not have fired.")
            : new Words($"За останні {days} це правило спрацювало б {times}: {dates}.", $"In the last {days} this rule would have fired {times}: {dates}.");
        var figures = new Words(
            $"Пораховано за цифрами, відомими сьогодні; дані є за {rehearsal.Known} із {days}.",
            $"Computed from the figures known today; {rehearsal.Known} of {days} have data.");
        return fired.In(language) + " " + figures.In(language);
    }

    /// <summary>A time that is over is no figure: what is not late any more is not "late by −6 h".</summary>
    private static string Now(AlertEvent end, Language language) =>
        end.Figures is { } figures && figures is not { Unit: KpiUnit.Seconds, Value: <= 0 } ? AlertFigureText.Tail(end.Subject.Metric, figures, language) + "." : ".";

    private static string Lasted(AlertEvent end, Language language)
    {
        if (end.Duration is not { } duration)
            return "";

        var lasted = DurationText.Of(duration, language);
        return end.Worst is { } worst
            ? new Words($" Тривало {lasted}, найгірше значення: {Figures(worst, language)}.", $" Lasted {lasted}, at worst {Figures(worst, language)}.").In(language)
            : new Words($" Тривало {lasted}.", $" Lasted {lasted}.").In(language);
    }

    private static string Revised(AlertEvent end, Language language)
    {
        var (was, now) = (Number(end.Restated?.Was), Number(end.Restated?.Now));
        return new Words($"Знято: цифри уточнено, було {was}, тепер {now}.", $"Withdrawn: the figures were revised from {was} to {now}.").In(language);

        string Number(decimal? value) => value is { } known && end.Figures is { } figures ? Marked(figures, Amount(known, figures.Unit, figures, language)) : Typography.NoFigure;
    }

    private static string Amount(decimal value, KpiUnit unit, AlertFigures figures, Language language) => figures switch
    {
        { IsWorkingTime: true } when unit == KpiUnit.Seconds => DurationText.OfWork(value, language),
        { IsOfTarget: true } => NumberText.Number(value, 1, language) + Typography.NoBreakSpace + Plural.Form(Math.Round(value, 1, MidpointRounding.AwayFromZero), Targets, language),
        _ => KpiText.Figure(value, unit, figures.Currency, language),
    };

    private static string Marked(AlertFigures figures, string amount) => figures.IsConverted ? ConversionText.Marked(amount) : amount;
}

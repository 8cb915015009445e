using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>The rows of a digest's workbook, with headings in the reader's language. A sheet without rows keeps its headings.</summary>
internal sealed class WorkbookRows(Digest digest)
{
    private readonly Digest _digest = digest;
    private readonly Language _language = digest.Language;

    public string SheetName(string uk, string en) => new Words(uk, en).In(_language);

    public IEnumerable<Dictionary<string, object?>> Kpis() => _digest.Kpis.Select(kpi => new Dictionary<string, object?>
    {
        [Head("Ключ", "Key")] = kpi.Key,
        [Head("Показник", "KPI")] = kpi.Definition.Title.In(_language),
        [Head("Одиниця", "Unit")] = UnitName(kpi),
        [Head("Значення", "Value")] = kpi.Value,
        [Head("Минуле значення", "Previous")] = kpi.Previous,
        [Head("Зміна", "Change")] = kpi.Change,
        [Head("Відносна зміна", "Change ratio")] = kpi.ChangeRatio,
        [Head("Порівняно за день", "Compared per day")] = YesNo(kpi.PerDay),
        [Head("Оцінка", "Verdict")] = VerdictName(kpi.Verdict),
        [Head("План", "Plan")] = KpiText.PlanOf(kpi),
        [Head("Повнота даних", "Coverage")] = kpi.Coverage,
        [Head("Повнота минулих даних", "Previous coverage")] = kpi.PreviousCoverage,
        [Head("Ще уточнюється", "Provisional")] = YesNo(kpi.Provisional),
        [Head("Примітка", "Note")] = kpi.Notes.Count == 0 ? null : string.Join(" ", kpi.Notes.Select(note => note.In(_language))),
    });

    public IEnumerable<Dictionary<string, object?>> Inputs() => NeverEmpty(
        from kpi in _digest.Kpis
        from input in kpi.Inputs.Concat(kpi.Parts)
        select Row(kpi, (Head("Складова", "Input"), InputNames.Of(input.Key).In(_language)), (Head("Значення", "Value"), input.Value)));

    public IEnumerable<Dictionary<string, object?>> Accounts() => NeverEmpty(
        from kpi in _digest.Kpis
        from account in kpi.Accounts
        select Row(
            kpi,
            (Head("Акаунт", "Account"), account.Account),
            (Head("Значення", "Value"), account.Value),
            (Head("Минуле значення", "Previous"), account.Previous),
            (Head("Днів із даними", "Covered days"), account.CoveredDays),
            (Head("Останні дані", "Last data"), LocalTime(account.LastObservedAt))));

    public IEnumerable<Dictionary<string, object?>> Days() => NeverEmpty(
        from kpi in _digest.Kpis
        where kpi.Value is not null
        from day in _digest.Daily.Of(kpi, _digest.Report.Period)
        select Row(
            kpi,
            (Head("День", "Day"), day.Day.ToDateTime(TimeOnly.MinValue)),
            (Head("Значення", "Value"), day.Value),
            (Head("Ще уточнюється", "Provisional"), YesNo(day.Provisional))));

    /// <summary>What no KPI is made of; each account by itself.</summary>
    public IEnumerable<Dictionary<string, object?>> Others() => NeverEmpty(_digest.Others.All.Select(figure => new Dictionary<string, object?>
    {
        [Head("Ключ", "Key")] = figure.Metric,
        [Head("Цифра", "Figure")] = figure.Title.In(_language),
        [Head("Зріз", "Dimension")] = Dimension(figure),
        [Head("Акаунт", "Account")] = figure.Account,
        [Head("Значення", "Value")] = figure.Value,
        [Head("Минуле значення", "Previous")] = figure.Previous,
        [Head("Днів із даними", "Covered days")] = figure.Days,
    }));

    /// <summary>In words; the network's own name tells apart those that would read the same.</summary>
    private string? Dimension(OtherFigure figure)
    {
        if (figure.Dimension.Length == 0)
            return null;
        var words = DimensionText.Of(figure.Dimension, _language);
        var isAlone = !_digest.Others.All.Any(other => other.Account == figure.Account && other.Metric == figure.Metric && other.Dimension != figure.Dimension && DimensionText.Of(other.Dimension, _language) == words);
        return isAlone ? words : $"{words} ({DimensionText.Native(figure.Dimension)})";
    }

    private Dictionary<string, object?> Row(KpiResult kpi, params (string Head, object? Value)[] cells)
    {
        var row = new Dictionary<string, object?>
        {
            [Head("Ключ", "Key")] = kpi.Key,
            [Head("Показник", "KPI")] = kpi.Definition.Title.In(_language),
            [Head("Одиниця", "Unit")] = UnitName(kpi),
        };
        foreach (var (head, value) in cells)
            row[head] = value;

        return row;
    }

    private IEnumerable<Dictionary<string, object?>> NeverEmpty(IEnumerable<Dictionary<string, object?>> rows) =>
        rows.DefaultIfEmpty(new Dictionary<string, object?> { [Head("Ключ", "Key")] = null });

    private DateTime? LocalTime(DateTimeOffset? at) =>
        at is { } instant ? TimeZoneInfo.ConvertTime(instant, _digest.Report.Client.TimeZone).DateTime : null;

    private string UnitName(KpiResult kpi) => kpi.Definition.Unit switch
    {
        KpiUnit.Count => Head("кількість", "count"),
        KpiUnit.Rate => Head("частка", "fraction"),
        KpiUnit.Ratio => Head("відношення", "ratio"),
        KpiUnit.Seconds => Head("секунди", "seconds"),
        KpiUnit.Money => kpi.Currency ?? Head("гроші", "money"),
        _ => throw new ArgumentOutOfRangeException(nameof(kpi), kpi.Definition.Unit, "Not a unit of a KPI."),
    };

    private string VerdictName(Verdict verdict) => verdict switch
    {
        Verdict.Better => Head("краще", "better"),
        Verdict.Worse => Head("гірше", "worse"),
        Verdict.Same => Head("без змін", "same"),
        Verdict.Neutral => Head("не оцінюється", "neutral"),
        _ => Head("невідомо", "unknown"),
    };

    private string YesNo(bool value) => value ? Head("так", "yes") : Head("ні", "no");

    private string Head(string uk, string en) => new Words(uk, en).In(_language);
}

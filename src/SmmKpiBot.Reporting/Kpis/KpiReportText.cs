using System.Text;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>The report as a table for a terminal: families as headings, notes under their figure.</summary>
public static class KpiReportText
{
    private const string Indent = "  ";

    /// <summary>A verdict and a plan say themselves what they are.</summary>
    private static readonly Words[] Header =
    [
        new("Показник", "KPI"), new("Значення", "Value"), new("Зміна", "Change"), new("", ""), new("", ""), new("Повнота даних", "Coverage"), new("Ключ", "Key"),
    ];

    /// <param name="report">The report.</param>
    /// <param name="language">Language of all words.</param>
    /// <param name="keys">Only these KPIs; null or empty = all.</param>
    public static string Write(KpiReport report, Language language, IReadOnlyCollection<string>? keys = null)
    {
        var text = new StringBuilder(Head(report, language)).Append('\n');
        foreach (var note in report.Notes)
        {
            text.Append(note.In(language)).Append('\n');
        }

        var rows = report.Kpis.Where(kpi => keys is null or { Count: 0 } || keys.Contains(kpi.Key)).Select(kpi => (Kpi: kpi, Cells: Cells(kpi, language))).ToList();
        string[] header = [.. Header.Select(words => words.In(language))];
        var widths = Enumerable.Range(0, header.Length).Select(column => rows.Select(row => row.Cells[column].Length).Append(header[column].Length).Max()).ToArray();
        if (rows.Count > 0)
        {
            Append(text.Append('\n'), header, widths);
        }

        foreach (var family in rows.GroupBy(row => row.Kpi.Definition.Family))
        {
            text.Append('\n').Append(FamilyNames.Of(family.Key).In(language).ToUpperInvariant()).Append('\n');
            foreach (var (kpi, cells) in family)
            {
                Append(text, cells, widths);
                foreach (var note in kpi.Notes)
                {
                    text.Append(Indent).Append(Indent).Append(note.In(language)).Append('\n');
                }
            }
        }

        if (rows.Exists(row => row.Kpi.Provisional))
        {
            text.Append('\n').Append(new Words("* ще уточнюються", "* provisional: may still change").In(language));
        }

        return text.ToString().TrimEnd('\n');
    }

    private static string Head(KpiReport report, Language language)
    {
        var days = $"{DateText.RangeAndYear(report.Period, language)} ({Plural.Count(report.Period.Days, Nouns.Day, language)}, {report.Client.TimeZone.Id})";
        var compared = report.Comparison is { } comparison
            ? new Words(", порівняно з періодом ", ", compared with ").In(language) + DateText.RangeAndYear(comparison, language)
            : "";
        return $"{report.Client.Name}: {days}{compared}";
    }

    private static string[] Cells(KpiResult kpi, Language language) =>
    [
        kpi.Definition.Title.In(language),
        KpiText.Value(kpi, language) + (kpi.Provisional ? "*" : ""),
        KpiText.Change(kpi, language) ?? "",
        Verdict(kpi.Verdict).In(language),
        KpiText.PlanOf(kpi) is { } plan ? new Words("план ", "plan ").In(language) + KpiText.Figure(plan, kpi, language) : "",
        kpi.Coverage is { } coverage ? NumberText.WholePercent(coverage, language) : "",
        kpi.Key,
    ];

    /// <summary>Words to the left, figures to the right.</summary>
    private static void Append(StringBuilder text, string[] cells, int[] widths)
    {
        text.Append(Indent).Append(cells[0].PadRight(widths[0]))
            .Append(Indent).Append(cells[1].PadLeft(widths[1]))
            .Append(Indent).Append(cells[2].PadLeft(widths[2]))
            .Append(Indent).Append(cells[3].PadRight(widths[3]))
            .Append(Indent).Append(cells[4].PadRight(widths[4]))
            .Append(Indent).Append(cells[5].PadLeft(widths[5]))
            .Append(Indent).Append(cells[6]).Append('\n');
    }

    private static Words Verdict(Verdict verdict) => verdict switch
    {
        Kpis.Verdict.Better => new("краще", "better"),
        Kpis.Verdict.Worse => new("гірше", "worse"),
        Kpis.Verdict.Same => new("так само", "same"),
        Kpis.Verdict.Neutral => new("", ""),
        _ => new("неясно", "not clear"),
    };
}

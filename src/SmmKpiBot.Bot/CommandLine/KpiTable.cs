using System.Globalization;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>A report as a table for a terminal.</summary>
internal static class KpiTable
{
    private const string NoFigure = "—";

    /// <param name="keys">Only these KPIs; empty = all.</param>
    public static string Write(KpiReport report, HashSet<string> keys)
    {
        var compared = report.Comparison is { } comparison ? $", compared with {comparison}" : "";
        List<string> head = [$"{report.Client.Name}: {report.Period} ({report.Period.Days} days, {report.Client.TimeZone.Id}){compared}", .. report.Notes.Select(note => note.En)];
        return string.Join('\n', [.. head, "", TextTable.Write(["KPI", "VALUE", "PREVIOUS", "CHANGE", "VERDICT", "PLAN", "COVERAGE", "NOTE"], report.Kpis.Where(kpi => keys.Count == 0 || keys.Contains(kpi.Key)).Select(Row))]);
    }

    private static string[] Row(KpiResult kpi) =>
    [
        kpi.Currency is null ? kpi.Key : $"{kpi.Key} {kpi.Currency}",
        Figure(kpi, kpi.Value) + (kpi.Provisional ? "*" : ""),
        Figure(kpi, kpi.Previous),
        kpi.ChangeRatio is { } ratio ? ratio.ToString("+0.0 %;-0.0 %;0.0 %", CultureInfo.InvariantCulture) : "",
        kpi.Verdict.ToString().ToLowerInvariant(),
        kpi.Plan is null ? "" : Figure(kpi, kpi.Plan),
        kpi.Coverage is { } coverage ? coverage.ToString("0 %", CultureInfo.InvariantCulture) : "",
        (Note(kpi) ?? "") + (kpi.Provisional ? " (* provisional)" : ""),
    ];

    private static string? Note(KpiResult kpi) => kpi.Notes.Count == 0 ? null : string.Join(' ', kpi.Notes.Select(note => note.En));

    private static string Figure(KpiResult kpi, decimal? value) => (value, kpi.Definition.Unit) switch
    {
        (null, _) => NoFigure,
        ({ } figure, KpiUnit.Rate) => figure.ToString("0.0# %", CultureInfo.InvariantCulture),
        ({ } figure, KpiUnit.Seconds) => TimeSpan.FromSeconds((double)figure).ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture),
        ({ } figure, KpiUnit.Count) => figure.ToString("#,0.##", CultureInfo.InvariantCulture),
        ({ } figure, _) => figure.ToString("#,0.00##", CultureInfo.InvariantCulture),
    };
}

using System.Globalization;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>A report as the command line prints it.</summary>
internal static class KpiAnswer
{
    private const string NoFigure = "—";

    /// <summary>The contract's fields, by name and order.</summary>
    public static object Json(KpiReport report) => new
    {
        Client = report.Client.Slug,
        Period = new { report.Period.From, report.Period.To, report.Period.Days, TimeZone = report.Client.TimeZone.Id },
        Comparison = report.Comparison is { } comparison ? new { Kind = report.ComparisonKind, comparison.From, comparison.To } : null,
        Notes = report.Notes.Select(note => note.En),
        Kpis = report.Kpis.Select(Json),
    };

    public static string Text(KpiReport report)
    {
        var compared = report.Comparison is { } comparison ? $", compared with {comparison}" : "";
        List<string> head = [$"{report.Client.Name}: {report.Period} ({report.Period.Days} days, {report.Client.TimeZone.Id}){compared}", .. report.Notes.Select(note => note.En)];
        return string.Join('\n', [.. head, "", TextTable.Write(["KPI", "VALUE", "PREVIOUS", "CHANGE", "VERDICT", "PLAN", "COVERAGE", "NOTE"], report.Kpis.Select(Row))]);
    }

    private static object Json(KpiResult kpi) => new
    {
        kpi.Key,
        kpi.Definition.Unit,
        kpi.Value,
        kpi.Previous,
        kpi.Change,
        kpi.ChangeRatio,
        kpi.PerDay,
        kpi.Definition.Better,
        kpi.Verdict,
        kpi.Currency,
        kpi.Plan,
        kpi.Coverage,
        kpi.PreviousCoverage,
        kpi.Provisional,
        Note = Note(kpi),
        kpi.Inputs,
        kpi.Parts,
        Accounts = kpi.Accounts.Select(account => new { account.Account, account.Value }),
    };

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

using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>Every figure that is known, family by family, with plan, change and marks; then all findings, and for the team its alerts.</summary>
internal sealed class DigestDetails(Digest digest)
{
    private const decimal NearlyComplete = 0.95m;
    private const int MostAlerts = 20;
    private const string StillSettling = "⏳";

    private readonly Digest _digest = digest;
    private readonly Language _language = digest.Language;
    private readonly BlockWriter _blocks = new();

    public IReadOnlyList<TelegramHtml> Write()
    {
        Header();
        var families = _digest.Kpis.GroupBy(kpi => kpi.Definition.Family).ToLookup(family => family.Any(kpi => kpi.Value is not null));
        foreach (var family in families[true])
            Family(family.Key, [.. family.Where(kpi => kpi.Value is not null)], [.. family.Where(kpi => kpi.Value is null)]);

        WithoutFigures([.. families[false].Select(family => family.Key)]);
        FindingLines();
        Alerts();
        return _blocks.Finish();
    }

    private void Header()
    {
        var report = _digest.Report;
        _blocks.Line(new TelegramHtml().Bold($"{report.Client.Name} · {DateText.RangeAndYear(report.Period, _language)}"));
        if (report.Comparison is { } comparison)
            _blocks.Line(new TelegramHtml().Text(Say("порівняно з ", "compared with ") + PeriodWords.Range(comparison, _digest.LongAgo, _language)));

        foreach (var note in report.Notes)
            _blocks.Line(new TelegramHtml().Italic(note.In(_language)));

        var settling = report.Kpis.Any(kpi => kpi is { Provisional: true, Value: not null }) ? $" · {StillSettling} {Say("ще уточнюється", "still settling")}" : "";
        _blocks.Line(new TelegramHtml().Italic(new Certainty(_digest).CoverageLine(_language) + settling));
    }

    private void Family(KpiFamily family, IReadOnlyList<KpiResult> known, IReadOnlyList<KpiResult> unknown)
    {
        _blocks.Begin();
        _blocks.Line(new TelegramHtml().Bold(FamilyNames.Of(family).In(_language)));
        foreach (var kpi in known)
            Figure(kpi);

        if (unknown.Count > 0)
        {
            var titles = string.Join("; ", unknown.Select(kpi => kpi.Definition.Title.In(_language)).Distinct());
            _blocks.Line(new TelegramHtml().Italic(Say("Немає даних: ", "No figures: ") + titles));
            if (ConversionText.Missing(unknown.SelectMany(kpi => kpi.Exchanges)) is { } missing)
                _blocks.Line(new TelegramHtml().Text("    ").Italic(missing.In(_language)));
        }
    }

    private void WithoutFigures(IReadOnlyList<KpiFamily> families)
    {
        if (families.Count == 0)
            return;

        _blocks.Begin();
        var names = string.Join("; ", families.Select(family => FamilyNames.Of(family).In(_language)));
        _blocks.Line(new TelegramHtml().Italic(Say("Даних ще немає: ", "No figures yet: ") + names));
        var exchanges = _digest.Kpis.Where(kpi => families.Contains(kpi.Definition.Family)).SelectMany(kpi => kpi.Exchanges);
        if (ConversionText.Missing(exchanges) is { } missing)
            _blocks.Line(new TelegramHtml().Italic(missing.In(_language)));
    }

    private void Figure(KpiResult kpi)
    {
        var line = new TelegramHtml().Text($"{Mark(kpi)} {Title(kpi)}: ").Bold(KpiText.Value(kpi, _language));
        if (KpiText.Change(kpi, _language) is { } change)
            line.Text($" ({change})");

        if (KpiText.Plan(kpi, _language) is { } plan)
            line.Text(" · " + plan);

        foreach (var mark in Marks(kpi))
            line.Text(" · " + mark);

        _blocks.Line(line);
        foreach (var note in kpi.Notes)
            _blocks.Line(new TelegramHtml().Text("    ").Italic(note.In(_language)));
    }

    private string Title(KpiResult kpi) => Subtitle(kpi) is { } subtitle ? $"{kpi.Definition.Title.In(_language)} · {subtitle}" : kpi.Definition.Title.In(_language);

    private string? Subtitle(KpiResult kpi) => kpi.Key == "followers.total" && CountedNetworks.Of(_digest.Report, _language) is { } counted
        ? Say("на кінець періоду, ", "at the period's end, ") + counted
        : kpi.Definition.Subtitle?.In(_language);

    private IEnumerable<string> Marks(KpiResult kpi)
    {
        if (kpi.Coverage is { } coverage and < NearlyComplete)
            yield return Say("повнота ", "coverage ") + NumberText.WholePercent(coverage, _language);

        if (kpi.Provisional)
            yield return StillSettling;
    }

    private void FindingLines()
    {
        if (_digest.Findings.Count == 0)
            return;

        _blocks.Begin();
        _blocks.Line(new TelegramHtml().Bold(Say("Що це означає", "What it means")));
        foreach (var finding in _digest.Findings)
        {
            var forTeam = _digest.Reader == Reader.Staff && finding.For == Reader.Staff ? Say(" (для команди)", " (for the team)") : "";
            _blocks.Line(new TelegramHtml().Text("💡 " + finding.Text.In(_language) + forTeam));
        }
    }

    private void Alerts()
    {
        _blocks.Begin();
        foreach (var line in AlertLines.Of(_digest, MostAlerts))
            _blocks.Line(line);
    }

    private static string Mark(KpiResult kpi) => kpi.Verdict switch
    {
        Verdict.Better => "🟢",
        Verdict.Worse => "🔴",
        _ => "▫️",
    };

    private string Say(string uk, string en) => new Words(uk, en).In(_language);
}

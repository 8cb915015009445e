using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>
/// The words under the picture: the goal against its plan, what got better and worse, a finding, for the team its alerts, and how sure it all is.
/// When they grow too long, the least telling go first: asides, longer periods and all alerts but the worst, the finding, figures that did not change.
/// </summary>
internal sealed class DigestCaption(Digest digest)
{
    private const int Longest = 1024;
    private const int LongestName = 120;
    private const int MostAlerts = 3;

    private readonly Digest _digest = digest;
    private readonly Language _language = digest.Language;

    public TelegramHtml Write()
    {
        return Enum.GetValues<CaptionDetail>().Select(Write).FirstOrDefault(text => text.Length <= Longest) ?? Cut(Write(CaptionDetail.WithoutUnchanged));
    }

    private TelegramHtml Write(CaptionDetail detail)
    {
        var text = new TelegramHtml();
        text.Bold(Header());
        AddLine(text, LateNote());
        AddHero(text, detail);
        AddLine(text, detail < CaptionDetail.WithoutExtras ? LongerPeriods() : null);
        AddFamilies(text, detail);
        AddLine(text, _digest.Findings.Count > 0 && detail < CaptionDetail.WithoutFinding ? "💡 " + _digest.Findings[0].Text.In(_language) : null);
        AddAlerts(text, detail);
        AddLine(text, Sureness(detail), italic: true);
        AddLine(text, _digest.Conversion?.In(_language), italic: true);
        return text;
    }

    private string Header()
    {
        var report = _digest.Report;
        var name = DigestName.Shortened(TelegramHtml.Clean(report.Client.Name), LongestName);
        return $"{name} · {PeriodWords.Range(report.Period, _digest.LongAgo, _language)} · {Say("мета: ", "goal: ")}{GoalWords.Name(report.Client.Goal).In(_language)}";
    }

    private string? LateNote() => _digest.DueAt is { } due
        ? "⏰ " + Say("Надіслано із запізненням: мало бути ", "Sent late: it was due ") + DateText.Instant(due, _digest.Report.Client.TimeZone, _language)
        : null;

    private void AddHero(TelegramHtml text, CaptionDetail detail)
    {
        var hero = _digest.Hero;
        text.Line();
        if (hero.Value is null)
        {
            text.Text("❗ ").Bold(GoalWords.NotMeasured(_digest.Report.Client.Goal).In(_language));
            return;
        }

        text.Text($"🎯 {KpiTitles.Short(hero, _language)}: ").Bold(KpiText.Value(hero, _language)).Text(InBrackets(hero));
        text.Text(KpiText.Plan(hero, _language) is { } plan ? ", " + plan : "");
        text.Text(_digest.HeroAside is { } aside && detail < CaptionDetail.WithoutExtras ? "; " + aside : "");
    }

    private void AddFamilies(TelegramHtml text, CaptionDetail detail)
    {
        foreach (var tile in _digest.Families.OrderBy(tile => Order(tile.Kpi.Verdict)))
        {
            if (detail >= CaptionDetail.WithoutUnchanged && Order(tile.Kpi.Verdict) > 1)
                continue;

            var aside = detail == CaptionDetail.Everything && tile.Aside is { } words ? ", " + words : "";
            AddLine(text, $"{Mark(tile.Kpi.Verdict)} {KpiTitles.Short(tile.Kpi, _language)} {KpiText.Value(tile.Kpi, _language)}{InBrackets(tile.Kpi)}{aside}");
        }
    }

    private void AddAlerts(TelegramHtml text, CaptionDetail detail)
    {
        foreach (var line in AlertLines.Of(_digest, detail < CaptionDetail.WithoutExtras ? MostAlerts : 1))
            text.Line().Append(line);
    }

    private string? LongerPeriods() => _digest.LongerPeriods.Count == 0
        ? null
        : "📅 " + string.Join(" · ", _digest.LongerPeriods.Select(longer =>
            $"{DateText.Named(longer.Period, _language)}: {KpiText.Value(longer.Kpi, _language)}{InBrackets(longer.Kpi)}"));

    private string Sureness(CaptionDetail detail)
    {
        var certainty = new Certainty(_digest);
        string?[] parts = [certainty.CoverageLine(_language), certainty.ProvisionalLine(_language), detail < CaptionDetail.WithoutExtras ? certainty.LaggingLine(_language) : null];
        return string.Join("; ", parts.OfType<string>());
    }

    private string InBrackets(KpiResult kpi) => ChangeText.Of(kpi, _language) is { } change ? $" ({change})" : "";

    private string Say(string uk, string en) => new Words(uk, en).In(_language);

    private static void AddLine(TelegramHtml text, string? line, bool italic = false)
    {
        if (string.IsNullOrEmpty(line))
            return;

        text.Line();
        _ = italic ? text.Italic(line) : text.Text(line);
    }

    private static TelegramHtml Cut(TelegramHtml text) => new TelegramHtml().Text(DigestName.Shortened(text.PlainText, Longest));

    private static int Order(Verdict verdict) => verdict switch
    {
        Verdict.Better => 0,
        Verdict.Worse => 1,
        _ => 2,
    };

    private static string Mark(Verdict verdict) => verdict switch
    {
        Verdict.Better => "🟢",
        Verdict.Worse => "🔴",
        _ => "⚪",
    };

    private enum CaptionDetail
    {
        Everything,
        WithoutAsides,
        WithoutExtras,
        WithoutFinding,
        WithoutUnchanged,
    }
}

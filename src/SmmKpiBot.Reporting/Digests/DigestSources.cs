using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>Where the figures come from: formula, inputs, accounts, last observation and covered days of each figure.</summary>
internal sealed class DigestSources(Digest digest)
{
    private readonly Digest _digest = digest;
    private readonly Language _language = digest.Language;
    private readonly BlockWriter _blocks = new();

    public IReadOnlyList<TelegramHtml> Write()
    {
        _blocks.Line(new TelegramHtml().Bold(Say("Звідки цифри", "Where the figures come from")));
        foreach (var family in _digest.Kpis.Where(kpi => kpi.Value is not null || kpi.Key == _digest.Hero.Key).GroupBy(kpi => kpi.Definition.Family))
        {
            _blocks.Begin();
            _blocks.Line(new TelegramHtml().Bold(FamilyNames.Of(family.Key).In(_language)));
            foreach (var kpi in family)
                Source(kpi);
        }

        return _blocks.Finish();
    }

    private void Source(KpiResult kpi)
    {
        _blocks.Line(new TelegramHtml().Bold(kpi.Definition.Title.In(_language)).Text(": " + KpiText.Value(kpi, _language)));
        _blocks.Line(new TelegramHtml().Italic(kpi.Definition.Explanation.In(_language)));
        if (kpi.Inputs.Count > 0)
            _blocks.Line(new TelegramHtml().Text(string.Join(", ", kpi.Inputs.Select(Input))));

        foreach (var account in kpi.Accounts)
            _blocks.Line(new TelegramHtml().Text("• " + AccountLine(kpi, account)));
    }

    private string Input(KeyValuePair<string, decimal?> input) =>
        $"{InputNames.Of(input.Key).In(_language)} {(input.Value is { } value ? NumberText.Number(value, 2, _language) : Typography.NoFigure)}";

    private string AccountLine(KpiResult kpi, AccountFigure account)
    {
        var name = NetworkNames.Account(account.Account, _language);
        var value = KpiText.Figure(account.Value, kpi, _language);
        var days = CoverageText.DaysOf(account.CoveredDays, _digest.Report.Period.Days, _language);
        var observed = account.LastObservedAt is { } at
            ? Say("останні дані ", "last data ") + DateText.Instant(at, _digest.Report.Client.TimeZone, _language)
            : Say("даних ще не було", "no data yet");
        return $"{name}: {value}; {days}; {observed}";
    }

    private string Say(string uk, string en) => new Words(uk, en).In(_language);
}

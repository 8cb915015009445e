using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>
/// Where the figures of one family come from: formula, inputs, accounts, last observation and covered days of each, and why others are
/// missing. One message, so that it can be edited in place: where the accounts are too many for it, the file lists them.
/// </summary>
internal sealed class DigestSources(Digest digest, KpiFamily family)
{
    /// <summary>Room is left below Telegram's 4,096 characters.</summary>
    private const int Longest = 3900;

    private const int LongestReason = 160;

    private readonly Digest _digest = digest;
    private readonly KpiFamily _family = family;
    private readonly Language _language = digest.Language;

    /// <summary>Which accounts of a figure are listed.</summary>
    private enum Listed
    {
        All,
        WithFigures,
        None,
    }

    public TelegramHtml Write()
    {
        var all = Write(Listed.All);
        if (all.Length <= Longest)
            return all;

        var withFigures = Write(Listed.WithFigures);
        return withFigures.Length <= Longest ? withFigures : Write(Listed.None);
    }

    private TelegramHtml Write(Listed accounts)
    {
        var report = _digest.Report;
        var html = new TelegramHtml()
            .Bold($"{Say("Звідки цифри", "Where the figures come from")} · {FamilyNames.Of(_family).In(_language)}").Line()
            .Text($"{report.Client.Name} · {DateText.RangeAndYear(report.Period, _language)}");
        var figures = _digest.Kpis.Where(kpi => kpi.Definition.Family == _family).ToLookup(kpi => kpi.Value is not null);
        if (figures[true].Any())
            html.Line();

        // A quote keeps its distance by itself.
        foreach (var alike in figures[true].GroupBy(kpi => kpi.Definition.Explanation).Select(group => group.ToList()))
        {
            foreach (var kpi in alike)
                html.Line().Text(kpi.Definition.Title.In(_language) + ": ").Bold(KpiText.Value(kpi, _language));

            html.Line().Quote(Source(alike, accounts));
        }

        if (ConversionText.All(figures[true].SelectMany(kpi => kpi.Exchanges)) is { } conversion)
            html.Line().Italic(conversion.In(_language));

        if (figures[false].Any())
            html.Line().Italic(Missing(figures[false]));

        return accounts == Listed.None
            ? html.Line().Italic(Say("Акаунтів тут забагато для одного повідомлення: цифри кожного — у файлі XLSX.", "Too many accounts for one message: the XLSX file has the figures of each."))
            : html;
    }

    /// <summary>Figures with the same explanation, such as median and average, are explained once.</summary>
    private TelegramHtml Source(List<KpiResult> alike, Listed accounts)
    {
        var html = new TelegramHtml().Text(alike[0].Definition.Explanation.In(_language));
        var inputs = alike.SelectMany(kpi => kpi.Inputs, (kpi, input) => Input(input, kpi)).Distinct().ToList();
        if (inputs.Count > 0)
            html.Line().Text(string.Join(", ", inputs));

        var figures = alike.SelectMany(kpi => kpi.Accounts, (kpi, figure) => (Kpi: kpi, Figure: figure)).GroupBy(pair => pair.Figure.Account);
        foreach (var account in figures.Select(group => group.ToList()))
        {
            if (accounts == Listed.All || (accounts == Listed.WithFigures && account.Exists(pair => pair.Figure.Value is not null)))
                html.Line().Text("• " + AccountLine(account));
        }

        return html;
    }

    /// <summary>One line: figures that miss for the same reason stand together.</summary>
    private string Missing(IEnumerable<KpiResult> kpis)
    {
        var groups = kpis.GroupBy(kpi => kpi.Notes is [var reason, ..] ? reason.In(_language) : "", kpi => kpi.Definition.Title.In(_language));
        var texts = groups.Select(group => string.Join(", ", group.Distinct()) + (group.Key.Length > 0 ? " — " + DigestName.Shortened(Typography.Small(group.Key.TrimEnd('.')), LongestReason) : ""));
        return Say("Немає цифр: ", "No figures: ") + string.Join("; ", texts);
    }

    private string Input(KeyValuePair<string, decimal?> input, KpiResult kpi)
    {
        var value = input.Value switch
        {
            null => Typography.NoFigure,
            { } amount when InputNames.IsMoney(input.Key) => MoneyText.Amount(amount, kpi.Currency ?? OnlyCurrency(), _language),
            { } number => NumberText.Number(number, 2, _language),
        };
        return $"{InputNames.Of(input.Key).In(_language)} {value}";
    }

    /// <summary>A ratio of sums of money has no currency of its own; it is only ever one of sums in the same.</summary>
    private string? OnlyCurrency() =>
        _digest.Kpis.Where(kpi => kpi.Definition.Unit == KpiUnit.Money && kpi.Value is not null).Select(kpi => kpi.Currency).Distinct().ToList() is [var only] ? only : null;

    private string AccountLine(List<(KpiResult Kpi, AccountFigure Figure)> figures)
    {
        var account = figures[0].Figure;
        var values = string.Join(" · ", figures.Select(pair => KpiText.Figure(pair.Figure.Value, pair.Kpi, _language)));
        var known = account.LastObservedAt is { } at
            ? CoverageText.DaysOf(account.CoveredDays, _digest.Report.Period.Days, _language) + Say("; останні дані ", "; last data ") + DateText.Instant(at, _digest.Report.Client.TimeZone, _language)
            : Say("даних ще не було", "no data yet");
        var end = account.DueDays < _digest.Report.Period.Days ? "; " + Say("від’єднано", "disconnected") : "";
        return $"{NetworkNames.Account(account.Account, _language)}: {values}; {known}{end}";
    }

    private string Say(string uk, string en) => new Words(uk, en).In(_language);
}

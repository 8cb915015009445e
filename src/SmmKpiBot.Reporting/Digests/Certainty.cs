using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>How sure the figures of a digest are: coverage, days that may still change, accounts that lag behind.</summary>
public sealed class Certainty
{
    private readonly Digest _digest;
    private readonly IReadOnlyList<KpiResult> _shown;

    public Certainty(Digest digest)
    {
        _digest = digest;
        _shown = [digest.Hero, .. digest.Tiles.Select(tile => tile.Kpi)];
        var coverages = _shown.Select(kpi => kpi.Coverage).OfType<decimal>().ToList();
        Coverage = coverages.Count == 0 ? null : coverages.Average();
    }

    /// <summary>The mean coverage of the figures shown; null when no account ever gave one.</summary>
    public decimal? Coverage { get; }

    /// <summary><c>Повнота даних 98 %</c>.</summary>
    public string CoverageLine(Language language) => Coverage is { } coverage
        ? new Words("Повнота даних ", "Data ").In(language) + NumberText.WholePercent(Floor(coverage), language) + new Words("", " complete").In(language)
        : new Words("Даних за цей період ще немає", "There are no data for this period yet").In(language);

    /// <summary><c>21–22.11 ще уточнюються</c>, <c>22.11 ще уточнюється</c>; null when all figures have settled.</summary>
    public string? ProvisionalLine(Language language)
    {
        var days = _digest.HeroDays.Concat(_digest.Tiles.SelectMany(tile => tile.Days))
            .Where(day => day is { Provisional: true, Value: not null })
            .Select(day => day.Day)
            .ToList();
        if (days.Count > 0)
            return DateText.RangeOnAxis(new Period(days.Min(), days.Max()), language) + new Words(days.Min() == days.Max() ? " ще уточнюється" : " ще уточнюються", " still settling").In(language);

        return _shown.Any(kpi => kpi.Provisional) ? new Words("частина цифр ще уточнюється", "some figures still settling").In(language) : null;
    }

    /// <summary>
    /// A source that fell silent, <c>від Instagram немає цифр з вівторка</c>; else the account among those of the figures shown that lags furthest behind in all that it tells,
    /// <c>Instagram «acme»: 10 з 14 днів</c>; null when all days are covered.
    /// </summary>
    public string? LaggingLine(Language language)
    {
        if (_digest.Silent is { } silent)
            return silent.Line(_digest.Report.Period.To, language);

        var coverage = new AccountCoverage(_digest.Report);
        var lagging = _shown.SelectMany(kpi => kpi.Accounts).Where(coverage.IsLacking).Select(coverage.MostOf).Where(coverage.IsLacking).MinBy(account => account.CoveredDays);
        return lagging is null
            ? null
            : $"{NetworkNames.Account(lagging.Account, language)}: {CoverageText.DaysOf(lagging.CoveredDays, _digest.Report.Period.Days, language)}";
    }

    /// <summary>The networks the figures come from, each once.</summary>
    public IReadOnlyList<string> Networks() =>
        [.. _shown.SelectMany(kpi => kpi.Accounts).Where(account => account.Value is not null && !NetworkNames.IsLedger(account.Account)).Select(account => NetworkNames.NetworkOf(account.Account)).Distinct()];

    private static decimal Floor(decimal coverage) => decimal.Floor(coverage * 100) / 100;
}

using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Rates;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>Runs formulas over the two periods of a fact set and puts what is needed to judge a figure beside it.</summary>
internal sealed class KpiComputation(FactSet facts)
{
    private readonly FactSet _set = facts;
    private readonly FactIndex _index = FactIndex.Of(facts);

    /// <summary>The entries of one KPI: one, or for money one per currency.</summary>
    public IEnumerable<KpiResult> Results(Kpi kpi)
    {
        var accounts = kpi.AccountsOf(_index);
        var now = Scope(_set.Period, accounts);
        var before = _set.Comparison is { } comparison ? Scope(comparison, accounts) with { PostsOnePeriodAgo = true } : null;
        if (kpi.Currencies is null)
        {
            return [Result(kpi, now, before)];
        }

        List<KpiResult> entries = [.. Currencies(kpi, now, before).Select(currency => Result(kpi, now with { Currency = currency }, before is null ? null : before with { Currency = currency }))];
        return entries.TrueForAll(entry => entry.Value is null && entry.Previous is null) ? [entries[0] with { Currency = null }] : entries;
    }

    /// <summary>The same formula over single days.</summary>
    public IReadOnlyList<DailyFigure> Days(Kpi kpi, Period period, string? currency)
    {
        var ofComparison = _set.Comparison is { } comparison && comparison.Contains(period.From) && !_set.Period.Contains(period.From);
        var frame = Scope(period, kpi.AccountsOf(_index)) with { PostsOnePeriodAgo = ofComparison, Currency = currency };
        return [.. period.EachDay().Select(day =>
        {
            var scope = frame with { Window = new(day, day), Daily = true };
            return new DailyFigure(day, kpi.FigureOf(scope).Value, IsProvisional(kpi, scope));
        })];
    }

    private KpiScope Scope(Period period, IReadOnlyList<Account> accounts) => new() { Facts = _index, Window = period, Frame = period, Accounts = accounts };

    private List<string?> Currencies(Kpi kpi, KpiScope now, KpiScope? before)
    {
        List<string?> currencies = [.. CurrenciesOf(now).Union(CurrenciesOf(before)).Order(StringComparer.Ordinal)];

        // Covered days without any money are 0 in whatever currency the client counts in.
        return currencies.Count > 0 ? currencies : [_set.Client.Currency];

        IEnumerable<string> CurrenciesOf(KpiScope? scope) => scope is null || kpi.Currencies is null ? [] : kpi.Currencies(scope);
    }

    private KpiResult Result(Kpi kpi, KpiScope now, KpiScope? before)
    {
        var current = EvaluatedScope.Of(kpi, now);
        var previous = before is null ? null : EvaluatedScope.Of(kpi, before);
        var comparison = FigureComparison.Of(kpi, current, previous);
        IReadOnlyList<Exchange> earlier = previous?.Figure is { Value: not null } known ? known.Exchanges : [];
        List<Exchange> exchanges = [.. current.Figure.Exchanges.Union(earlier)];
        var result = new KpiResult
        {
            Definition = kpi.Definition,
            Value = current.Figure.Value,
            Previous = previous?.Figure.Value,
            Change = comparison.Change,
            ChangeRatio = comparison.ChangeRatio,
            PerDay = comparison.PerDay,
            Compared = comparison.Compared,
            Currency = now.Currency,
            Plan = PlanProration.Of(kpi.Definition, now),
            Coverage = current.Coverage,
            PreviousCoverage = previous?.Coverage,
            Provisional = current.Figure.Value is not null && IsProvisional(kpi, now),
            Exchanges = exchanges,
            Notes = [.. Notes(kpi, now, current.Figure), .. comparison.Notes, .. ConversionText.Notes(exchanges, previous?.Figure)],
            Inputs = current.Figure.Inputs,
            Parts = current.Figure.Parts,
            Accounts = [.. current.Accounts.Select((account, index) => ListedAccount(kpi, account, previous?.Accounts[index].Value))],
            Events = current.Figure.Events,
            PreviousEvents = previous?.Figure.Events,
        };
        return result with { Verdict = Verdicts.Of(result) };
    }

    private static IReadOnlyList<Words> Notes(Kpi kpi, KpiScope scope, Figure figure) =>
        figure.Value is null && figure.Notes.Count == 0 ? [KpiNotes.WhyNone(kpi, scope)] : figure.Notes;

    private static bool IsProvisional(Kpi kpi, KpiScope scope) =>
        scope.Accounts.Any(account => kpi.KindsOf(scope, account).Any(kind => scope.IsProvisional(account, kind)));

    private AccountFigure ListedAccount(Kpi kpi, EvaluatedAccount account, decimal? previous)
    {
        var observed = kpi.Definition.Inputs.Max(kind => _index.LastObservedAt(account.Account.Id, kind));
        return new(account.Account.FullName, account.Value, observed, account.CoveredDays) { Previous = previous, DueDays = _index.EndsOn(account.Account.Id) is null ? null : account.DueDays };
    }
}

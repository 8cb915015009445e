using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Rates;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>A KPI with its formula.</summary>
internal sealed record Kpi
{
    public required KpiDefinition Definition { get; init; }

    /// <summary>Runs over any scope; without a value its notes may say why, else the general reason is found.</summary>
    public required Func<KpiScope, Figure> Formula { get; init; }

    /// <summary>The formula of a single account, where all of them together have none; else the same formula.</summary>
    public Func<KpiScope, Figure>? OfAccount { get; init; }

    /// <summary>Of money: the currencies known in a scope. Null for the others.</summary>
    public Func<KpiScope, IEnumerable<string>>? Currencies { get; init; }

    /// <summary>Of money: how that behind the figure was converted. Null for the others.</summary>
    public Func<KpiScope, IEnumerable<Exchange>>? Exchanges { get; init; }

    /// <summary>The input is of several accounts together (spend of one, revenue of another): no account has a figure of its own.</summary>
    public bool Joint { get; init; }

    /// <summary>The kinds an account gives the KPI in a scope, where they are chosen; else all inputs.</summary>
    public Func<KpiScope, Account, IReadOnlyList<string>>? Uses { get; init; }

    /// <summary>What the figure counts in a scope, where it takes what is known; figures that count different things are not compared. Null where all count the same.</summary>
    public Func<KpiScope, string>? CountedBy { get; init; }

    /// <summary>Days of the scope known of an account, where spans don't tell it; else by spans.</summary>
    public Func<KpiScope, Account, int>? Covered { get; init; }

    /// <summary>Days that a mean per day is taken over, where they are not the covered ones.</summary>
    public Func<KpiScope, Account, int>? MeanDays { get; init; }

    /// <summary>What the formula makes of a scope, with the rates behind it. Where one is missing there is no figure: money is never converted by guess.</summary>
    public Figure FigureOf(KpiScope scope)
    {
        if (!scope.Facts.Conversion.Has(scope.Currency))
            return Figure.None(ConversionText.OnlyIn(scope.Client.Currency));

        var figure = Formula(scope);
        List<Exchange> exchanges = Exchanges is null ? [] : [.. Exchanges(scope).Distinct()];
        return ConversionText.Missing(exchanges) is { } missing && (figure.Value is not null || figure.Notes.Count == 0)
            ? Figure.None(missing) with { Exchanges = exchanges.FindAll(exchange => exchange.Rate is null) }
            : figure with { Exchanges = figure.Value is null ? [] : exchanges };
    }

    public IReadOnlyList<string> KindsOf(KpiScope scope, Account account) => Uses?.Invoke(scope, account) ?? Definition.Inputs;

    public int CoveredDays(KpiScope scope, Account account) => Covered?.Invoke(scope, account) ?? scope.CoveredDays(account, KindsOf(scope, account));

    /// <summary>The accounts that have ever given one of the inputs.</summary>
    public IReadOnlyList<Account> AccountsOf(FactIndex facts) =>
        [.. facts.Accounts.Where(account => Definition.Inputs.Any(kind => facts.Gives(account.Id, kind)))];
}

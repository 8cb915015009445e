using SmmKpiBot.Data.Accounts;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>Rows of one kind that fall into a scope.</summary>
/// <param name="scope">Whose accounts and days.</param>
/// <param name="kind">The kind of fact, for coverage.</param>
/// <param name="rowsOf">All rows of an account.</param>
/// <param name="filter">Which of them count; null = all.</param>
internal sealed class FactRows<T>(KpiScope scope, string kind, Func<Account, DayRows<T>> rowsOf, Func<T, bool>? filter = null)
{
    private readonly KpiScope _scope = scope;
    private readonly string _kind = kind;
    private readonly Func<Account, DayRows<T>> _rowsOf = rowsOf;
    private readonly Func<T, bool>? _filter = filter;

    /// <summary>Something was observed in the scope: rows, or a covered day without any.</summary>
    public bool Observed => _scope.Accounts.Any(account => IsObserved(account));

    public FactRows<T> Where(Func<T, bool> also) =>
        new(_scope, _kind, _rowsOf, _filter is null ? also : row => _filter(row) && also(row));

    public IEnumerable<T> Each() => _scope.Accounts.SelectMany(account => Of(account));

    /// <summary>The number of rows; null when nothing was observed.</summary>
    public decimal? Count() => Observed ? Each().Count() : null;

    /// <summary>
    /// The sum over the rows that know the cell. An account that was observed and has no such rows gives 0; one whose rows never know the cell gives nothing;
    /// null when no account gives anything.
    /// </summary>
    public decimal? Sum(string cellName, Func<T, long?> cell)
    {
        decimal? sum = null;
        foreach (var account in _scope.Accounts)
        {
            if (Sum(account, cellName, cell) is { } ofAccount)
            {
                sum = (sum ?? 0) + ofAccount;
            }
        }

        return sum;
    }

    /// <summary>Sums of two cells over the rows that know both.</summary>
    public PairSums Sums(Func<T, long?> numerator, Func<T, long?> denominator)
    {
        decimal above = 0;
        decimal below = 0;
        var rows = 0;
        foreach (var row in Each())
        {
            if (numerator(row) is { } one && denominator(row) is { } other)
            {
                above += one;
                below += other;
                rows++;
            }
        }

        return new(above, below, rows);
    }

    private IEnumerable<T> Of(Account account)
    {
        var rows = _rowsOf(account).In(_scope.Window);
        return _filter is null ? rows : rows.Where(_filter);
    }

    private decimal? Sum(Account account, string cellName, Func<T, long?> cell)
    {
        decimal sum = 0;
        var any = false;
        var known = false;
        foreach (var row in Of(account))
        {
            any = true;
            if (cell(row) is { } value)
            {
                known = true;
                sum += value;
            }
        }

        return known ? sum : any || !IsObserved(account) || !Measures(account, cellName, cell) ? null : 0;
    }

    private bool IsObserved(Account account) =>
        _scope.Facts.Covered(account.Id, _kind).CountIn(_scope.Window) > 0 || _rowsOf(account).In(_scope.Window).Count > 0;

    private bool Measures(Account account, string cellName, Func<T, long?> cell) =>
        _scope.Facts.Measures(account.Id, $"{_kind}.{cellName}", _rowsOf(account).All, cell);
}

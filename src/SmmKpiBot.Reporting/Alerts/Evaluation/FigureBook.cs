using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Kpis;

namespace SmmKpiBot.Reporting.Alerts.Evaluation;

/// <summary>A KPI over a window: computed once, whatever rules ask for it.</summary>
/// <param name="Value">Null: no figure.</param>
/// <param name="Events">Behind it.</param>
/// <param name="Accounts">Of which it is made.</param>
/// <param name="Lacking">Ids of accounts of which some of the window is not known.</param>
/// <param name="Settled">No network may still correct it.</param>
/// <param name="Converted">Some of its money was paid in another currency.</param>
internal sealed record BookedFigure(decimal? Value, long? Events, IReadOnlyList<Account> Accounts, IReadOnlyList<long> Lacking, bool Settled, bool Converted)
{
    public bool Known => Value is not null && Lacking.Count == 0;
}

/// <summary>All figures that the rules of one client ask for.</summary>
internal sealed class FigureBook(FactSet facts)
{
    /// <summary>An account that gave nothing for so long is no part of the figure any more.</summary>
    private const int AliveDays = 31;

    private const string Level = "followers.total";

    private readonly Dictionary<(string, Period, string?, DateOnly?), BookedFigure> _figures = [];
    private readonly Dictionary<(string, DateOnly), IReadOnlyList<Account>> _alive = [];

    public FactSet Set { get; } = facts;

    public FactIndex Index { get; } = FactIndex.Of(facts);

    /// <summary>A figure that is held against another of its kind: both are of the same accounts.</summary>
    /// <param name="kpi">What.</param>
    /// <param name="window">Over which days.</param>
    /// <param name="currency">Of money.</param>
    /// <param name="day">The day that asks: the accounts alive then are taken, in its own window as in those it is compared with.</param>
    public BookedFigure LikeForLike(Kpi kpi, Period window, string? currency, DateOnly day) => Of(kpi, window, currency, day);

    /// <summary>A figure that is held against a number that people gave: what accounts told before they were disconnected in the course of the window is part of it.</summary>
    public BookedFigure Whole(Kpi kpi, Period window, string? currency) => Of(kpi, window, currency, null);

    /// <summary>Some account is still to tell of the KPI: where people have disconnected all of them there is nothing to watch.</summary>
    public bool IsWatched(Kpi kpi) => kpi.AccountsOf(Index).Any(account => Index.EndsOn(account.Id) is null);

    public KpiScope Scope(Period window, IReadOnlyList<Account> accounts) => new() { Facts = Index, Window = window, Frame = window, Accounts = accounts };

    private BookedFigure Of(Kpi kpi, Period window, string? currency, DateOnly? day)
    {
        var key = (kpi.Definition.Key, window, currency, day);
        if (_figures.TryGetValue(key, out var known))
            return known;

        var scope = Scope(window, day is { } asking ? Alive(kpi, asking) : Within(kpi, window)) with { Currency = currency };
        var figure = scope.Accounts.Count == 0 ? new() : kpi.FigureOf(scope);
        List<long> lacking = [.. scope.Accounts.Where(account => !IsWhole(kpi, scope, account)).Select(account => account.Id)];
        known = new(figure.Value, figure.Events, scope.Accounts, lacking, IsSettled(kpi, scope), figure.Exchanges.Count > 0);
        _figures.Add(key, known);
        return known;
    }

    /// <summary>Accounts that gave something of the KPI in the last month before a day's end, and were not disconnected by then.</summary>
    private IReadOnlyList<Account> Alive(Kpi kpi, DateOnly day)
    {
        if (_alive.TryGetValue((kpi.Definition.Key, day), out var known))
            return known;

        known = Telling(kpi, new(day.AddDays(1 - AliveDays), day), account => !(Index.EndsOn(account.Id) <= day));
        _alive.Add((kpi.Definition.Key, day), known);
        return known;
    }

    /// <summary>Those alive at a window's end, and those that were disconnected in the course of it; of a level also those whose last value it still holds.</summary>
    private List<Account> Within(Kpi kpi, Period window)
    {
        var since = window.To.AddDays(1 - AliveDays);
        var ended = Telling(kpi, new(window.From < since ? window.From : since, window.To), account => Index.EndsOn(account.Id) is { } end && end <= window.To && (end > window.From || kpi.Definition.Key == Level));
        return [.. Alive(kpi, window.To), .. ended];
    }

    private List<Account> Telling(Kpi kpi, Period days, Func<Account, bool> isMeant)
    {
        var scope = Scope(days, Index.Accounts);
        return [.. kpi.AccountsOf(Index).Where(account => isMeant(account) && kpi.Definition.Inputs.Any(kind => Index.Gives(account.Id, kind) && scope.Observed(account, kind)))];
    }

    /// <summary>All is known that was to be known: of an account that was disconnected, what came before.</summary>
    private bool IsWhole(Kpi kpi, KpiScope scope, Account account) => kpi.Definition.Key switch
    {
        // A level is known by its last value, a difference by those at both ends; the days between need no observation.
        Level => Index.EndsOn(account.Id) <= scope.Window.To || scope.LastValue(account, MetricCatalogue.Followers, scope.Window.To, FollowersKpis.FreshDays) is not null,
        "followers.net" or "followers.growth_rate" => FollowersKpis.Ends(scope, account) is ({ }, { }),
        _ when kpi.Definition.Key.StartsWith("audience.", StringComparison.Ordinal) => true,
        _ => scope.DueWindow(account) is { } due && kpi.CoveredDays(scope with { Window = due }, account) == due.Days,
    };

    private static bool IsSettled(Kpi kpi, KpiScope scope) =>
        scope.Accounts.All(account => kpi.KindsOf(scope, account).All(kind => IsSettled(scope, account, kind)));

    /// <summary>
    /// Looked at again after the network's settling time, or not looked at again although that time is over: nothing better will come by itself, and a
    /// correction that comes all the same is a revision.
    /// </summary>
    private static bool IsSettled(KpiScope scope, Account account, string kind) => kind switch
    {
        FactKind.Ads => scope.Facts.Ads(account.Id).In(scope.Window).All(advert => !advert.Row.Provisional || advert.Row.SettlesAt <= scope.AsOf),
        FactKind.Traffic => scope.Facts.Visits(account.Id).In(scope.Window).All(visit => !visit.Row.Provisional || visit.Row.SettlesAt <= scope.AsOf),
        FactKind.Posts or FactKind.Messages or FactKind.Conflicts => !scope.IsProvisional(account, kind),
        _ => scope.Facts.Points(account.Id, kind["metric:".Length..]).In(scope.Window).All(point => !point.Provisional || point.SettlesAt <= scope.AsOf),
    };
}

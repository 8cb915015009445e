using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Posts;

namespace SmmKpiBot.Reporting.Kpis;

/// <summary>What a formula sees: some accounts over some days. The same formula runs over all accounts, over one, and over a single day.</summary>
internal sealed record KpiScope
{
    public required FactIndex Facts { get; init; }

    public required Period Window { get; init; }

    /// <summary>The period that choices between sources are made for; a day of a series has the whole series' period here.</summary>
    public required Period Frame { get; init; }

    public required IReadOnlyList<Account> Accounts { get; init; }

    /// <summary>Post figures as they were known one period ago.</summary>
    public bool PostsOnePeriodAgo { get; init; }

    /// <summary>One day of a series: a level is shown only on days that have it, for a gap must stay a gap.</summary>
    public bool Daily { get; init; }

    /// <summary>The currency of a money figure; null for the others.</summary>
    public string? Currency { get; init; }

    public Client Client => Facts.Client;

    public DateTimeOffset AsOf => Facts.AsOf;

    /// <summary>The first instant of the window in the client's zone.</summary>
    public DateTimeOffset Start => LocalDay.Start(Window.From, Client.TimeZone);

    /// <summary>The first instant after the window.</summary>
    public DateTimeOffset End => LocalDay.Start(Window.To.AddDays(1), Client.TimeZone);

    public FactRows<Post> Posts => new(this, FactKind.Posts, account => Facts.Posts(account.Id, PostsOnePeriodAgo));

    public FactRows<Advert> Ads => new(this, FactKind.Ads, account => Facts.Ads(account.Id));

    /// <summary>Ads in the scope's currency.</summary>
    public FactRows<Advert> AdsInCurrency => Ads.Where(advert => advert.Row.Currency == Currency);

    public FactRows<Visit> Visits => new(this, FactKind.Traffic, account => Facts.Visits(account.Id));

    public FactRows<Visit> SocialVisits => Visits.Where(visit => visit.Social);

    public FactRows<Visit> PaidVisits => Visits.Where(visit => visit.Paid);

    public FactRows<Wait> AnsweredWaits => new(this, FactKind.Messages, account => Facts.Conversations.Answered(account.Id));

    public FactRows<Wait> BegunWaits => new(this, FactKind.Messages, account => Facts.Conversations.Begun(account.Id));

    public FactRows<DueWait> DueWaits => new(this, FactKind.Messages, account => Facts.Conversations.Due(account.Id));

    public FactRows<Response> Responses => new(this, FactKind.Messages, account => Facts.Conversations.Responses(account.Id));

    public KpiScope Of(Account account) => this with { Accounts = [account] };

    /// <summary>Days of the window on which every one of the kinds that the account gives was observed.</summary>
    public int CoveredDays(Account account, IReadOnlyList<string> kinds)
    {
        var given = kinds.Where(kind => Facts.Gives(account.Id, kind)).Select(kind => Facts.Covered(account.Id, kind)).ToList();
        return given.Count switch
        {
            0 => 0,
            1 => given[0].CountIn(Window),
            _ => Window.EachDay().Count(day => given.TrueForAll(covered => covered.Contains(day.DayNumber))),
        };
    }

    /// <summary>Days of the window on which the account was to tell something: of one that was disconnected those before.</summary>
    public int DueDays(Account account) => DueWindow(account)?.Days ?? 0;

    /// <summary>The part of the window in which the account was to tell something; null where it was disconnected before.</summary>
    public Period? DueWindow(Account account) => Facts.EndsOn(account.Id) switch
    {
        { } end when end <= Window.From => null,
        { } end when end <= Window.To => new(Window.From, end.AddDays(-1)),
        _ => Window,
    };

    /// <summary>Something of a kind was observed in the window: a covered day, or a row.</summary>
    public bool Observed(Account account, string kind) => Facts.Covered(account.Id, kind).CountIn(Window) > 0 || HasRows(account, kind);

    public bool Observed(string kind) => Accounts.Any(account => Observed(account, kind));

    /// <summary>The undimensioned points of a metric with a value in the window.</summary>
    public IEnumerable<MetricPoint> Points(Account account, string metric) =>
        Facts.Points(account.Id, metric).In(Window).Where(point => point.Dimension.Length == 0 && point.Value is not null);

    /// <summary>The sum of an additive metric, by the same rule as <see cref="FactRows{T}"/>.</summary>
    public decimal? SumPoints(string metric)
    {
        decimal? sum = null;
        foreach (var account in Accounts)
        {
            if (SumPoints(account, metric) is { } ofAccount)
            {
                sum = (sum ?? 0) + ofAccount;
            }
        }

        return sum;
    }

    /// <summary>The last value of a metric on or before <paramref name="day"/>, at most <paramref name="maximumAge"/> days old.</summary>
    public MetricPoint? LastValue(Account account, string metric, DateOnly day, int maximumAge)
    {
        var points = Facts.Points(account.Id, metric).Between(day.DayNumber - (Daily ? 0 : maximumAge), day.DayNumber);
        for (var index = points.Count - 1; index >= 0; index--)
        {
            if (points[index] is { Dimension.Length: 0, Value: not null } point)
            {
                return point;
            }
        }

        return null;
    }

    /// <summary>The network's own figure for exactly this window; null when it gave none.</summary>
    public MetricPoint? WindowValue(Account account, string metric)
    {
        var dimension = MetricCatalogue.WindowDimension(Window.Days);
        return Facts.Points(account.Id, metric).Between(Window.To.DayNumber, Window.To.DayNumber)
            .FirstOrDefault(point => point.Dimension == dimension && point.Value is not null);
    }

    /// <summary>Some input has not settled, or posts are younger than 7 days at as-of.</summary>
    public bool IsProvisional(Account account, string kind) => kind switch
    {
        FactKind.Posts => Facts.Posts(account.Id, PostsOnePeriodAgo).In(Window).Any(post => AsOf - post.PublishedAt < ClockSpan.PostRipens),
        FactKind.Ads => Facts.Ads(account.Id).In(Window).Any(advert => advert.Row.Provisional),
        FactKind.Traffic => Facts.Visits(account.Id).In(Window).Any(visit => visit.Row.Provisional),
        FactKind.Messages or FactKind.Conflicts => false,
        _ => Facts.Points(account.Id, MetricOf(kind)).In(Window).Any(point => point.Provisional),
    };

    private decimal? SumPoints(Account account, string metric)
    {
        decimal sum = 0;
        var any = false;
        var known = false;
        foreach (var point in Facts.Points(account.Id, metric).In(Window))
        {
            if (point.Dimension.Length > 0)
            {
                continue;
            }

            any = true;
            if (point.Value is { } value)
            {
                known = true;
                sum += value;
            }
        }

        return known ? sum : any || Facts.Covered(account.Id, FactKind.OfMetric(metric)).CountIn(Window) == 0 ? null : 0;
    }

    private bool HasRows(Account account, string kind) => kind switch
    {
        FactKind.Posts => Facts.Posts(account.Id, PostsOnePeriodAgo).In(Window).Count > 0,
        FactKind.Ads => Facts.Ads(account.Id).In(Window).Count > 0,
        FactKind.Traffic => Facts.Visits(account.Id).In(Window).Count > 0,
        FactKind.Messages => Facts.Conversations.Begun(account.Id).In(Window).Count > 0 || Facts.Conversations.Responses(account.Id).In(Window).Count > 0,
        FactKind.Conflicts => Facts.Conversations.Opened(account.Id).In(Window).Count > 0 || Facts.Conversations.Resolved(account.Id).In(Window).Count > 0,
        _ => Facts.Points(account.Id, MetricOf(kind)).In(Window).Count > 0,
    };

    private static string MetricOf(string kind) => kind["metric:".Length..];
}

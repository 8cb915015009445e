using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sandbox.Networks.Model;

namespace SmmKpiBot.Sandbox.Networks.Graph;

/// <summary>An ad account of Istanbul that pays in lira, as the Marketing API tells of it: numbers are texts, what has no delivery has no row.</summary>
internal sealed class AdsStandIn(BrandModel model, GraphFaults faults, GraphLists lists)
{
    public const string Currency = "TRY";

    /// <summary>A type that Meta describes nowhere and that some accounts have.</summary>
    public const string InstagramFollow = "onsite_conversion.follow";

    /// <summary>Clicks on anything, which are no type of action.</summary>
    public const string AllClicks = "clicks (all)";

    /// <summary>Longer spans are too much for one call that asks for every day.</summary>
    private const int MostDaysAtOnce = 62;

    private const int MonthsKept = 37;

    private static readonly string[] Steps = ["Job Not Started", "Job Running", "Job Completed"];

    private readonly BrandModel _model = model;
    private readonly GraphFaults _faults = faults;
    private readonly GraphLists _lists = lists;
    private readonly Dictionary<string, Report> _reports = [];

    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Istanbul");

    /// <summary>What campaigns brought: what did not happen is left out, and types contain each other.</summary>
    public static IEnumerable<(string Type, long Count)> Counts(IReadOnlyCollection<ModelAdDay> ads) => new (string Type, long Count)[]
    {
        (AllClicks, ads.Sum(ad => ad.Clicks)), ("page_engagement", ads.Sum(ad => ad.Clicks + ad.Followers)), ("post_engagement", ads.Sum(ad => ad.Clicks)),
        ("link_click", ads.Sum(ad => ad.LinkClicks)), ("like", ads.Sum(ad => ad.Followers)), (InstagramFollow, ads.Sum(ad => ad.InstagramFollows)),
    }.Where(action => action.Count > 0);

    public JsonObject? Answer(GraphAsk ask) => ask.Path switch
    {
        ["me", "adaccounts"] => _lists.Page(ask, [Node()]),
        ["act_" + GraphBrand.AdAccountId] => Node(),
        ["act_" + GraphBrand.AdAccountId, "insights"] => ask.IsPost ? Begin(ask) : Insights(ask, isReport: false),
        [var report] when _reports.TryGetValue(report, out var known) => Step(report, known),
        [var report, "insights"] when _reports.TryGetValue(report, out var known) => Insights(known.Ask with { Path = ask.Path, Query = Merge(known.Ask, ask), Now = ask.Now }, isReport: true),
        _ => null,
    };

    private static Dictionary<string, string> Merge(GraphAsk report, GraphAsk ask)
    {
        var query = new Dictionary<string, string>(report.Query);
        foreach (var (name, value) in ask.Query)
            query[name] = value;
        return query;
    }

    private static JsonObject Node() => new()
    {
        ["id"] = "act_" + GraphBrand.AdAccountId,
        ["account_id"] = GraphBrand.AdAccountId,
        ["name"] = "Brand One TR",
        ["currency"] = Currency,
        ["timezone_name"] = "Europe/Istanbul",
        ["account_status"] = 1,
    };

    private JsonObject Begin(GraphAsk ask)
    {
        var id = (6_042_000_000_000_000 + _reports.Count).ToString(CultureInfo.InvariantCulture);
        var isFailing = _faults.FailedReports > 0;
        _faults.FailedReports -= isFailing ? 1 : 0;
        _reports[id] = new(ask) { IsFailing = isFailing };
        return new() { ["report_run_id"] = long.Parse(id, CultureInfo.InvariantCulture) };
    }

    /// <summary>The percentage is full before the report is.</summary>
    private JsonObject Step(string id, Report report)
    {
        var status = _faults.IsGathering ? Steps[1] : report.IsFailing && report.Asked > 0 ? "Job Failed" : Steps[Math.Min(report.Asked, Steps.Length - 1)];
        report.Asked++;
        return new() { ["id"] = id, ["async_status"] = status, ["async_percent_completion"] = status == Steps[0] ? 0 : 100 };
    }

    private JsonObject Insights(GraphAsk ask, bool isReport)
    {
        if (ask["fields"]?.Split(',').FirstOrDefault(_faults.DeadMetrics.Contains) is { } dead)
            throw new GraphRefusal(100, 0, $"(#100) {dead} is not valid for fields param.");
        var range = JsonSerializer.Deserialize<JsonElement>(ask["time_range"] ?? throw new GraphRefusal(100, 0, "(#100) time_range is missing"));
        var (since, until) = (Day(range, "since"), Day(range, "until"));
        var today = LocalDay.Of(ask.Now, Zone);
        if (since < today.AddMonths(-MonthsKept))
            throw new GraphRefusal(3018, 0, "(#3018) The start date of the time range cannot be beyond 37 months from the current date");
        if (!isReport && ask["time_increment"] is not null && until.DayNumber - since.DayNumber >= MostDaysAtOnce)
            throw new GraphRefusal(100, 1487534, "(#100) Too much data was requested in this query. Please try reducing the amount of data.");
        if (ask["level"] == "account" && ask["fields"] == "actions")
            return _lists.Page(ask, [.. ActionsOf(since, until, today)]);
        if (ask["level"] == "account")
            return _lists.Page(ask, _model.ToldOfWindow(GraphBrand.AdPeople, until, until.DayNumber - since.DayNumber + 1, today, Revision.Usual) is { } people ? [Reach(people, since, until)] : []);
        var days = Enumerable.Range(0, until.DayNumber - since.DayNumber + 1).Select(since.AddDays);
        return _lists.Page(ask, [.. days.SelectMany(day => AdsOf(day, today)).Select(Row)]);
    }

    private IEnumerable<ModelAdDay> AdsOf(DateOnly day, DateOnly today) =>
        _model.Ads(day, today, Revision.Usual).Select(ad => day >= _faults.NoInstagramFollowsFrom ? ad with { InstagramFollows = 0 } : ad);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static JsonObject Reach(long people, DateOnly since, DateOnly until) => new() { ["reach"] = Text(people), ["date_start"] = Text(since), ["date_stop"] = Text(until) };

    private static JsonObject Row(ModelAdDay ad)
    {
        var row = new JsonObject
        {
            ["account_currency"] = Currency,
            ["campaign_id"] = ad.CampaignKey,
            ["campaign_name"] = ad.CampaignName,
            ["spend"] = (ad.SpendCents / 100m).ToString("0.00", CultureInfo.InvariantCulture),
            ["impressions"] = Text(ad.Impressions),
            ["clicks"] = Text(ad.Clicks),
            ["inline_link_clicks"] = Text(ad.LinkClicks),
            ["date_start"] = Text(ad.Day),
            ["date_stop"] = Text(ad.Day),
        };
        if (Actions([ad]) is { Count: > 0 } actions)
            row["actions"] = actions;
        return row;
    }

    /// <summary>Of the whole account; without delivery there is no row.</summary>
    private IEnumerable<JsonObject> ActionsOf(DateOnly since, DateOnly until, DateOnly today)
    {
        var ads = Enumerable.Range(0, until.DayNumber - since.DayNumber + 1).SelectMany(day => AdsOf(since.AddDays(day), today)).ToList();
        if (ads.Count > 0)
            yield return new() { ["actions"] = Actions(ads), ["date_start"] = Text(since), ["date_stop"] = Text(until) };
    }

    private static JsonArray Actions(IReadOnlyCollection<ModelAdDay> ads) =>
        [.. Counts(ads).Where(action => action.Type != AllClicks).Select(action => new JsonObject { ["action_type"] = action.Type, ["value"] = Text(action.Count) })];

    private static DateOnly Day(JsonElement range, string name) => DateOnly.ParseExact(range.GetProperty(name).GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed class Report(GraphAsk ask)
    {
        public GraphAsk Ask { get; } = ask;

        public bool IsFailing { get; init; }

        public int Asked { get; set; }
    }
}

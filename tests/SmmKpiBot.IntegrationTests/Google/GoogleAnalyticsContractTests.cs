using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.IntegrationTests.Collecting.Contract;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Sandbox.Networks.Ga4;
using SmmKpiBot.Sandbox.Networks.Google;
using SmmKpiBot.Sandbox.Networks.GoogleOAuth;
using SmmKpiBot.Sources.GoogleAnalytics;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Google;

public sealed class GoogleAnalyticsContractSqliteTests(PostgresServer server) : GoogleAnalyticsContractTests(Dialect.Sqlite, server);

public sealed class GoogleAnalyticsContractPostgresTests(PostgresServer server) : GoogleAnalyticsContractTests(Dialect.Postgres, server);

public abstract class GoogleAnalyticsContractTests(Dialect dialect, PostgresServer server) : NetworkContract(dialect, server)
{
    protected override async Task<NetworkRig> CreateRigAsync(FakeTimeProvider clock) => await GoogleAnalyticsContractRig.StartAsync(clock);
}

/// <summary>Google Analytics for the contract suite.</summary>
internal sealed class GoogleAnalyticsContractRig : GoogleContractRig
{
    private const string Robot = "robot@standin.iam.gserviceaccount.com";

    private readonly SiteModel _site = new("shop", new(2026, 8, 1));
    private readonly Ga4Property _property;

    private GoogleAnalyticsContractRig(FakeTimeProvider clock, GoogleServer google, GoogleServer foreign)
        : base(clock, google, foreign)
    {
        _property = new("412345678", "Acme shop", _site) { Viewers = { Robot } };
        google.Ga4.Properties[_property.Id] = _property;
        Secrets = new Dictionary<string, string> { [GoogleAnalyticsAccess.ServiceAccountField] = google.Accounts.ServiceAccount(Robot) };
    }

    public override string Network => GoogleAnalyticsNetwork.NetworkKey;

    public override string[] Settings =>
    [
        "--Networks:GoogleAnalytics:ApiBaseUrl", Google.BaseUrl, "--Networks:GoogleAnalytics:AdminApiBaseUrl", Google.BaseUrl, "--Networks:GoogleAnalytics:TokenUrl", Google.BaseUrl + GoogleOAuthEndpoint.TokenPath,
    ];

    public override string PlaceId => _property.Id;

    public override IReadOnlyDictionary<string, string> Secrets { get; }

    /// <summary>Campaigns are the agency's own words and no person's; still none is kept aside.</summary>
    public override IReadOnlyList<string> PrivateTexts => ["autumn", "осінь"];

    protected override IReadOnlyList<string> Paths => ["/v1beta"];

    public static async Task<GoogleAnalyticsContractRig> StartAsync(FakeTimeProvider clock) => new(
        clock, await GoogleServer.StartAsync(clock, TestContext.Current.CancellationToken), await GoogleServer.StartAsync(clock, TestContext.Current.CancellationToken));

    /// <summary>Lets somebody else view the property; gives the file of their key.</summary>
    public string Invite(string email)
    {
        _property.Viewers.Add(email);
        return Google.Accounts.ServiceAccount(email);
    }

    public override string? Cannot(Misbehaviour what) => what == Misbehaviour.DuplicatePages ? "Pages are asked for by the number of their first row, so none comes twice." : null;

    public override BrandFacts Expected(DateOnly from)
    {
        var today = LocalDay.Of(Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(_property.TimeZone));
        var to = Clock.GetUtcNow() < LocalDay.Start(today, TimeZoneInfo.FindSystemTimeZoneById(_property.TimeZone)).AddHours(4) ? today.AddDays(-2) : today.AddDays(-1);
        var facts = new BrandFacts();
        foreach (var group in _site.Told(from, to, today).GroupBy(visit => (visit.Day, visit.From.Source, visit.From.Medium, Campaign: visit.From.Campaign.StartsWith('(') ? "" : visit.From.Campaign, visit.From.Channel)))
            facts.Traffic[group.Key] = Row(group.Key, [.. group]);
        var tagged = _site.Told(from, to, today).Where(visit => visit.Content[0] != '(' && SocialSources.Has(visit.From.Source, visit.From.Medium, visit.From.Channel));
        foreach (var group in tagged.GroupBy(visit => (visit.Day, visit.Content)))
            facts.Points[(MetricCatalogue.ContentSessions, "content:" + group.Key.Content, group.Key.Day)] = group.Count();
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            foreach (var length in VisitorWindows.EndingOn(day))
            {
                var people = _site.Told(day.AddDays(1 - length), day, today).Where(visit => SocialSources.Has(visit.From.Source, visit.From.Medium, visit.From.Channel)).Select(visit => visit.Person).Distinct().Count();
                facts.Points[(MetricCatalogue.TrafficUsers, MetricCatalogue.WindowDimension(length), day)] = people;
            }
        }

        return facts;
    }

    public override void Restate()
    {
        var today = LocalDay.Of(Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(_property.TimeZone));
        _site.Withdraw("newsletter", today.AddDays(-1));
        _site.Withdraw("instagram", today.AddDays(-1));
    }

    public override void Begin(Misbehaviour what)
    {
        base.Begin(what);
        _property.IsEmpty = what == Misbehaviour.Empty;
        if (what == Misbehaviour.PagesOutOfOrder)
            Google.Rewrites = (_, body) => Each(body, rows => Reverse(rows));
    }

    public override void End()
    {
        base.End();
        _property.IsEmpty = false;
    }

    protected override GoogleFault TooMany() => GoogleFault.Error(429, "RESOURCE_EXHAUSTED", "Exhausted concurrent requests quota.");

    protected override void AddField(JsonObject body)
    {
        foreach (var report in body["reports"]?.AsArray() ?? [])
            report!["sourceGroups"] = new JsonArray();
    }

    protected override void Spoil(JsonObject body, bool isMissing) => Each(body, rows =>
    {
        if (isMissing)
            rows[0]!.AsObject().Remove("metricValues");
        else
            rows[0]!["metricValues"]![0] = new JsonObject { ["value"] = new JsonObject() };
    });

    private static void Each(JsonObject body, Action<JsonArray> change)
    {
        foreach (var rows in (body["reports"]?.AsArray() ?? []).Select(report => report!["rows"]).OfType<JsonArray>())
            change(rows);
    }

    private static void Reverse(JsonArray rows)
    {
        var all = rows.Select(row => row!.DeepClone()).Reverse().ToList();
        rows.Clear();
        foreach (var row in all)
            rows.Add(row);
    }

    private static TrafficDay Row((DateOnly Day, string Source, string Medium, string Campaign, string Channel) key, IReadOnlyList<SiteVisit> visits) => new()
    {
        AccountId = 0,
        Day = key.Day,
        Source = key.Source,
        Medium = key.Medium,
        Campaign = key.Campaign,
        Channel = key.Channel,
        Sessions = visits.Count,
        Users = visits.Select(visit => visit.Person).Distinct().Count(),
        EngagedSessions = visits.Count(visit => visit.IsEngaged),
        EngagedSeconds = visits.Sum(visit => visit.Seconds),
        PageViews = visits.Sum(visit => visit.Views),
        Purchases = visits.Sum(visit => visit.Events.Where(one => one.Name == "purchase").Sum(one => one.Times)),
        RevenueMicros = (long)(visits.Sum(visit => visit.Revenue) * 1_000_000),
        Currency = "UAH",
        ObservedAt = default,
        SettlesAt = default,
    };
}

using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sandbox.Networks.Ga4;
using SmmKpiBot.Sandbox.Networks.Google;
using SmmKpiBot.Sandbox.Networks.GoogleOAuth;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.GoogleAnalytics;
using SmmKpiBot.Sources.Http;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Google;

/// <summary>Google Analytics, read from the stand-in. The clock begins on Monday, 2026-11-23.</summary>
public sealed class GoogleAnalyticsTests : IAsyncLifetime
{
    private const string Property = "412345678";
    private const string Robot = "robot@standin.iam.gserviceaccount.com";

    private static readonly Period Fortnight = new(new(2026, 11, 9), new(2026, 11, 22));

    private readonly SiteModel _site = new("shop", new(2026, 8, 1));
    private GoogleRig _rig = null!;
    private Ga4Property _property = null!;
    private SourceAccess _access = null!;
    private SourcePlace _place = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await GoogleRig.StartAsync<GoogleAnalyticsNetwork>(google => new()
        {
            ["ApiBaseUrl"] = google.BaseUrl,
            ["AdminApiBaseUrl"] = google.BaseUrl,
            ["ClientId"] = GoogleAccounts.ClientId,
            ["ClientSecret"] = GoogleAccounts.ClientSecret,
        });
        _rig.Client = _rig.Client with { Conversions = Named("purchase", "sign_up", "generate_lead") };
        _property = new(Property, "Acme shop", _site) { Viewers = { Robot } };
        _rig.Google.Ga4.Properties[Property] = _property;
        _access = new(new Dictionary<string, string> { [GoogleAnalyticsAccess.ServiceAccountField] = _rig.Google.Accounts.ServiceAccount(Robot) });
        _place = await _rig.PassAsync(_rig.Source.CheckAsync(_access, Property, CallPriority.Asked, GoogleRig.Stop));
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Check_AProperty_TellsNameZoneAndCurrency()
    {
        var typed = await _rig.PassAsync(_rig.Source.CheckAsync(_access, $" properties/{Property} ", CallPriority.Asked, GoogleRig.Stop));

        Assert.Equal((Property, "Acme shop", "Europe/Kyiv", "UAH"), (_place.ExternalId, _place.Name, _place.DayZone.Id, _place.Currency));
        Assert.Equal((_place.ExternalId, _place.Name), (typed.ExternalId, typed.Name));
    }

    [Theory]
    [InlineData("G-ABC1234567")]
    [InlineData("")]
    [InlineData("../../v1alpha")]
    public async Task Check_NotTheNumberOfAProperty_SaysWhereItStands(string typed)
    {
        var calls = _rig.Google.Calls.Count;

        var error = await _rig.FailAsync(_rig.Source.CheckAsync(_access, typed, CallPriority.Asked, GoogleRig.Stop));

        Assert.Equal(SourceProblem.Forbidden, error.Problem);
        Assert.Contains("Admin, Property settings", error.Message, StringComparison.Ordinal);
        Assert.Equal(calls, _rig.Google.Calls.Count);
    }

    [Fact]
    public async Task Check_AdminApiOff_DoesWithoutTheName()
    {
        _rig.Google.Ga4.IsAdminOn = false;

        Assert.Equal($"GA4 {Property}", (await _rig.PassAsync(_rig.Source.CheckAsync(_access, Property, CallPriority.Asked, GoogleRig.Stop))).Name);
        Assert.Contains("Google Analytics Admin API", (await _rig.FailAsync(DiscoverAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discover_PropertiesOfTwoPages_AreWhatCheckSaysOfEach()
    {
        _rig.Google.Ga4.Properties["500"] = new("500", "Acme blog", _site) { Viewers = { Robot }, TimeZone = "America/New_York", Currency = "USD" };
        _rig.Google.Ga4.Properties["600"] = new("600", "Somebody else's", _site);

        var places = await _rig.PassAsync(DiscoverAsync());

        Assert.Equal([(Property, "Acme shop", "UAH"), ("500", "Acme blog", "USD")], places.Select(place => (place.ExternalId, place.Name, place.Currency)));
        Assert.Equal("America/New_York", places[1].DayZone.Id);
    }

    [Theory]
    [InlineData(403, "PERMISSION_DENIED", "may not view property 500")]
    [InlineData(400, "INVALID_ARGUMENT", "does not understand the request")]
    [InlineData(429, "RESOURCE_EXHAUSTED", "quota is used up")]
    public async Task Discover_OnePropertyIsRefused_ListsTheOthersAndSaysWhy(int status, string word, string why)
    {
        _rig.Google.Ga4.Properties["500"] = new("500", "Acme blog", _site) { Viewers = { Robot } };
        _rig.Google.Ga4.Properties["700"] = new("700", "Acme news", _site) { Viewers = { Robot } };
        _rig.Google.Faults.Always("/v1beta/properties/500:batchRunReports", GoogleFault.Error(status, word, "Not this one."));

        var places = await _rig.PassAsync(DiscoverAsync());

        Assert.Equal([(Property, true), ("500", false), ("700", true)], places.Select(place => (place.ExternalId, place.Refusal is null)));
        Assert.Equal("Acme blog", places[1].Name);
        Assert.Contains(why, places[1].Refusal.GetValueOrDefault().En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discover_TheAccessItselfIsRefused_EndsTheList()
    {
        _rig.Google.Faults.Always($"/v1beta/properties/{Property}:batchRunReports", GoogleFault.Error(401, "UNAUTHENTICATED", "No."));

        Assert.Equal(SourceProblem.Unauthorized, (await _rig.FailAsync(DiscoverAsync())).Problem);
    }

    [Fact]
    public async Task Read_DaysThatHaveSettled_EqualTheModelToTheUnit()
    {
        _rig.Clock.Advance(TimeSpan.FromDays(4));

        var pages = await ReadAsync(Fortnight);

        Assert.Equal(Expected(Fortnight, _site.Truth(Fortnight.From, Fortnight.To)), Shown(pages));
        Assert.Equal(2, pages.Count);
        Assert.Equal(Fortnight.EachDay(), pages.SelectMany(page => page.Told).Where(told => told.Kind == FactKind.Traffic && told.FromDay == told.ToDay).Select(told => told.FromDay));
        Assert.All(pages.SelectMany(page => page.Traffic), row => Assert.False(row.Provisional));
        Assert.All(pages, page => Assert.Empty(page.Remarks));
    }

    [Fact]
    public async Task Read_DaysThatAreCorrected_EqualTheModelAfterwards()
    {
        var yesterday = new Period(Fortnight.To, Fortnight.To);
        var early = await ReadAsync(yesterday);
        _site.Withdraw("newsletter", Fortnight.To);
        _rig.Clock.Advance(TimeSpan.FromDays(3));

        var late = await ReadAsync(yesterday);

        Assert.All(early.SelectMany(page => page.Traffic), row => Assert.True(row.Provisional));
        Assert.Contains(early.SelectMany(page => page.Traffic), row => row.Source == "newsletter");
        Assert.NotEqual(Shown(early), Shown(late));
        Assert.Equal(Expected(yesterday, _site.Truth(yesterday.From, yesterday.To)), Shown(late));
        Assert.DoesNotContain(late.SelectMany(page => page.Traffic), row => row.Source == "newsletter");
        Assert.Equal([(FactKind.Traffic, Fortnight.To, Fortnight.To)], late.SelectMany(page => page.Told).Select(told => (told.Kind, told.FromDay, told.ToDay)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(50)]
    public async Task Read_ReportsOfManyPages_AreReadToTheLastRow(int rowsOfAPage)
    {
        var whole = await ReadAsync(Fortnight);
        _rig.Google.Ga4.MostRows = rowsOfAPage;
        var calls = _rig.Google.Calls.Count;

        var paged = await ReadAsync(new(Fortnight.From, Fortnight.From.AddDays(6)));

        Assert.Equal(Shown(whole[..1]), Shown(paged));
        Assert.Equal((int)Math.Ceiling(Shown(paged).Count / (double)rowsOfAPage), _rig.Google.Calls.Count - calls - 1, tolerance: 60 / rowsOfAPage);
    }

    [Fact]
    public async Task Read_FromEveryCursor_GivesTheRest()
    {
        var period = new Period(new(2026, 10, 1), Fortnight.To);
        var pages = await ReadAsync(period);

        for (var page = 0; page < pages.Count - 1; page++)
            Assert.Equal(Shown(pages[(page + 1)..]), Shown(await ReadAsync(period, cursor: pages[page].Cursor)));

        Assert.Null(pages[^1].Cursor);
        Assert.Empty(await ReadAsync(period, cursor: "2026-11-23"));
    }

    [Fact]
    public async Task Read_DaysThatLieAhead_GivesNothing()
    {
        Assert.Empty(await ReadAsync(new(new(2026, 11, 23), new(2026, 12, 31))));
        Assert.Equal(Shown(await ReadAsync(new(Fortnight.To, Fortnight.To))), Shown(await ReadAsync(new(Fortnight.To, new(2026, 12, 31)))));
    }

    [Fact]
    public async Task Read_DaysBeforeTheProperty_AreToldToBeEmpty()
    {
        var pages = await ReadAsync(new(new(2026, 7, 1), new(2026, 7, 7)));

        Assert.Empty(pages[0].Traffic);
        Assert.Equal(7, pages[0].Told.Count);
    }

    [Fact]
    public async Task Read_EverythingThatLimitsFigures_IsReported()
    {
        (_property.IsThresholded, _property.HasOtherRow, _property.HasOtherDay, _property.Sampled, _property.IsTruncated, _property.HidesRevenue) = (true, true, true, 0.25, true, true);
        (_property.Currency, _property.TimeZone, _property.HasNewField) = ("EUR", "Europe/Riga", true);
        _site.HasOtherKeyEvent = true;

        var page = (await ReadAsync(new(Fortnight.To, Fortnight.To)))[0];

        Assert.Equal(
        [
            "Google may leave out rows of few people (thresholding).",
            "Google put rare combinations of source and campaign together as (other): some visits cannot be told apart.",
            "Google put some visits together without a day: they are not counted.",
            "Google estimated from a sample: 25 % of the events were read.",
            "Google does not serve the whole span (property, until 2025-01-01).",
            "This access may not see revenue: it is not known, not 0. Remove the restriction in Admin, Property access management.",
            "The property's zone is Europe/Riga now and was Europe/Kyiv when it was connected: connect the account again.",
            "The property's currency is EUR now and was UAH when it was connected.",
            "Key events that are no conversions of this client: scrolled_far. To count them, set on the bot’s server: client set acme conversions=EVENT=KIND,…",
        ],
            page.Remarks.Select(remark => remark.En));
        Assert.All(page.Remarks, remark => Assert.NotEqual(remark.En, remark.Uk));
        Assert.All(page.Traffic, row => Assert.Equal((null, null, null), (row.RevenueMicros, row.Currency, row.ConvertingSessions)));
        Assert.Equal(2, page.UnknownFields["metadata.sourceGroups"]);
    }

    /// <summary>Links that somebody tagged with a content, visits from social networks alone; each page tells whole days.</summary>
    [Fact]
    public async Task Read_AdContent_EqualsTheModelToTheUnit()
    {
        _rig.Google.Ga4.MostRows = 7;

        var pages = await ReadAsync(Fortnight, GoogleAnalyticsSource.Content);

        var expected = _site.Told(Fortnight.From, Fortnight.To, new(2026, 11, 23)).Where(visit => visit.Content[0] != '(' && SocialSources.Has(visit.From.Source, visit.From.Medium, visit.From.Channel))
            .GroupBy(visit => (visit.Day, "content:" + visit.Content)).Select(group => (group.Key.Day, group.Key.Item2, (long?)group.Count())).Order().ToList();
        Assert.True(expected.Count > 10);
        Assert.Equal(expected, pages.SelectMany(page => page.Points).Select(point => (point.Day, point.Dimension, point.Value)).Order());
        Assert.All(pages.SelectMany(page => page.Points), point => Assert.Equal(MetricCatalogue.ContentSessions, point.Metric));
        Assert.Equal(Fortnight.EachDay(), pages.SelectMany(page => page.Told).Select(told => told.FromDay));
        Assert.All(pages, page => Assert.Empty(page.Traffic));
    }

    [Fact]
    public async Task Read_AMetricTheApiRefuses_CostsNoOther()
    {
        _property.DeadMetrics.UnionWith(["sessionKeyEventRate", "eventCount"]);
        var day = new Period(Fortnight.To, Fortnight.To);

        var page = (await ReadAsync(day))[0];
        var calls = _rig.Google.Calls.Count;
        var again = await ReadAsync(day, refused: [.. page.Refused.Select(one => one.Metric)]);

        Assert.Equal(calls + 1, _rig.Google.Calls.Count);
        Assert.Equal(["sessionKeyEventRate", "eventCount"], page.Refused.Select(one => one.Metric));
        Assert.All(page.Traffic, row => Assert.Equal((null, null), (row.ConvertingSessions, row.Purchases)));
        Assert.Equal(_site.Told(day.From, day.To, new(2026, 11, 23)).Count(), page.Traffic.Sum(row => row.Sessions));
        Assert.Equal(Shown([page]), Shown(again));
        Assert.Empty(again[0].Refused);
    }

    [Fact]
    public async Task Read_WithoutNamedConversions_CountsPurchasesAlone()
    {
        _rig.Client = _rig.Client with { Conversions = Named() };
        _rig.Clock.Advance(TimeSpan.FromDays(4));

        var page = (await ReadAsync(new(Fortnight.To, Fortnight.To)))[0];

        var purchases = _site.Truth(Fortnight.To, Fortnight.To).Sum(visit => visit.Events.Count(one => one.Name == "purchase"));
        Assert.Equal(purchases, page.Traffic.Sum(row => row.Purchases));
        Assert.All(page.Traffic, row => Assert.Equal((null, null, null, null), (row.Signups, row.CallRequests, row.OtherConversions, row.ConvertingSessions)));
        Assert.Contains("Key events that are no conversions of this client: generate_lead, sign_up. To count them, set on the bot’s server: client set acme conversions=EVENT=KIND,…", page.Remarks.Select(remark => remark.En));
    }

    [Fact]
    public async Task Read_AConversionThatIsNoKeyEvent_IsCountedEachTimeAndSaid()
    {
        _site.IsLeadKey = false;
        _rig.Clock.Advance(TimeSpan.FromDays(4));

        var page = (await ReadAsync(new(Fortnight.To, Fortnight.To)))[0];

        Assert.Equal(_site.Truth(Fortnight.To, Fortnight.To).Sum(visit => visit.Events.Where(one => one.Name == "generate_lead").Sum(one => one.Times)), page.Traffic.Sum(row => row.CallRequests));
        Assert.Equal(["Conversions of this client that are no key events in Google Analytics are counted each time they happen: generate_lead."], page.Remarks.Select(remark => remark.En));
    }

    [Fact]
    public async Task Read_Visitors_AreTheDifferentPeopleOfSocialVisitsInEachWindow()
    {
        _rig.Clock.Advance(TimeSpan.FromDays(10));
        DateOnly day = new(2026, 11, 30);

        var pages = await ReadAsync(new(day.AddDays(-1), day), GoogleAnalyticsSource.Visitors);

        Assert.Equal([7, 14, 28, 30], pages[0].Points.Select(point => int.Parse(point.Dimension[5..], null)));
        Assert.All(pages.SelectMany(page => page.Points), point => Assert.Equal(People(point.Day, int.Parse(point.Dimension[5..], null)), point.Value));
        Assert.Equal([(FactKind.OfMetric("traffic_users"), day.AddDays(-1)), (FactKind.OfMetric("traffic_users"), day)], pages.SelectMany(page => page.Told).Select(told => (told.Kind, told.ToDay)));

        long People(DateOnly last, int days) => _site.Truth(last.AddDays(1 - days), last)
            .Where(visit => SocialSources.Has(visit.From.Source, visit.From.Medium, visit.From.Channel)).Select(visit => visit.Person).Distinct().Count();
    }

    [Fact]
    public async Task Read_VisitorsOfTheLastDayOfAQuarter_HaveItsLengthToo()
    {
        var page = Assert.Single(await ReadAsync(new(new(2026, 9, 30), new(2026, 9, 30)), GoogleAnalyticsSource.Visitors));

        Assert.Equal(["days:7", "days:14", "days:28", "days:30", "days:92"], page.Points.Select(point => point.Dimension));
    }

    [Fact]
    public async Task Read_ATokenThatDies_IsRenewedOnce()
    {
        _rig.Google.Accounts.KillTokens();
        Assert.NotEmpty((await ReadAsync(Fortnight))[0].Traffic);

        _rig.Clock.Advance(TimeSpan.FromHours(1));
        Assert.NotEmpty((await ReadAsync(Fortnight))[0].Traffic);

        _rig.Google.Faults.Next(":batchRunReports", GoogleFault.Error(401, "UNAUTHENTICATED", "Request had invalid authentication credentials."), times: 9);
        var calls = _rig.Google.Calls.Count;
        Assert.Equal(SourceProblem.Unauthorized, (await _rig.FailAsync(ReadAsync(Fortnight))).Problem);
        Assert.Equal(3, _rig.Google.Calls.Count - calls);
    }

    [Fact]
    public async Task Read_WithAKeyThatWasDeleted_NeedsConnectingAgainAndAsksOnce()
    {
        _rig.Google.Accounts.DeleteKey(Robot);
        _rig.Clock.Advance(TimeSpan.FromHours(2));
        var calls = _rig.Google.Calls.Count;

        var error = await _rig.FailAsync(ReadAsync(Fortnight));

        Assert.Equal((SourceProblem.Unauthorized, $"Google does not know the key of {Robot} (any more): make another one and connect the account again."), (error.Problem, error.Message));
        Assert.Equal(1, _rig.Google.Calls.Count - calls);
    }

    [Fact]
    public async Task Read_ATokenServerInTrouble_IsNoReasonToConnectAgain()
    {
        _rig.Clock.Advance(TimeSpan.FromHours(2));
        _rig.Google.Faults.Next("/token", GoogleFault.Html(503));
        Assert.NotEmpty((await ReadAsync(Fortnight))[0].Traffic);

        foreach (var (fault, problem) in new[]
        {
            (GoogleFault.Html(500), SourceProblem.Transient), (GoogleFault.Html(200), SourceProblem.Unexpected), (GoogleFault.Empty, SourceProblem.Unexpected),
            (new GoogleFault(429, """{"error":"rate_limit_exceeded"}"""), SourceProblem.RateLimited), (GoogleFault.Drip, SourceProblem.Transient),
        })
        {
            _rig.Clock.Advance(TimeSpan.FromHours(2));
            _rig.Google.Faults.Next("/token", fault, times: 99);
            Assert.Equal(problem, (await ProblemAsync()).Problem);
            _rig.Google.Faults.Clear();
        }
    }

    /// <summary>What the bot asks wrongly, or where, says nothing of a key: no account is lost by it.</summary>
    [Theory]
    [InlineData(404, "<html>nothing here</html>", SourceProblem.Misconfigured)]
    [InlineData(400, """{"error":"invalid_scope","error_description":"Invalid OAuth scope."}""", SourceProblem.Misconfigured)]
    [InlineData(401, """{"error":"unauthorized_client","error_description":"Client is unauthorized."}""", SourceProblem.Forbidden)]
    public async Task Read_ATokenServerThatRefuses_IsTheSettingsFaultUnlessItNamesTheKey(int status, string body, SourceProblem problem)
    {
        _rig.Clock.Advance(TimeSpan.FromHours(2));
        _rig.Google.Faults.Next("/token", new GoogleFault(status, body), times: 9);

        Assert.Equal(problem, (await ProblemAsync()).Problem);
    }

    [Fact]
    public async Task Read_WithAClockThatIsWrong_SaysSo()
    {
        _rig.Clock.Advance(TimeSpan.FromHours(2));
        _rig.Google.Faults.Next("/token", new GoogleFault(400, """{"error":"invalid_grant","error_description":"Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim."}"""));

        Assert.Equal((SourceProblem.Misconfigured, "Google finds this machine's clock wrong: set it by NTP."), await ProblemAsync());
    }

    [Fact]
    public async Task Read_SomebodyElsesProperty_SaysWhomToLetIn()
    {
        _property.Viewers.Clear();

        var error = await _rig.FailAsync(ReadAsync(Fortnight));

        Assert.Equal((SourceProblem.Forbidden, $"{Robot} may not view property {Property}: add it in Google Analytics, Admin, Property access management, with the role Viewer, and check the number (Admin, Property settings)."), (error.Problem, error.Message));
    }

    [Theory]
    [InlineData("Exhausted concurrent requests quota.", 40)]
    [InlineData("Exhausted property tokens for a project per hour. These quota tokens will return in under an hour.", 3_600)]
    [InlineData("Exhausted property tokens per day.", 22 * 3_600)]
    [InlineData("Words nobody has seen before.", 3_600)]
    public async Task Read_QuotaUsedUp_SaysWhenToComeAgainAndSpendsTheBudget(string words, int seconds)
    {
        _rig.Google.Faults.Next(":batchRunReports", GoogleFault.Error(429, "RESOURCE_EXHAUSTED", words));
        var calls = _rig.Google.Calls.Count;

        var error = await _rig.FailAsync(ReadAsync(Fortnight));

        Assert.Equal((SourceProblem.RateLimited, TimeSpan.FromSeconds(seconds)), (error.Problem, error.RetryAfter));
        Assert.Equal(("ga4:property:" + Property, 1, TimeSpan.FromSeconds(seconds)), _rig.Budget.Reports[^1]);
        Assert.Equal(1, _rig.Google.Calls.Count - calls);
    }

    [Theory]
    [InlineData(403, "PERMISSION_DENIED", "SERVICE_DISABLED", SourceProblem.Misconfigured, "enable the Google Analytics Data API")]
    [InlineData(403, "PERMISSION_DENIED", "ACCESS_TOKEN_SCOPE_INSUFFICIENT", SourceProblem.Forbidden, "leave the box")]
    [InlineData(400, "INVALID_ARGUMENT", null, SourceProblem.Unexpected, "does not understand the request (Words)")]
    [InlineData(400, "INVALID_ARGUMENT", "sessions", SourceProblem.Unexpected, "does not understand the request")]
    public async Task Read_Refused_SaysWhatToDo(int status, string word, string? reason, SourceProblem problem, string expected)
    {
        _rig.Google.Faults.Next(":batchRunReports", GoogleFault.Error(status, word, reason == "sessions" ? "Please remove sessions to make the request compatible." : "Words", reason), times: 2);

        var error = await _rig.FailAsync(ReadAsync(Fortnight));

        Assert.Equal(problem, error.Problem);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_AServerInTrouble_IsAskedAgainAndThenLeftAlone()
    {
        _rig.Google.Faults.Next(":batchRunReports", GoogleFault.Error(500, "INTERNAL", "Internal error encountered."));
        Assert.NotEmpty((await ReadAsync(Fortnight))[0].Traffic);

        // Ten failures in an hour lock the property: few are asked for, and those are counted.
        _rig.Google.Faults.Next(":batchRunReports", GoogleFault.Html(502), times: 99);
        var calls = _rig.Google.Calls.Count;
        var error = await _rig.FailAsync(ReadAsync(Fortnight));
        Assert.Equal((SourceProblem.Transient, TimeSpan.FromMinutes(15), 2), (error.Problem, error.RetryAfter, _rig.Google.Calls.Count - calls));
        Assert.Equal(($"ga4:errors:{Property}", 0.2), (_rig.Budget.Spent[^1].Key, _rig.Budget.Spent[^1].Share));
        _rig.Google.Faults.Clear();

        _rig.Google.Faults.Next(":batchRunReports", GoogleFault.Html(404));
        Assert.Equal((SourceProblem.Unexpected, "The server answers 404."), await ProblemAsync());
        _rig.Google.Faults.Next(":batchRunReports", GoogleFault.Html(200));
        Assert.Equal((SourceProblem.Unexpected, $"The answer to the reports of property {Property} is a web page."), await ProblemAsync());
        _rig.Google.Faults.Next(":batchRunReports", GoogleFault.Malformed);
        Assert.Equal(SourceProblem.Unexpected, (await ProblemAsync()).Problem);
    }

    [Fact]
    public async Task Read_AServerThatDrips_IsGivenUp()
    {
        _rig.Google.Faults.Next(":batchRunReports", GoogleFault.Drip, times: 99);

        Assert.Equal((SourceProblem.Transient, "The server did not answer in time."), await ProblemAsync());
        _rig.Google.Faults.Clear();
    }

    [Fact]
    public async Task Read_EachAnswer_TellsTheBudgetWhatIsUsed()
    {
        (_property.DayTokens, _property.HourTokens) = (190_000, 10_000);
        await ReadAsync(Fortnight);
        (_property.DayTokens, _property.HourTokens) = (20_000, 40_000);
        await ReadAsync(Fortnight);

        Assert.Equal([("ga4:property:" + Property, 0.75, TimeSpan.FromHours(1)), ("ga4:property:" + Property, 0.9, TimeSpan.FromHours(22))], _rig.Budget.Reports.Select(report => (report.Key, Math.Round(report.UsedShare, 6), report.ResetsAfter!.Value)).Distinct().TakeLast(2));
    }

    [Fact]
    public async Task Consent_InTheBrowser_OpensWhatThePersonMayView()
    {
        var way = _rig.Source.Ways.OfType<BrowserConsent>().Single();
        var accounts = _rig.Google.Accounts;
        _property.Viewers.Add(accounts.Person);
        accounts.ConsentLife = TimeSpan.FromDays(7);
        var redirect = new Uri("https://bot.example.com/oauth/google");
        var code = await CodeAsync(way, redirect);

        var granted = await _rig.PassAsync(way.ExchangeAsync(new(code, "verifier", redirect), GoogleRig.Stop));

        Assert.True(way.IsSetUp);
        Assert.Equal(_rig.Clock.GetUtcNow() + TimeSpan.FromDays(7), granted.ExpiresAt);
        Assert.NotEmpty((await ReadAsync(Fortnight, access: new(granted.Fields)))[0].Traffic);

        accounts.Revoke(granted.Fields["refresh_token"]);
        var error = await _rig.FailAsync(ReadAsync(Fortnight, access: new(granted.Fields)));
        Assert.Equal((SourceProblem.Unauthorized, "The access was withdrawn or has ended (Token has been expired or revoked): connect the account again."), (error.Problem, error.Message));
    }

    [Fact]
    public async Task Consent_WithAnotherVerifierOrTwiceOrUnticked_IsRefused()
    {
        var way = _rig.Source.Ways.OfType<BrowserConsent>().Single();
        var redirect = new Uri("https://bot.example.com/oauth/google");
        var code = await CodeAsync(way, redirect);

        Assert.Equal(SourceProblem.Unauthorized, (await _rig.FailAsync(way.ExchangeAsync(new(code, "another verifier", redirect), GoogleRig.Stop))).Problem);
        Assert.Equal(SourceProblem.Unauthorized, (await _rig.FailAsync(way.ExchangeAsync(new(code, "verifier", redirect), GoogleRig.Stop))).Problem);
        _rig.Google.Accounts.Unticked = new HashSet<string> { "https://www.googleapis.com/auth/analytics.readonly" };
        var unticked = await CodeAsync(way, redirect);
        Assert.Equal("Not everything was allowed: on Google's page leave all boxes ticked (analytics.readonly is missing).", (await _rig.FailAsync(way.ExchangeAsync(new(unticked, "verifier", redirect), GoogleRig.Stop))).Message);
    }

    private static Dictionary<string, ConversionKind> Named(params string[] events) => events.ToDictionary(name => name, name => name switch
    {
        "purchase" => ConversionKind.Purchase,
        "sign_up" => ConversionKind.Signup,
        _ => ConversionKind.CallRequest,
    });

    /// <summary>Rows as the model has them, computed here from its visits.</summary>
    private static List<string> Expected(Period days, IEnumerable<SiteVisit> visits) =>
    [
        .. visits.Where(visit => days.Contains(visit.Day)).GroupBy(visit => (visit.Day, visit.From.Source, visit.From.Medium, Campaign: visit.From.Campaign.StartsWith('(') ? "" : visit.From.Campaign, visit.From.Channel))
            .Select(group => Text(
                group.Key.Day, group.Key.Source, group.Key.Medium, group.Key.Campaign, group.Key.Channel, group.Count(), group.Select(visit => visit.Person).Distinct().Count(),
                group.Count(visit => visit.IsEngaged), group.Sum(visit => visit.Seconds), group.Sum(visit => visit.Views), Times(group, "purchase"), Times(group, "sign_up"), Times(group, "generate_lead"),
                null, group.Count(visit => visit.Events.Any(one => one.IsKey)), (long)(group.Sum(visit => visit.Revenue) * 1_000_000), "UAH"))
            .Order(StringComparer.Ordinal),
    ];

    private static long Times(IEnumerable<SiteVisit> visits, string name) => visits.Sum(visit => visit.Events.Where(one => one.Name == name).Sum(one => one.Times));

    private static List<string> Shown(IEnumerable<SourcePage> pages) =>
    [
        .. pages.SelectMany(page => page.Traffic).Select(row => Text(
            row.Day, row.Source, row.Medium, row.Campaign, row.Channel, row.Sessions, row.Users, row.EngagedSessions, row.EngagedSeconds, row.PageViews, row.Purchases, row.Signups, row.CallRequests,
            row.OtherConversions, row.ConvertingSessions, row.RevenueMicros, row.Currency)).Order(StringComparer.Ordinal),
    ];

    private static string Text(params object?[] cells) => string.Join(';', cells.Select(cell => cell switch
    {
        null => "-",
        DateOnly day => day.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        _ => Convert.ToString(cell, System.Globalization.CultureInfo.InvariantCulture),
    }));

    private async Task<(SourceProblem Problem, string Message)> ProblemAsync()
    {
        var error = await _rig.FailAsync(ReadAsync(Fortnight));
        return (error.Problem, error.Message);
    }

    private static async Task<string> CodeAsync(BrowserConsent way, Uri redirect)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var answer = await browser.GetAsync(way.Authorize(new("state", GoogleAccounts.Challenge("verifier"), redirect)), GoogleRig.Stop);
        var query = System.Web.HttpUtility.ParseQueryString(answer.Headers.Location!.Query);
        Assert.Equal("state", query["state"]);
        return query["code"]!;
    }

    private async Task<List<SourcePlace>> DiscoverAsync()
    {
        var places = new List<SourcePlace>();
        await foreach (var place in _rig.Source.DiscoverAsync(_access, GoogleRig.Stop))
            places.Add(place);
        return places;
    }

    private Task<List<SourcePage>> ReadAsync(
        Period days, string stream = GoogleAnalyticsSource.Traffic, string? cursor = null, IReadOnlyList<string>? refused = null, SourceAccess? access = null) =>
        _rig.ReadAsync(_rig.Reading(_place, access ?? _access, stream, days.From, days.To) with { Cursor = cursor, Refused = (refused ?? []).ToHashSet() });
}

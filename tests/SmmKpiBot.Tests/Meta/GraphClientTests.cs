using System.Net;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Facebook;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Http.Graph;
using Xunit;

namespace SmmKpiBot.Tests.Meta;

public sealed class GraphClientTests : IDisposable
{
    private const string Token = "EAAtoken0000000000000000000000000001";

    private readonly GraphStub _stub = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static GraphAccess Access => new("facebook", new FacebookOptions { ApiBaseUrl = "https://graph.example.com/v26.0", AppId = "1", AppSecret = "s" }, Token, CallPriority.Scheduled, new GraphQuota("pages", "9"));

    public void Dispose() => _stub.Dispose();

    [Fact]
    public async Task Pages_EmptyOneWithANext_GoesOnToTheEnd()
    {
        _stub.On("after=b", """{"data":[{"id":"2"}]}""").On("after=a", """{"data":[],"paging":{"next":"https://x/?after=b"}}""").On("1/posts", """{"data":[{"id":"1"}],"paging":{"cursors":{"after":"a"},"next":"https://x/?after=a"}}""");

        Assert.Equal(["1", "2"], await IdsAsync(10));
        Assert.All(_stub.Asked, call => Assert.StartsWith("/v26.0/1/posts?", call, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_LeadingInACircle_AreGivenUp()
    {
        _stub.On("1/posts", """{"data":[{"id":"1"}],"paging":{"next":"https://x/?after=a"}}""");

        Assert.Equal(SourceProblem.Unexpected, (await Assert.ThrowsAsync<SourceException>(() => IdsAsync(10))).Problem);
        Assert.Equal(2, _stub.Asked.Count);
    }

    [Fact]
    public async Task Pages_TooMuchData_AreAskedForInHalves()
    {
        const string tooMuch = """{"error":{"code":1,"message":"Please reduce the amount of data you're asking for, then retry your request"}}""";
        _stub.On("limit=20", tooMuch, HttpStatusCode.InternalServerError).On("limit=10", tooMuch, HttpStatusCode.InternalServerError).On("limit=5", """{"data":[{"id":"1"}]}""");

        Assert.Equal(["1"], await IdsAsync(20));
    }

    /// <summary>Of a list that is too heavy Meta often says no more than of any other trouble.</summary>
    [Fact]
    public async Task Pages_TroubleWithoutAWord_AreAskedForInSmallerPartsTwice()
    {
        const string trouble = """{"error":{"code":1,"message":"An unknown error occurred"}}""";
        _stub.On("limit=100&", trouble, HttpStatusCode.InternalServerError).On("limit=25", trouble, HttpStatusCode.InternalServerError).On("limit=6", """{"data":[{"id":"1"}]}""")
            .On("limit=1", trouble, HttpStatusCode.InternalServerError);

        Assert.Equal(["1"], await IdsAsync(100));
        Assert.Equal(SourceProblem.Transient, (await Assert.ThrowsAsync<SourceException>(() => IdsAsync(1))).Problem);
    }

    [Fact]
    public async Task Further_OfWhatWasDeletedMeanwhile_Ends()
    {
        const string gone = """{"error":{"code":100,"error_subcode":33,"message":"Unsupported get request. Object with ID '1' does not exist"}}""";
        _stub.On("after=a", gone, HttpStatusCode.BadRequest).On("1/comments", """{"data":[{"id":"1"}],"paging":{"next":"https://x/?after=a"}}""");

        var pages = await _stub.Client.FurtherAsync(Access, "1/comments", GraphQuery.None, 10, Stop).ToListAsync(Stop);

        Assert.Equal("1", Assert.Single(Assert.Single(pages)).GetProperty("id").GetString());
        _stub.On("1/posts", gone, HttpStatusCode.BadRequest);
        Assert.Equal(SourceProblem.Forbidden, (await Assert.ThrowsAsync<SourceException>(() => IdsAsync(10))).Problem);
    }

    [Theory]
    [InlineData(4, "meta:app:1")]
    [InlineData(341, "meta:app:1")]
    [InlineData(80001, "meta:pages:9")]
    public async Task Get_TooManyCalls_StopsThoseTheLimitIsOf(int code, string budget)
    {
        _stub.On("1?", $$"""{"error":{"code":{{code}},"message":"too many calls"} }""", HttpStatusCode.BadRequest);

        await Assert.ThrowsAsync<SourceException>(() => _stub.Client.GetAsync(Access, "1", GraphQuery.None, Stop));

        Assert.Equal((budget, 1), (Assert.Single(_stub.Usage).Key, _stub.Usage[0].Share));
    }

    /// <summary>While places are listed it is a person who has asked too much: pages that are collected go on.</summary>
    [Fact]
    public async Task Get_TooManyCallsOfAPerson_StopsNoOther()
    {
        var person = new GraphAccess("facebook", new FacebookOptions { ApiBaseUrl = "https://graph.example.com/v26.0", AppId = "1" }, Token, CallPriority.Asked);
        _stub.On("me/accounts", """{"error":{"code":17,"message":"User request limit reached"}}""", HttpStatusCode.BadRequest);

        var error = await Assert.ThrowsAsync<SourceException>(() => _stub.Client.GetAsync(person, "me/accounts", GraphQuery.None, Stop));

        Assert.Equal(SourceProblem.RateLimited, error.Problem);
        Assert.Empty(_stub.Usage);
        _stub.On("1?", """{"error":{"code":4,"message":"Application request limit reached"}}""", HttpStatusCode.BadRequest);
        await Assert.ThrowsAsync<SourceException>(() => _stub.Client.GetAsync(person, "1", GraphQuery.None, Stop));
        Assert.Equal("meta:app:1", Assert.Single(_stub.Usage).Key);
    }

    [Fact]
    public async Task Get_TooManyCalls_RestsAsLongAsItsOwnUsageSays()
    {
        _stub.On("1?", """{"error":{"code":80001,"message":"too many calls"}}""", HttpStatusCode.BadRequest);
        _stub.Headers["X-Business-Use-Case-Usage"] = """{"9":[{"type":"pages","call_count":100,"estimated_time_to_regain_access":5}],"10":[{"type":"pages","call_count":100,"estimated_time_to_regain_access":300}]}""";

        var error = await Assert.ThrowsAsync<SourceException>(() => _stub.Client.GetAsync(Access, "1", GraphQuery.None, Stop));

        Assert.Equal(TimeSpan.FromMinutes(5), error.RetryAfter);
        Assert.Equal([("meta:pages:9", TimeSpan.FromMinutes(5)), ("meta:pages:10", TimeSpan.FromMinutes(300)), ("meta:pages:9", TimeSpan.FromMinutes(5))], _stub.Usage.Select(usage => (usage.Key, usage.Reset!.Value)));
    }

    [Fact]
    public async Task Inspect_TheAppIsRefused_IsNoTroubleOfTheToken()
    {
        _stub.On("debug_token", """{"error":{"code":190,"message":"Invalid OAuth access token signature."}}""", HttpStatusCode.BadRequest);

        var error = await Assert.ThrowsAsync<SourceException>(() => GraphToken.InspectAsync(_stub.Client, Access, Stop));

        Assert.Equal(SourceProblem.Misconfigured, error.Problem);
        Assert.Contains("AppSecret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_TheTokenHasEnded_SaysWhy()
    {
        _stub.On("debug_token", """{"data":{"is_valid":false,"error":{"code":190,"message":"x","subcode":460}}}""");

        var error = await Assert.ThrowsAsync<SourceException>(() => GraphToken.InspectAsync(_stub.Client, Access, Stop));

        Assert.Equal(SourceProblem.Unauthorized, error.Problem);
        Assert.Contains("password", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WithTheAppsSecret_IsProvenAndHoldsNoToken()
    {
        _stub.On("1?", """{"id":"1"}""");

        await _stub.Client.GetAsync(Access, "1", GraphQuery.Fields("id"), Stop);

        Assert.Equal("/v26.0/1?fields=id&appsecret_proof=1325c57a8f8f76039bbb721979d6bfcce8e13c19baa3492dd0b4e06486364758", Assert.Single(_stub.Asked));
    }

    [Theory]
    [InlineData("<html>502</html>", HttpStatusCode.BadGateway, SourceProblem.Transient)]
    [InlineData("<html>hello</html>", HttpStatusCode.OK, SourceProblem.Unexpected)]
    [InlineData("", HttpStatusCode.OK, SourceProblem.Unexpected)]
    [InlineData("", HttpStatusCode.TooManyRequests, SourceProblem.RateLimited)]
    [InlineData("{\"data\":[],", HttpStatusCode.OK, SourceProblem.Unexpected)]
    [InlineData("{\"error\":{\"code\":190,\"error_subcode\":463,\"message\":\"x\"}}", HttpStatusCode.Unauthorized, SourceProblem.Unauthorized)]
    [InlineData("{\"error\":{\"code\":100,\"message\":\"Invalid appsecret_proof provided in the API argument\"}}", HttpStatusCode.BadRequest, SourceProblem.Misconfigured)]
    public async Task Get_AnythingElse_IsTyped(string body, HttpStatusCode status, SourceProblem problem)
    {
        _stub.On("1?", body, status);

        Assert.Equal(problem, (await Assert.ThrowsAsync<SourceException>(() => _stub.Client.GetAsync(Access, "1", GraphQuery.None, Stop))).Problem);
    }

    [Fact]
    public async Task Get_UsageOfSeveralKinds_GoesToItsOwnBudgets_AndTheHighestCounts()
    {
        _stub.On("1?", """{"id":"1"}""");
        _stub.Headers["X-App-Usage"] = """{"call_count":17,"total_time":60.5,"total_cputime":4}""";
        _stub.Headers["X-Business-Use-Case-Usage"] = """{"9":[{"type":"messenger","call_count":1},{"type":"pages","call_count":41,"total_cputime":88,"total_time":12,"estimated_time_to_regain_access":5}],"10":[{"type":"instagram","call_count":3}]}""";
        _stub.Headers["x-fb-ads-insights-throttle"] = """{"app_id_util_pct":12.5,"acc_id_util_pct":3}""";

        await _stub.Client.GetAsync(Access, "1", GraphQuery.None, Stop);

        Assert.Equal(
            [("meta:app:1", 0.605, null), ("meta:messenger:9", 0.01, null), ("meta:pages:9", 0.88, TimeSpan.FromMinutes(5)), ("meta:instagram:10", 0.03, null)],
            _stub.Usage);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1,2]")]
    [InlineData("{\"9\":{\"type\":\"pages\"}}")]
    public async Task Get_UsageThatCannotBeRead_IsNoTrouble(string header)
    {
        _stub.On("1?", """{"id":"1"}""");
        _stub.Headers["X-Business-Use-Case-Usage"] = header;

        await _stub.Client.GetAsync(Access, "1", GraphQuery.None, Stop);

        Assert.Empty(_stub.Usage);
    }

    [Fact]
    public void Access_Shown_HidesTheToken() => Assert.DoesNotContain(Token, Access.ToString(), StringComparison.Ordinal);

    private async Task<List<string>> IdsAsync(int limit)
    {
        var ids = new List<string>();
        await foreach (var page in _stub.Client.PagesAsync(Access, "1/posts", GraphQuery.None, limit, Stop))
            ids.AddRange(page.Select(item => item.GetProperty("id").GetString()!));
        return ids;
    }
}

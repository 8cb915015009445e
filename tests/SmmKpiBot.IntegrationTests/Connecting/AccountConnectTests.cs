using System.Text;
using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.CommandLine;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Sandbox.Networks.Ga4;
using SmmKpiBot.Sandbox.Networks.Google;
using SmmKpiBot.Sandbox.Networks.GoogleOAuth;
using SmmKpiBot.Sandbox.Networks.Graph;
using SmmKpiBot.Sandbox.Networks.Model;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Connecting;

public sealed class AccountConnectSqliteTests(PostgresServer server) : AccountConnectTests(Dialect.Sqlite, server);

public sealed class AccountConnectPostgresTests(PostgresServer server) : AccountConnectTests(Dialect.Postgres, server);

/// <summary><c>account connect</c> for collected networks, against their stand-ins.</summary>
public abstract class AccountConnectTests(Dialect dialect, PostgresServer server) : IAsyncLifetime
{
    private const string Robot = "robot@standin.iam.gserviceaccount.com";

    private readonly BotProcess _bot = new();
    private string[] _settings = [];
    private GraphServer _graph = null!;
    private GoogleServer _google = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _graph = await GraphServer.StartAsync(TimeProvider.System, new BrandModel("brand one", new DateOnly(2026, 8, 1)), Stop);
        _google = await GoogleServer.StartAsync(TimeProvider.System, Stop);
        string[] database = dialect == Dialect.Postgres
            ? ["--Database:Provider", "postgres", "--Database:ConnectionString", await server.CreateDatabaseAsync()]
            : ["--Database:ConnectionString", $"Data Source={_bot.PathOf("bot.db")}"];
        _settings =
        [
            .. database,
            "--Networks:Facebook:ApiBaseUrl", _graph.BaseUrl, "--Networks:Facebook:AppId", GraphBrand.AppId, "--Networks:Facebook:AppSecret", GraphBrand.AppSecret,
            "--Networks:MetaAds:ApiBaseUrl", _graph.BaseUrl, "--Networks:MetaAds:AppId", GraphBrand.AppId, "--Networks:MetaAds:AppSecret", GraphBrand.AppSecret,
            "--Networks:GoogleAnalytics:ApiBaseUrl", _google.BaseUrl, "--Networks:GoogleAnalytics:AdminApiBaseUrl", _google.BaseUrl,
            "--Networks:GoogleAnalytics:TokenUrl", _google.BaseUrl + GoogleOAuthEndpoint.TokenPath,
        ];
        await SayAsync("client", "add", "acme", "--name", "Acme");
        await SayAsync("account", "add", "acme", "facebook", "page");
        await SayAsync("account", "add", "acme", "google-analytics", "site");
        await SayAsync("account", "add", "acme", "tiktok", "main");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _graph.DisposeAsync();
        await _google.DisposeAsync();
        _bot.Dispose();
    }

    [Fact]
    public async Task Connect_ATokenThatOpensOnePage_TakesThatAndStoresTheTokenEncrypted()
    {
        var run = await PageAsync(GraphBrand.SystemToken, "--format", "json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(GraphBrand.PageId, run.Json.GetProperty("place").GetProperty("externalId").GetString());
        Assert.True(run.Json.GetProperty("connected").GetBoolean());
        Assert.Equal(1, await CountAsync("select count(*) from account_connection"));
        Assert.Equal(1, await CountAsync($"select count(*) from account where external_id = '{GraphBrand.PageId}'"));
        Assert.True(await CountAsync("select count(*) from collection_stream") > 0);
        Assert.Equal(0, await CountAsync($"select count(*) from credential where ciphertext like '%{GraphBrand.SystemToken}%'"));
        Assert.DoesNotContain(GraphBrand.SystemToken, run.Output, StringComparison.Ordinal);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(_bot.Folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "secret"))
            Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.ASCII.GetBytes(GraphBrand.SystemToken)));
    }

    [Fact]
    public async Task Connect_ATokenThatLacksAPermission_SaysWhichAndWhatIsNotSeen()
    {
        _graph.Faults.LacksUserContent = true;

        var run = await PageAsync(GraphBrand.SystemToken);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Note: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("pages_read_user_content: reactions and comments cannot be read", run.Output, StringComparison.Ordinal);
        Assert.Contains("Business settings, System users, Generate token", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("too short", "no spaces")]
    [InlineData("EAAx", "copy it whole")]
    [InlineData("1234567890|abcdefghijklmnopqrstuvwxyz", "system user's token")]
    public async Task Connect_WhatIsNoToken_SaysSoWithoutACall(string text, string says)
    {
        var run = await PageAsync(text);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Empty(_graph.Calls);
    }

    [Fact]
    public async Task Connect_ATokenThatIsDead_StoresNothing()
    {
        _graph.Faults.TokenDead = 463;

        var run = await PageAsync(GraphBrand.SystemToken);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("Nothing was stored", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(GraphBrand.SystemToken, run.Error, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("select (select count(*) from account_connection) + (select count(*) from credential)"));
    }

    [Fact]
    public async Task Connect_AccessToSeveralProperties_ListsThemUntilOneIsNamed()
    {
        AddProperty("111", "Acme shop");
        AddProperty("222", "Acme blog");

        var asked = await SiteAsync();
        var taken = await SiteAsync("--external-id", "222", "--format", "json");

        Assert.Equal(2, asked.ExitCode);
        Assert.Contains("--external-id", asked.Error, StringComparison.Ordinal);
        Assert.Contains("111", asked.Error, StringComparison.Ordinal);
        Assert.Contains("Acme blog", asked.Error, StringComparison.Ordinal);
        Assert.Equal(0, taken.ExitCode);
        Assert.Equal("Acme blog", taken.Json.GetProperty("place").GetProperty("name").GetString());
    }

    /// <summary>Two clients of one page may be meant so: it is done, and said on stderr. The answer stays what programs read.</summary>
    [Fact]
    public async Task Connect_APlaceOfAnotherClient_WarnsBeforeAndConnects()
    {
        await SayAsync("client", "add", "beta", "--name", "Beta");
        await SayAsync("account", "add", "beta", "facebook", "main");
        Assert.Equal("", (await PageAsync(GraphBrand.SystemToken)).Error);
        string[] other = ["account", "connect", "beta", "facebook/main", "--token-file", _bot.WriteFile("secret", GraphBrand.SystemToken + "\n"), "--format", "json"];

        var dry = await SayAsync([.. other, "--dry"]);
        var run = await SayAsync(other);
        var again = await PageAsync(GraphBrand.SystemToken);

        Assert.Equal((0, 0), (dry.ExitCode, run.ExitCode));
        Assert.All([dry, run], one => Assert.Matches($@"^Warning: '.+' \({GraphBrand.PageId}\) is connected for client 'acme' too", one.Error));
        Assert.Equal("beta", run.Json.GetProperty("client").GetString());
        Assert.Contains("client 'beta'", again.Error, StringComparison.Ordinal);
        Assert.Equal(2, await CountAsync("select count(*) from account_connection"));
    }

    [Fact]
    public async Task Connect_Again_KeepsWhereTheReadingWas()
    {
        AddProperty("111", "Acme shop");
        await SiteAsync();
        await WriteAsync("update collection_stream set cursor = 'here', from_day = 1, to_day = 2");

        var again = await SiteAsync();

        Assert.Equal(0, again.ExitCode);
        Assert.Equal(0, await CountAsync("select count(*) from collection_stream where cursor is null"));
    }

    [Fact]
    public async Task Connect_ToAnotherPlace_IsRefusedWithTheWayOut()
    {
        AddProperty("111", "Acme shop");
        await SiteAsync();
        AddProperty("222", "Acme blog");

        var run = await SiteAsync("--external-id", "222");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Add an account for the new place", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync("select count(*) from account_connection where place_id = '111'"));
    }

    [Fact]
    public async Task Show_AnAccountWithLimits_NamesEachInTextAndJson()
    {
        await PageAsync(GraphBrand.SystemToken);
        (_graph.Faults.LacksUserContent, _graph.Faults.UnknownField, _graph.Faults.MissingField) = (true, true, true);
        _graph.Faults.DeadMetrics.Add("page_views_total");
        await SayAsync("collect", "acme", "--account", "facebook/page");

        var text = (await SayAsync("account", "show", "acme", "facebook/page")).Output;
        var json = (await SayAsync("account", "show", "acme", "facebook/page", "--format", "json")).Json;
        var examined = (await SayAsync("doctor")).Output;

        Assert.Contains("posts: Reactions and comments of posts are not counted", text, StringComparison.Ordinal);
        Assert.Contains("insights: page_views_total (", text, StringComparison.Ordinal);
        Assert.Contains("Records that are not understood and kept aside:", text, StringComparison.Ordinal);
        Assert.Contains("Fields that nobody knows:", text, StringComparison.Ordinal);
        Assert.Contains(json.GetProperty("remarks").EnumerateArray(), remark => remark.GetProperty("textUk").GetString()!.StartsWith("Реакцій і коментарів", StringComparison.Ordinal));
        Assert.Equal("page_views_total", Assert.Single(json.GetProperty("refused").EnumerateArray()).GetProperty("metric").GetString());
        Assert.All(json.GetProperty("quarantined").EnumerateArray(), bad => Assert.True(bad.GetProperty("times").GetInt64() > 0));
        Assert.NotEmpty(json.GetProperty("quarantined").EnumerateArray());
        Assert.NotEmpty(json.GetProperty("unknownFields").EnumerateObject());
        Assert.Contains("account show acme facebook/page", examined, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_AnAccountOfFiles_SaysHowToConnectIt()
    {
        var run = await SayAsync("account", "show", "acme", "tiktok/main");

        Assert.Contains("is not connected", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_Dry_AsksAndStoresNothing()
    {
        var run = await PageAsync(GraphBrand.SystemToken, "--dry");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Nothing was stored", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("select count(*) from account_connection"));
    }

    [Theory]
    [InlineData("facebook/page", "", "--token-file")]
    [InlineData("facebook/page", "--chatwoot-account 1", "Chatwoot alone")]
    [InlineData("facebook/page", "--browser", "Web:PublicUrl")]
    [InlineData("google-analytics/site", "--browser", "Networks:GoogleAnalytics")]
    [InlineData("google-analytics/site", "--browser --dry", "--dry")]
    [InlineData("tiktok/main", "", "cannot be connected")]
    public async Task Connect_WhatCannotBe_IsExit2WithWhatToDo(string account, string options, string says)
    {
        var run = await SayAsync(["account", "connect", "acme", account, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_InTheBrowser_PrintsAnAddressWhoseStateIsKeptAsAHash()
    {
        var run = await SayAsync("account", "connect", "acme", "facebook/page", "--browser", "--Web:PublicUrl", "https://bot.example.com", "--format", "json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(run.Json.GetProperty("url").GetString()!).Query);
        Assert.Equal("https://bot.example.com/connect/callback", query["redirect_uri"]);
        Assert.Equal("S256", query["code_challenge_method"]);
        Assert.Equal(22, query["state"].ToString().Length);
        Assert.Equal(1, await CountAsync("select count(*) from access_request where length(state_hash) = 64 and verifier is not null and secrets is null"));
        Assert.Equal(0, await CountAsync($"select count(*) from access_request where state_hash = '{query["state"]}' or id = '{query["state"]}'"));
    }

    [Fact]
    public async Task Set_WhatCountsAsAFollower_IsListedChosenShownAndLeftToTheSettingsAgain()
    {
        await SayAsync("account", "add", "acme", "meta-ads", "main");
        var connected = await SayAsync("account", "connect", "acme", "meta-ads/main", "--token-file", _bot.WriteFile("secret", GraphBrand.SystemToken + "\n"));
        Assert.Contains("new likes of a page", connected.Output, StringComparison.Ordinal);
        Assert.Contains("account set acme meta-ads/main", connected.Output, StringComparison.Ordinal);

        var listed = await SayAsync("account", "set", "acme", "meta-ads/main");
        Assert.Contains("For follows on Instagram it describes no type", listed.Output, StringComparison.Ordinal);
        var options = (await SayAsync("account", "set", "acme", "meta-ads/main", "--format", "json")).Json.GetProperty("options");
        Assert.True(options.EnumerateArray().First(option => option.GetProperty("value").GetString() == AdsStandIn.InstagramFollow).GetProperty("count").GetInt64() > 0);

        var never = await SayAsync("account", "set", "acme", "meta-ads/main", "follower-action=bogus");
        Assert.Equal((2, ""), (never.ExitCode, never.Output));
        Assert.Matches(@"had no 'bogus' in the last 28 days\. What there is to choose: like \(\d+\), onsite_conversion\.follow \(\d+\), none\.", never.Error);
        Assert.Equal(0, await CountAsync("select count(*) from account_choice"));

        var set = await SayAsync("account", "set", "acme", "meta-ads/main", "follower-action=" + AdsStandIn.InstagramFollow);
        Assert.Equal((0, ""), (set.ExitCode, set.Error));
        Assert.Contains($"follower-action = {AdsStandIn.InstagramFollow}.", set.Output, StringComparison.Ordinal);
        var shown = await SayAsync("account", "show", "acme", "meta-ads/main");
        Assert.Contains($"Counted: follower-action = {AdsStandIn.InstagramFollow} (chosen for this account)", shown.Output, StringComparison.Ordinal);

        var back = await SayAsync("account", "set", "acme", "meta-ads/main", "follower-action=default", "--format", "json");
        Assert.Equal(("like", false), (back.Json.GetProperty("value").GetString(), back.Json.GetProperty("isChosen").GetBoolean()));
        Assert.Equal(0, await CountAsync("select count(*) from account_choice"));
    }

    [Theory]
    [InlineData("meta-ads/main", "follower-action=Likes!", "is no type of action")]
    [InlineData("meta-ads/main", "follower-action=link_click", "'link_click' are no new followers")]
    [InlineData("meta-ads/main", "follower-action=page_engagement", "'page_engagement' are no new followers")]
    [InlineData("meta-ads/main", "follower-action=bogus", "'bogus' can be chosen only where the account had it")]
    [InlineData("meta-ads/main", "follower=like", "it is follower-action=VALUE")]
    [InlineData("meta-ads/main", "like", "it is follower-action=VALUE")]
    [InlineData("meta-ads/main", null, "is not connected")]
    [InlineData("facebook/page", "follower-action=like", "leaves nothing open")]
    [InlineData("tiktok/main", "follower-action=like", "leaves nothing open")]
    public async Task Set_WhatCannotBeChosen_SaysWhyAndChangesNothing(string account, string? choice, string says)
    {
        await SayAsync("account", "add", "acme", "meta-ads", "main");

        var run = await SayAsync(["account", "set", "acme", account, .. choice is null ? (string[])[] : [choice]]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("select count(*) from account_choice"));
    }

    private void AddProperty(string id, string name)
    {
        var property = new Ga4Property(id, name, new SiteModel("site", new DateOnly(2026, 8, 1)));
        property.Viewers.Add(Robot);
        _google.Ga4.Properties[id] = property;
    }

    private Task<BotProcess.Run> PageAsync(string token, params string[] more) =>
        SayAsync(["account", "connect", "acme", "facebook/page", "--token-file", _bot.WriteFile("secret", token + "\n"), .. more]);

    private Task<BotProcess.Run> SiteAsync(params string[] more) =>
        SayAsync(["account", "connect", "acme", "google-analytics/site", "--token-file", _bot.WriteFile("secret", _google.Accounts.ServiceAccount(Robot)), .. more]);

    private Task<BotProcess.Run> SayAsync(params string[] arguments) => _bot.SayAsync([.. _settings, .. arguments]);

    private async Task<long> CountAsync(string sql)
    {
        await using var database = OpenDatabase();
        await using var connection = await database.OpenAsync(Stop);
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    private async Task WriteAsync(string sql)
    {
        await using var database = OpenDatabase();
        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction), Stop);
    }

    private Data.Database.Database OpenDatabase() => new(Microsoft.Extensions.Options.Options.Create(dialect == Dialect.Postgres
        ? new DatabaseOptions { Provider = "postgres", ConnectionString = _settings[3] }
        : new DatabaseOptions { ConnectionString = _settings[1] }));
}

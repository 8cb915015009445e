using Dapper;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Connecting;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Security;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sources.Collecting;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Connecting;

public sealed class AccessRequestsSqliteTests(PostgresServer server) : AccessRequestsTests(Dialect.Sqlite, server);

public sealed class AccessRequestsPostgresTests(PostgresServer server) : AccessRequestsTests(Dialect.Postgres, server);

/// <summary>States of consent: taken once, in time, and only as they were made; and access that waits for its place.</summary>
public abstract class AccessRequestsTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private const string Verifier = "verifier-canary-0001";
    private const string Token = "token-canary-0002";
    private const long User = 11;

    private static readonly Uri Redirect = new("https://bot.example.com/connect/callback");

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));

    private AccessRequests Requests => new(Database, new Credentials(Database, Options.Create(new SecurityOptions { KeyFile = Path.Combine(TestDatabase.Folder, "test.key") }), _clock), _clock);

    [Fact]
    public async Task TakeAsync_InTime_GivesExactlyWhatWasAsked()
    {
        var request = await RequestAsync();
        var state = await Requests.AskAsync(request, Verifier, Redirect, Cancel);
        _clock.Advance(AccessRequests.ConsentLife - TimeSpan.FromSeconds(1));

        var asked = await Requests.TakeAsync(state, Cancel);

        Assert.Equal(new AskedConsent(request, Verifier, Redirect), asked);
    }

    [Fact]
    public async Task TakeAsync_ASecondTime_GivesNothing()
    {
        var state = await Requests.AskAsync(await RequestAsync(), Verifier, Redirect, Cancel);

        var taken = await Task.WhenAll(Requests.TakeAsync(state, Cancel), Requests.TakeAsync(state, Cancel));

        Assert.Single(taken, one => one is not null);
        Assert.Null(await Requests.TakeAsync(state, Cancel));
    }

    [Fact]
    public async Task TakeAsync_ASecondTooLate_GivesNothing()
    {
        var state = await Requests.AskAsync(await RequestAsync(), Verifier, Redirect, Cancel);
        _clock.Advance(AccessRequests.ConsentLife + TimeSpan.FromSeconds(1));

        Assert.Null(await Requests.TakeAsync(state, Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("' or 1=1 --")]
    public async Task TakeAsync_AStateThatIsNotKnown_GivesNothing(string state)
    {
        await Requests.AskAsync(await RequestAsync(), Verifier, Redirect, Cancel);

        Assert.Null(await Requests.TakeAsync(state, Cancel));
    }

    [Theory]
    [InlineData("user_id = 12")]
    [InlineData("chat_id = 12")]
    [InlineData("network = 'youtube'")]
    [InlineData("redirect_uri = 'https://evil.example.com/connect/callback'")]
    public async Task TakeAsync_ARowThatWasChanged_GivesNothing(string change)
    {
        var state = await Requests.AskAsync(await RequestAsync(), Verifier, Redirect, Cancel);
        await Database.WriteAsync((connection, transaction) => connection.ExecuteAsync($"update access_request set {change}", transaction: transaction), Cancel);

        Assert.Null(await Requests.TakeAsync(state, Cancel));
    }

    [Fact]
    public async Task FindAsync_OfWhoeverGaveTheAccess_GivesItUntilTheTimeIsOver()
    {
        var request = await RequestAsync();
        var end = _clock.GetUtcNow().AddDays(60);
        var id = await Requests.KeepAsync(request, new GrantedAccess(new Dictionary<string, string> { ["token"] = Token }, end), Cancel);

        var kept = await Requests.FindAsync(id, User, User, Cancel);
        Assert.Equal((request, end), (kept?.Request, kept?.Access.ExpiresAt));
        Assert.Equal(Token, kept?.Access.Fields["token"]);
        Assert.Null(await Requests.FindAsync(id, User + 1, User, Cancel));
        Assert.Null(await Requests.FindAsync(id, User, User + 1, Cancel));
        _clock.Advance(AccessRequests.ChoiceLife);
        Assert.Null(await Requests.FindAsync(id, User, User, Cancel));
    }

    [Fact]
    public async Task Rows_HoldNoSecretInTheClear_AndGoWhenTheyAreOver()
    {
        var request = await RequestAsync();
        var state = await Requests.AskAsync(request, Verifier, Redirect, Cancel);
        await Requests.KeepAsync(request, new GrantedAccess(new Dictionary<string, string> { ["token"] = Token }, null), Cancel);

        await using var connection = await Database.OpenAsync(Cancel);
        var text = string.Join('\n', (await connection.QueryAsync("select * from access_request")).Select(row => string.Join(' ', ((IDictionary<string, object?>)row).Values)));
        Assert.All([state, Verifier, Token], secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        _clock.Advance(AccessRequests.ChoiceLife);
        await Requests.PurgeAsync(Cancel);
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("select count(*) from access_request"));
    }

    private async Task<AccessRequest> RequestAsync()
    {
        var client = await new ClientStore(Database, new ClientDefaults("Europe/Kyiv", "uk")).AddAsync("acme", "Acme", [], Cancel);
        return new AccessRequest { ClientId = client.Id, Network = "facebook", UserId = User, ChatId = User, Language = Language.En };
    }
}

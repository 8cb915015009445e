using System.Net;
using SmmKpiBot.Bot.Connecting;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Telegram;
using SmmKpiBot.Sandbox.Networks.GoogleOAuth;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Connecting;

public sealed class ConsentSqliteTests(PostgresServer server) : ConsentTests(Dialect.Sqlite, server);

public sealed class ConsentPostgresTests(PostgresServer server) : ConsentTests(Dialect.Postgres, server);

/// <summary>Consent in the browser: from the button in the chat over the network's page to a connected account, and whatever is wrong on the way.</summary>
public abstract class ConsentTests(Dialect dialect, PostgresServer server)
{
    private const string Person = "owner@example.com";

    [Fact]
    public async Task Consent_OfAPerson_LeadsToAChoiceInTheChatAndToFigures()
    {
        await using var rig = await RigAsync();

        var (status, page) = await rig.ReturnAsync(await rig.ConsentAsync(await rig.LinkAsync()));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Доступ отримано", page, StringComparison.Ordinal);
        var choice = await rig.SaidAsync("Що під’єднати?");
        Assert.Equal(0, await rig.CountAsync("select count(*) from account_connection"));
        rig.Press(choice, "Acme blog");
        await rig.SaidAsync("Під’єднано: GA4 «Acme blog»");
        Assert.Equal("222", await rig.ScalarAsync<string>("select place_id from account_connection"));
        Assert.Equal(0, await rig.CountAsync("select count(*) from access_request"));
        await Watching.UntilAsync(async () => await rig.CountAsync("select count(*) from traffic_day") > 0);
    }

    /// <summary>What the command line asked for is answered on the page; whoever consents there learns of no other client.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Consent_OfTheCommandLine_SaysForWhichClientAndThatAnotherHasIt(bool isShared)
    {
        await using var rig = await RigAsync();
        var beta = await rig.Bot.AddClientAsync("beta", "Beta");
        if (isShared)
            await rig.ReturnAsync(await rig.ConsentAsync(await LinkOfTheCommandLineAsync(rig, beta)));

        var (status, page) = await rig.ReturnAsync(await rig.ConsentAsync(await LinkOfTheCommandLineAsync(rig, rig.Acme)));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Client: Acme.", page, StringComparison.Ordinal);
        Assert.Equal(isShared, page.Contains("for another client of the agency already", StringComparison.Ordinal));
        Assert.DoesNotContain("Beta", page, StringComparison.Ordinal);
        Assert.Equal(isShared ? 2 : 1, await rig.CountAsync("select count(*) from account_connection"));
    }

    [Fact]
    public async Task Return_WithTheSameStateTwice_IsTakenOnce()
    {
        await using var rig = await RigAsync();
        var query = await rig.ConsentAsync(await rig.LinkAsync());
        await rig.ReturnAsync(query);
        var calls = rig.Google.Calls.Count;

        var (status, page) = await rig.ReturnAsync(query);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("Це посилання вже не діє", page, StringComparison.Ordinal);
        Assert.Equal(calls, rig.Google.Calls.Count);
    }

    [Fact]
    public async Task Return_ASecondTooLate_IsRefusedAndNothingIsAskedOfTheNetwork()
    {
        await using var rig = await RigAsync();
        var query = await rig.ConsentAsync(await rig.LinkAsync());
        rig.Bot.Advance(AccessRequests.ConsentLife + TimeSpan.FromSeconds(1));

        var (status, _) = await rig.ReturnAsync(query);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.DoesNotContain(GoogleOAuthEndpoint.TokenPath, rig.Google.Calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?state=AAAAAAAAAAAAAAAAAAAAAA&code=x")]
    [InlineData("?state=AAAAAAAAAAAAAAAAAAAAAA&state=BBBBBBBBBBBBBBBBBBBBBB&code=x")]
    [InlineData("?state=%3Cscript%3Ealert(1)%3C/script%3E&error=%3Cscript%3E")]
    public async Task Return_WithAStateThatIsNotOurs_IsRefusedWithoutEcho(string query)
    {
        await using var rig = await RigAsync();

        var (status, page) = await rig.ReturnAsync(query, language: "en-GB");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("This link is over", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.Empty(rig.Google.Calls);
    }

    [Theory]
    [InlineData("update access_request set user_id = 501, chat_id = 501")]
    [InlineData("update access_request set redirect_uri = 'https://evil.example.com/connect/callback'")]
    public async Task Return_ForARowThatWasMadeAnothers_IsRefused(string change)
    {
        await using var rig = await RigAsync();
        var query = await rig.ConsentAsync(await rig.LinkAsync());
        await rig.WriteAsync(change);

        var (status, _) = await rig.ReturnAsync(query);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.DoesNotContain(GoogleOAuthEndpoint.TokenPath, rig.Google.Calls);
    }

    [Fact]
    public async Task Return_UnderAnotherHost_ExchangesWithTheRedirectThatWasAskedWith()
    {
        await using var rig = await RigAsync();
        var query = await rig.ConsentAsync(await rig.LinkAsync());

        // The stand-in takes a code only with exactly the redirect and the verifier it was asked with.
        var (status, _) = await rig.ReturnAsync(query, host: "evil.example.com");

        Assert.Equal(HttpStatusCode.OK, status);
        await rig.SaidAsync("Що під’єднати?");
    }

    [Fact]
    public async Task Return_AfterTheRightsWereTaken_IsRefusedBeforeTheExchange()
    {
        await using var rig = await RigAsync();
        var staff = rig.Telegram.World.AddUser(501, "Оля", null, "uk");
        var chat = rig.Telegram.World.AddPrivateChat(staff);
        await rig.WriteAsync($"insert into user_role (user_id, role, client_id, granted_at) values (501, {(int)Bot.Access.Role.Staff}, {rig.Acme.Id}, 1)");
        var request = new AccessRequest { ClientId = rig.Acme.Id, Network = "google-analytics", UserId = 501, ChatId = chat.Id, Language = Reporting.Texts.Language.En };
        var query = await rig.ConsentAsync(await rig.Bot.Get<ConsentDoor>().OpenAsync(request, ConnectRig.Stop));
        await rig.WriteAsync("delete from user_role");

        var (status, page) = await rig.ReturnAsync(query);

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("No rights", page, StringComparison.Ordinal);
        Assert.DoesNotContain(GoogleOAuthEndpoint.TokenPath, rig.Google.Calls);
    }

    [Fact]
    public async Task Return_WithoutConsent_IsSaidInTheChatWithoutEcho()
    {
        await using var rig = await RigAsync();
        var query = await rig.ConsentAsync(await rig.LinkAsync());
        var state = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query)["state"];

        var (status, page) = await rig.ReturnAsync($"?state={state}&error=access_denied&error_description=%3Cb%3ECANARY");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Згоди не дано", page, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", page, StringComparison.Ordinal);
        await rig.SaidAsync("Згоди на читання GA4 не дано");
    }

    [Fact]
    public async Task Return_WithACodeThatIsNotTaken_IsSaidInTheChatAndStoresNothing()
    {
        await using var rig = await RigAsync();
        var state = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(await rig.ConsentAsync(await rig.LinkAsync()))["state"];

        var (status, page) = await rig.ReturnAsync($"?state={state}&code=4/forged-code-canary");

        Assert.Equal(HttpStatusCode.BadGateway, status);
        Assert.DoesNotContain("forged-code-canary", page, StringComparison.Ordinal);
        var said = await rig.SaidAsync("Не вдалося під’єднати GA4");
        Assert.Contains("мережа не приймає цей доступ", said.Text, StringComparison.Ordinal);
        Assert.Equal(0, await rig.CountAsync("select (select count(*) from account_connection) + (select count(*) from access_request)"));
    }

    [Fact]
    public async Task Choice_WhenTheConsentWasWithdrawnMeanwhile_SaysSoAndStoresNothing()
    {
        await using var rig = await RigAsync();
        await rig.ReturnAsync(await rig.ConsentAsync(await rig.LinkAsync()));
        var choice = await rig.SaidAsync("Що під’єднати?");
        rig.Google.Accounts.KnowsNobody = true;

        rig.Press(choice, "Acme blog");

        await rig.SaidAsync("Не вдалося під’єднати GA4");
        Assert.Equal(0, await rig.CountAsync("select count(*) from account_connection"));
    }

    [Fact]
    public async Task Choice_PressedBySomebodyElse_DoesNothing()
    {
        await using var rig = await RigAsync();
        await rig.ReturnAsync(await rig.ConsentAsync(await rig.LinkAsync()));
        var choice = await rig.SaidAsync("Що під’єднати?");
        await rig.WriteAsync($"insert into user_role (user_id, role, granted_at) values (501, {(int)Bot.Access.Role.Staff}, 1)");

        await rig.Bot.PressAsync(BotUnderTest.InPrivate(501), choice.Button("Acme blog"));

        Assert.Equal(0, await rig.CountAsync("select count(*) from account_connection"));
    }

    private static Task<Uri> LinkOfTheCommandLineAsync(ConnectRig rig, Data.Clients.Client client) => rig.Bot.Get<ConsentDoor>().OpenAsync(
        new AccessRequest { ClientId = client.Id, Network = "google-analytics", ExternalId = "111", Language = Reporting.Texts.Language.En }, ConnectRig.Stop);

    private async Task<ConnectRig> RigAsync()
    {
        var rig = await ConnectRig.StartAsync(dialect, server);
        rig.AddProperty("111", "Acme shop", Person);
        rig.AddProperty("222", "Acme blog", Person);
        return rig;
    }
}

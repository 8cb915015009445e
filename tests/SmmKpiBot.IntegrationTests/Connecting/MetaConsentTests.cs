using System.Net;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Sandbox.Networks.Graph;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Connecting;

public sealed class MetaConsentSqliteTests(PostgresServer server) : MetaConsentTests(Dialect.Sqlite, server);

public sealed class MetaConsentPostgresTests(PostgresServer server) : MetaConsentTests(Dialect.Postgres, server);

/// <summary>Consent to Meta in the browser. The stand-in takes a code once, and only with the redirect and the verifier that its page was opened with.</summary>
public abstract class MetaConsentTests(Dialect dialect, PostgresServer server)
{
    [Fact]
    public async Task Consent_OfAPerson_LeadsToAChoiceInTheChatAndToAnAccountThatEndsIn60Days()
    {
        await using var rig = await ConnectRig.StartAsync(dialect, server);

        var (status, page) = await rig.ReturnAsync(await rig.ConsentAsync(await rig.LinkAsync("Facebook")));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Доступ отримано", page, StringComparison.Ordinal);
        var choice = await rig.SaidAsync("Що під’єднати?");
        Assert.Equal(0, await rig.CountAsync("select count(*) from account_connection"));
        rig.Press(choice, choice.Keyboard!["inline_keyboard"]![0]![0]!["text"]!.GetValue<string>());
        var said = await rig.SaidAsync("Під’єднано: Facebook");
        Assert.Contains("Доступ діє до 22\u00A0січня", said.Text!, StringComparison.Ordinal);
        Assert.Equal(GraphBrand.PageId, await rig.ScalarAsync<string>("select place_id from account_connection"));
        Assert.Equal(1, await rig.CountAsync("select count(*) from credential"));
        Assert.Equal(0, await rig.CountAsync("select count(*) from access_request"));
    }

    [Fact]
    public async Task Return_WithTheSameStateTwice_IsTakenOnce()
    {
        await using var rig = await ConnectRig.StartAsync(dialect, server);
        var query = await rig.ConsentAsync(await rig.LinkAsync("Facebook"));
        await rig.ReturnAsync(query);

        var (status, _) = await rig.ReturnAsync(query);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Single(rig.Graph.Consent.Verifiers);
    }

    [Fact]
    public async Task Return_WithTheCodeOfAnotherDialog_IsRefusedAndStoresNothing()
    {
        await using var rig = await ConnectRig.StartAsync(dialect, server);
        var other = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(await rig.ConsentAsync(await rig.OpenAsync("facebook")))["code"];
        var state = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(await rig.ConsentAsync(await rig.LinkAsync("Facebook")))["state"];

        var (status, _) = await rig.ReturnAsync($"?state={state}&code={other}");

        Assert.Equal(HttpStatusCode.BadGateway, status);
        Assert.Contains("мережа не приймає цей доступ", (await rig.SaidAsync("Не вдалося під’єднати Facebook")).Text!, StringComparison.Ordinal);
        Assert.Equal(0, await rig.CountAsync("select (select count(*) from account_connection) + (select count(*) from credential)"));
    }

    [Fact]
    public async Task Return_OfSomebodyWhoDeclined_IsSaidInTheChatAndNothingIsAsked()
    {
        await using var rig = await ConnectRig.StartAsync(dialect, server);
        rig.Graph.Faults.DeclinesConsent = true;

        var (status, page) = await rig.ReturnAsync(await rig.ConsentAsync(await rig.LinkAsync("Facebook")));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Згоди не дано", page, StringComparison.Ordinal);
        await rig.SaidAsync("Згоди на читання Facebook не дано");
        Assert.Empty(rig.Graph.Consent.Verifiers);
    }

    /// <summary>Access that was given and never used: no secret outlives the time in which it could be.</summary>
    [Fact]
    public async Task Tidy_AfterNobodyChose_DeletesWhatWasKept()
    {
        await using var rig = await ConnectRig.StartAsync(dialect, server);
        await rig.ReturnAsync(await rig.ConsentAsync(await rig.LinkAsync("Facebook")));
        await rig.SaidAsync("Що під’єднати?");
        await rig.OpenAsync("facebook");
        Assert.Equal(2, await rig.CountAsync("select count(*) from access_request"));

        rig.Bot.Advance(Bot.Connecting.AccessRequests.ChoiceLife + TimeSpan.FromSeconds(1));
        await rig.Bot.Get<Bot.Connecting.AccessRequests>().PurgeAsync(ConnectRig.Stop);

        Assert.Equal(0, await rig.CountAsync("select count(*) from access_request"));
    }
}

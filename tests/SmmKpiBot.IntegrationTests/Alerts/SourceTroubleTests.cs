using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Chatwoot;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sources.Http;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Alerts;

public sealed class SourceTroubleSqliteTests(PostgresServer server) : SourceTroubleTests(Dialect.Sqlite, server);

public sealed class SourceTroublePostgresTests(PostgresServer server) : SourceTroubleTests(Dialect.Postgres, server);

/// <summary>Who hears of an account that brings nothing: the team of its client and those who run the bot, once each; never a client, never another client's team.</summary>
public abstract class SourceTroubleTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private const long Team = -201;
    private const long OtherTeam = -202;
    private const long TeamOfAll = -203;
    private const long ClientChat = -204;

    private const string Lost = "Access to an account is lost";
    private const string Failing = "An account's data cannot be collected";
    private const string Silent = "An account gives no new data";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    private Language _language = Language.En;

    [Fact]
    public async Task LostAccess_IsToldToTheTeamOfTheClientAndToTheOwner()
    {
        await using var rig = await StartAsync();

        await FailAsync(rig, SourceProblem.Unauthorized);

        Assert.Equal([TeamOfAll, Team, AlertRig.OwnerChat], await HeardAsync(rig, Lost));
        Assert.Equal(3, (await rig.ToldAsync()).Count);
    }

    [Fact]
    public async Task LostAccess_WhereTheTeamRunsTheBot_IsToldThereOnce()
    {
        await using var rig = await StartAsync(("Alerts:OperatorChat", $"{TeamOfAll}"));

        await FailAsync(rig, SourceProblem.Unauthorized);

        Assert.Equal([TeamOfAll, Team], await HeardAsync(rig, Lost));
        Assert.Equal(2, (await rig.ToldAsync()).Count);
    }

    [Fact]
    public async Task FailingCollection_IsToldToTheOwnerAlone()
    {
        await using var rig = await StartAsync();

        await FailAsync(rig, SourceProblem.Unexpected, SourceProblem.Unexpected);

        Assert.Equal([AlertRig.OwnerChat], await HeardAsync(rig, Failing));
        var told = Assert.Single(await rig.ToldAsync());

        // It was last read at that minute; the alert of it fired a minute later.
        Assert.Contains("Since 20\u00A0November, 14:00", told.Text, StringComparison.Ordinal);
    }

    /// <summary>A rest that a network asks for is no news; one that lasts is, and so is its end.</summary>
    [Theory]
    [InlineData(Language.En, "for more than 6 h: there were too many. The figures come by themselves as soon as it does; there is nothing to do.", "Back to normal")]
    [InlineData(Language.Uk, "понад 6 год не дозволяє нових запитів: їх було забагато. Цифри прийдуть самі, щойно вона дозволить; робити нічого не треба.", "Знову в нормі")]
    public async Task Throttling_ThatLasts_IsToldToTheTeamInPlainWordsAndWithdrawnWhenItIsOver(Language language, string told, string over)
    {
        _language = language;
        await using var rig = await StartAsync();

        await FailAsync(rig, SourceProblem.RateLimited);
        await rig.PassAsync(TimeSpan.FromHours(5));
        Assert.Empty(await rig.ToldAsync());

        var (store, inbox) = (rig.Get<ChatwootStore>(), Assert.Single(await rig.Get<ChatwootStore>().ListAsync(null, Cancel)));
        await store.FailedAsync(inbox, SourceProblem.RateLimited, _clock.GetUtcNow().AddHours(3));
        await rig.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal([TeamOfAll, Team, AlertRig.OwnerChat], await HeardAsync(rig, told));
        Assert.Empty(await HeardAsync(rig, over));

        inbox = Assert.Single(await rig.Get<ChatwootStore>().ListAsync(null, Cancel));
        await store.DoneAsync(inbox, _clock.GetUtcNow(), _clock.GetUtcNow().AddHours(1));
        await rig.PassAsync(TimeSpan.FromMinutes(20));
        Assert.Equal([TeamOfAll, Team, AlertRig.OwnerChat], await HeardAsync(rig, over));
    }

    /// <summary>An inbox that was not read for long, because its server was down or the bot was off, has not been throttled for as long.</summary>
    [Fact]
    public async Task Throttling_AfterOtherTrouble_IsCountedFromTheFirstCallThatWasRefused()
    {
        const string told = "for more than 6 h: there were too many.";
        await using var rig = await StartAsync();
        await FailAsync(rig, SourceProblem.Transient);
        await rig.PassAsync(TimeSpan.FromHours(6));
        var (store, inbox) = (rig.Get<ChatwootStore>(), Assert.Single(await rig.Get<ChatwootStore>().ListAsync(null, Cancel)));

        await store.FailedAsync(inbox, SourceProblem.RateLimited, _clock.GetUtcNow().AddDays(1));
        await rig.RunAsync();
        await rig.PassAsync(TimeSpan.FromMinutes(30));
        Assert.Empty(await HeardAsync(rig, told));

        // Over the night, which is quiet.
        await rig.PassAsync(TimeSpan.FromHours(15));
        Assert.Equal([TeamOfAll, Team, AlertRig.OwnerChat], await HeardAsync(rig, told));
    }

    /// <summary>The team is not left with an alert that says there is nothing to do: its message ends with what is so now.</summary>
    [Fact]
    public async Task Throttling_ThatTurnsIntoAnotherTrouble_EndsWithAWordOfIt()
    {
        await using var rig = await StartAsync();
        await FailAsync(rig, SourceProblem.RateLimited);
        await rig.PassAsync(TimeSpan.FromHours(6));
        Assert.Equal([TeamOfAll, Team, AlertRig.OwnerChat], await HeardAsync(rig, "there were too many"));
        await rig.DeliverAsync();

        var store = rig.Get<ChatwootStore>();
        for (var tries = 0; tries < 3; tries++)
        {
            await store.FailedAsync(Assert.Single(await store.ListAsync(null, Cancel)), SourceProblem.Unexpected, _clock.GetUtcNow().AddHours(1));
            await rig.PassAsync(TimeSpan.FromMinutes(20));
        }

        // Over the night, which is quiet.
        await rig.PassAsync(TimeSpan.FromHours(14));
        Assert.Equal([TeamOfAll, Team, AlertRig.OwnerChat], await HeardAsync(rig, "Closed: the account has another trouble now: the server’s answer is not understood."));
        Assert.Empty(await HeardAsync(rig, "Back to normal"));
        Assert.Equal([AlertRig.OwnerChat], await HeardAsync(rig, Failing));
    }

    [Fact]
    public async Task NoData_IsToldToTheTeamToo()
    {
        await using var rig = await StartAsync();
        var acme = (await rig.Get<ClientStore>().ListAsync(Cancel)).Single(client => client.Slug == "acme");
        for (var day = 0; day < 6; day++)
        {
            await rig.ViewsAsync(acme, 500);
            await rig.RunAsync();
            _clock.Advance(TimeSpan.FromDays(1));
        }

        for (var day = 0; day < 6; day++)
            await rig.PassAsync(TimeSpan.FromDays(1));

        Assert.Equal([TeamOfAll, Team, AlertRig.OwnerChat], await HeardAsync(rig, Silent));
    }

    /// <summary>The chats that were told something, each once.</summary>
    private static async Task<IEnumerable<long>> HeardAsync(AlertRig rig, string what) =>
        (await rig.ToldAsync()).Where(message => message.Text.Replace('\u00a0', ' ').Contains(TelegramHtmlOf(what), StringComparison.Ordinal)).Select(message => message.ChatId).Distinct().Order();

    private static string TelegramHtmlOf(string text) => new TelegramHtml().Text(text).ToString();

    private async Task<AlertRig> StartAsync(params (string Key, string Value)[] settings)
    {
        var rig = new AlertRig(TestDatabase, _clock, null, settings);
        var (acme, other) = (await rig.AddClientAsync("acme"), await rig.AddClientAsync("brew"));
        await BindAsync(rig, AlertRig.OwnerChat, ChatPurpose.Owner, null, []);
        await BindAsync(rig, Team, ChatPurpose.Staff, null, [acme.Id]);
        await BindAsync(rig, OtherTeam, ChatPurpose.Staff, null, [other.Id]);
        await BindAsync(rig, TeamOfAll, ChatPurpose.Staff, null, []);
        await BindAsync(rig, ClientChat, ChatPurpose.Client, acme.Id, []);
        return rig;
    }

    private Task<long> BindAsync(AlertRig rig, long chatId, ChatPurpose purpose, long? clientId, IReadOnlyList<long> clients) => rig.Database.WriteAsync(
        (connection, transaction) => new ChatBindings(_clock).BindAsync(connection, transaction, new NewBinding(chatId, null, purpose, _language, null, null), clientId, clients), Cancel);

    /// <summary>An inbox of the first client is read well, and then so.</summary>
    private async Task FailAsync(AlertRig rig, params SourceProblem[] problems)
    {
        var acme = (await rig.Get<ClientStore>().ListAsync(Cancel)).Single(client => client.Slug == "acme");
        var account = (await rig.Get<AccountStore>().AddAsync(acme.Id, "chatwoot", "inbox", null, Cancel))!;
        await rig.Get<ChatwootConnection>().ConnectAsync(account, new(account.Id, account.Name, new Uri("https://inbox.example.com"), 1, 1), "token", null, isUnsigned: true, Cancel);
        var (store, inbox) = (rig.Get<ChatwootStore>(), Assert.Single(await rig.Get<ChatwootStore>().ListAsync(null, Cancel)));
        await store.DoneAsync(inbox, _clock.GetUtcNow(), _clock.GetUtcNow().AddHours(1));
        await rig.RunAsync();
        foreach (var problem in problems)
        {
            _clock.Advance(TimeSpan.FromSeconds(30));
            await store.FailedAsync(inbox, problem, _clock.GetUtcNow().AddHours(1));
            await rig.RunAsync();
        }

        await rig.PassAsync(TimeSpan.FromMinutes(20));
    }
}

using Dapper;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Chatwoot;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Sources.Http;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Alerts;

public sealed class PlatformWatchSqliteTests(PostgresServer server) : PlatformWatchTests(Dialect.Sqlite, server);

public sealed class PlatformWatchPostgresTests(PostgresServer server) : PlatformWatchTests(Dialect.Postgres, server);

/// <summary>Many accounts of a network in trouble at once are one message to who runs the bot, whatever kind of trouble it is.</summary>
public abstract class PlatformWatchTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private const string Network = "A whole network cannot be collected";
    private const string Lost = "Access to an account is lost";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Two failed and two lost their access, of six that are read; those that only files tell of are not asked.</summary>
    [Fact]
    public async Task FailingAndLostAccess_HalfOfThoseThatAreRead_AreOneMessage()
    {
        await using var rig = await StartAsync();
        var inboxes = await InboxesAsync(rig, 6);
        foreach (var inbox in inboxes[..2])
            await TryAsync(rig, inbox, SourceProblem.Unexpected);
        foreach (var inbox in inboxes[2..])
            await TryAsync(rig, inbox, null);
        await rig.RunAsync();
        _clock.Advance(TimeSpan.FromSeconds(30));

        await TryAsync(rig, inboxes[0], SourceProblem.Unexpected);
        await TryAsync(rig, inboxes[1], SourceProblem.Unexpected);
        await TryAsync(rig, inboxes[2], SourceProblem.Unauthorized);
        await TryAsync(rig, inboxes[3], SourceProblem.Forbidden);
        await rig.RunAsync();
        await rig.PassAsync(TimeSpan.FromMinutes(20));

        var told = Assert.Single(await rig.ToldAsync());
        Assert.Contains(Network, told.Text, StringComparison.Ordinal);
        Assert.Contains("4 of 6", told.Text, StringComparison.Ordinal);
    }

    /// <summary>Who runs the bot hears of the network; the team, which does not, hears which of its accounts have to be connected again.</summary>
    [Fact]
    public async Task LostAccess_OfHalfANetwork_IsToldToTheTeamAllTheSame()
    {
        await using var rig = await StartAsync();
        await rig.BindAsync(AlertRig.StaffChat, ChatPurpose.Staff);
        var inboxes = await InboxesAsync(rig, 6);
        foreach (var inbox in inboxes)
            await TryAsync(rig, inbox, null);
        await rig.RunAsync();
        _clock.Advance(TimeSpan.FromSeconds(30));

        foreach (var inbox in inboxes[..3])
            await TryAsync(rig, inbox, SourceProblem.Unauthorized);
        await rig.RunAsync();
        await rig.PassAsync(TimeSpan.FromMinutes(20));

        var told = await rig.ToldAsync();
        Assert.Contains(Network, Assert.Single(told, message => message.ChatId == AlertRig.OwnerChat).Text, StringComparison.Ordinal);
        var team = string.Concat(told.Where(message => message.ChatId == AlertRig.StaffChat).Select(message => message.Text));
        Assert.Equal(3, team.Split(Lost).Length - 1);
        Assert.DoesNotContain(Network, team, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FailingAccountLosesItsAccess_CountsOnce()
    {
        await using var rig = await StartAsync();
        var inboxes = await InboxesAsync(rig, 4);
        foreach (var problem in (SourceProblem?[])[SourceProblem.Unexpected, SourceProblem.Unexpected, SourceProblem.Unauthorized])
        {
            await TryAsync(rig, inboxes[0], problem);
            await TryAsync(rig, inboxes[1], problem);
            await TryAsync(rig, inboxes[2], null);
            await TryAsync(rig, inboxes[3], null);
            await rig.RunAsync();
            _clock.Advance(TimeSpan.FromSeconds(20));
        }

        await rig.PassAsync(TimeSpan.FromMinutes(20));

        var told = await rig.ToldAsync();
        Assert.NotEmpty(told);
        Assert.DoesNotContain(told, message => message.Text.Contains(Network, StringComparison.Ordinal));
    }

    /// <summary>Who puts the bot out of some chats says nothing of Telegram.</summary>
    [Fact]
    public async Task BotPutOutOfMostChats_IsToldOfEachAndNotOfTheNetwork()
    {
        await using var rig = await StartAsync();
        var client = await rig.AddClientAsync("acme");
        for (var chat = 1; chat <= 3; chat++)
        {
            const string feed = """
                insert into telegram_feed (kind, chat_id, thread_id, title, state, account_id, since, checked_at, trouble, trouble_since)
                values (1, @chat, 0, 'Group', 1, @account, 0, @now, 'PutOut', @now)
                """;
            var account = await rig.Get<AccountStore>().AddAsync(client.Id, "telegram", "group-" + chat, null, Cancel);
            var values = new { chat = -chat, account = account!.Id, now = UnixMicros.Of(_clock.GetUtcNow()) };
            await rig.Database.WriteAsync((connection, transaction) => connection.ExecuteAsync(feed, values, transaction), Cancel);
        }

        await rig.RunAsync();
        await rig.PassAsync(TimeSpan.FromMinutes(20));

        var told = Assert.Single(await rig.ToldAsync());
        Assert.Equal(3, told.Text.Split(Lost).Length - 1);
        Assert.DoesNotContain(Network, told.Text, StringComparison.Ordinal);
    }

    private async Task<AlertRig> StartAsync()
    {
        var rig = new AlertRig(TestDatabase, _clock);
        await rig.BindAsync(AlertRig.OwnerChat, ChatPurpose.Owner);
        return rig;
    }

    /// <summary>Connected inboxes of three clients in turn, each of which also has one that only files tell of.</summary>
    private static async Task<ChatwootInbox[]> InboxesAsync(AlertRig rig, int count)
    {
        List<Client> clients = [];
        foreach (var slug in (string[])["acme", "brew", "cafe"])
        {
            clients.Add(await rig.AddClientAsync(slug));
            await rig.Get<AccountStore>().AddAsync(clients[^1].Id, "chatwoot", "files", null, Cancel);
        }

        for (var at = 0; at < count; at++)
        {
            var account = await rig.Get<AccountStore>().AddAsync(clients[at % clients.Count].Id, "chatwoot", "inbox-" + at, null, Cancel);
            await rig.Get<ChatwootConnection>().ConnectAsync(account!, new(account!.Id, account.Name, new Uri("https://inbox.example.com"), 1, at), "token", null, isUnsigned: true, Cancel);
        }

        return [.. await rig.Get<ChatwootStore>().ListAsync(null, Cancel)];
    }

    /// <summary>As the reader writes down how a reading went.</summary>
    private Task TryAsync(AlertRig rig, ChatwootInbox inbox, SourceProblem? problem)
    {
        var now = _clock.GetUtcNow();
        return problem is { } what ? rig.Get<ChatwootStore>().FailedAsync(inbox, what, now.AddHours(1)) : rig.Get<ChatwootStore>().DoneAsync(inbox, now, now.AddHours(1));
    }
}

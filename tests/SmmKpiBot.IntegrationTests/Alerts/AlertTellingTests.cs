using Dapper;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Data.Database;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Texts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Alerts;

public sealed class AlertTellingSqliteTests(PostgresServer server) : AlertTellingTests(Dialect.Sqlite, server);

public sealed class AlertTellingPostgresTests(PostgresServer server) : AlertTellingTests(Dialect.Postgres, server);

/// <summary>Many chats are told in several transactions; a chat of the operators, and one of a team that hears of everything, among them.</summary>
public abstract class AlertTellingTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    /// <summary>More than are told in one transaction.</summary>
    private const int Chats = 210;

    private const long Last = 1000 + Chats;

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task TellAsync_CutOffAfterSomeChats_TellsTheOthersAfterwardsAndNobodyTwice()
    {
        await using var rig = await FireEverywhereAsync();
        await RefuseAsync(Last);
        _clock.Advance(TimeSpan.FromMinutes(2));

        await Assert.ThrowsAnyAsync<Exception>(() => rig.Get<AlertTelling>().TellAsync(Cancel));
        var before = (await rig.ToldAsync()).Count;
        await AllowAsync();
        await rig.Get<AlertTelling>().TellAsync(Cancel);
        await rig.Get<AlertTelling>().TellAsync(Cancel);

        // The team of all is told of each in a message of its own.
        Assert.InRange(before, 1, (2 * Chats) - 1);
        var told = (await rig.ToldAsync()).Select(message => message.ChatId).Order();
        Assert.Equal([.. Enumerable.Repeat(AlertRig.StaffChat, Chats), .. Enumerable.Range(1, Chats).Select(chat => 1000L + chat)], told);
    }

    [Fact]
    public async Task TellAsync_ManyChats_EachHearsOfItsOwnClientAndTheTeamOfAllOfEach()
    {
        await using var rig = await FireEverywhereAsync();
        _clock.Advance(TimeSpan.FromMinutes(2));

        await rig.Get<AlertTelling>().TellAsync(Cancel);

        var told = await rig.ToldAsync();
        Assert.All(told.Where(message => message.ChatId > 1000), message => Assert.Contains($"C{message.ChatId - 1000} ·", message.Text, StringComparison.Ordinal));
        Assert.Equal(Chats, told.Count(message => message.ChatId == AlertRig.StaffChat));
        Assert.DoesNotContain(told, message => message.ChatId == AlertRig.OwnerChat);
    }

    /// <summary>An alert for each of many clients, each with a chat of its own.</summary>
    private async Task<AlertRig> FireEverywhereAsync()
    {
        var rig = new AlertRig(TestDatabase, _clock);
        await rig.BindAsync(AlertRig.StaffChat, ChatPurpose.Staff);
        await rig.BindAsync(AlertRig.OwnerChat, ChatPurpose.Owner);
        var rule = await rig.SaveAsync(new() { Id = "all", Check = new KpiValueCheck { Kpi = "reach.views", Fire = 100 }, FireAfter = 1, ClearAfter = 1 });
        AlertLedger ledger = new();
        for (var number = 1; number <= Chats; number++)
        {
            var client = await rig.AddClientAsync($"c{number}");
            NewBinding chat = new(1000 + number, null, ChatPurpose.Staff, Language.En, null, null);
            await rig.Database.WriteAsync((connection, transaction) => new ChatBindings(_clock).BindAsync(connection, transaction, chat, null, [client.Id]), Cancel);
            AlertSubject subject = new(rule.Id, client.Id, null, "reach.views", "");
            ledger.Step(new StoredState(AlertState.Initial(subject), 0, null), AlertPatience.Of(rule), [new(AlertSignal.Breach) { Point = 1 }], _clock.GetUtcNow());
        }

        Assert.True(await rig.Get<LedgerWriter>().WriteAsync(ledger, Cancel));
        return rig;
    }

    /// <summary>The database refuses messages to a chat, as a full disk would.</summary>
    private Task<int> RefuseAsync(long chat) => ChangeAsync(Dialect == Dialect.Postgres
        ? $"alter table outbox add constraint refused check (chat_id <> {chat})"
        : $"create trigger refused before insert on outbox when new.chat_id = {chat} begin select raise(abort, 'refused'); end");

    private Task<int> AllowAsync() => ChangeAsync(Dialect == Dialect.Postgres ? "alter table outbox drop constraint refused" : "drop trigger refused");

    private Task<int> ChangeAsync(string sql) => Database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, null, transaction), Cancel);
}

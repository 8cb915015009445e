using Dapper;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Security;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Facts;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Delivery;

public sealed class CustomerChatsSqliteTests(PostgresServer server) : CustomerChatsTests(Dialect.Sqlite, server);

public sealed class CustomerChatsPostgresTests(PostgresServer server) : CustomerChatsTests(Dialect.Postgres, server);

/// <summary>Chats of business accounts with customers: written to for a day, known to nobody but the sender, and forgotten.</summary>
public abstract class CustomerChatsTests(Dialect dialect, PostgresServer server) : FactTest(dialect, server)
{
    private const long Customer = 7_000_000_501;
    private const string Conversation = "chat:0123456789abcdef";

    private CustomerChats Chats => new(Database, new Credentials(Database, Options.Create(new SecurityOptions { KeyFile = Path.Combine(TestDatabase.Folder, "test.key") }), Clock), Clock);

    [Fact]
    public async Task DestinationAsync_ForADayAfterTheLastMessage_IsTheCustomersChat()
    {
        await HearAsync("first", Noon.AddHours(-2));
        await HearAsync("second", Noon.AddHours(-1));
        await HearAsync("first", Noon.AddHours(-2));

        var chat = (await Chats.FindAsync(Account.Id, Conversation, Cancel))!;
        Assert.Equal(Noon.AddHours(23), chat.WritableUntil);
        Assert.Equal(new Destination(Customer, null, "second"), await DestinationAsync(chat.Id));
        Clock.SetUtcNow(Noon.AddHours(23));
        Assert.Null(await DestinationAsync(chat.Id));
    }

    [Fact]
    public async Task HearAsync_TooOldOrOfAClientThatAsksNobody_KeepsNothing()
    {
        await HearAsync("old", Noon.AddHours(-24));
        Assert.Null(await Chats.FindAsync(Account.Id, Conversation, Cancel));

        await Database.WriteAsync((connection, transaction) => connection.ExecuteAsync("insert into client_key (client_id, key, value) values (@Id, 'ask-rating', 'false')", new { Client.Id }, transaction), Cancel);
        await HearAsync("new", Noon);
        Assert.Null(await Chats.FindAsync(Account.Id, Conversation, Cancel));
    }

    [Fact]
    public async Task HearAsync_NumberOfTheCustomer_IsEncryptedForThatChatAlone()
    {
        await HearAsync("b", Noon);
        var chat = (await Chats.FindAsync(Account.Id, Conversation, Cancel))!;
        await using var connection = await Database.OpenAsync(Cancel);
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>("select count(*) from customer_chat where address like '%501%'"));

        await Database.WriteAsync((writing, transaction) => writing.ExecuteAsync("update customer_chat set conversation = 'chat:other'", null, transaction), Cancel);

        Assert.Null(await DestinationAsync(chat.Id));
    }

    [Fact]
    public async Task PurgeAsync_ForgetsWhoThenThat()
    {
        await HearAsync("b", Noon);
        var chat = (await Chats.FindAsync(Account.Id, Conversation, Cancel))!;
        await Database.WriteAsync((connection, transaction) => Pacing.PauseAsync(connection, transaction, CustomerChatId.Of(chat.Id), 1, Cancel), Cancel);
        await Database.WriteAsync((connection, transaction) => Pacing.PauseAsync(connection, transaction, Customer, 1, Cancel), Cancel);

        Clock.SetUtcNow(Noon.AddHours(25));
        await Chats.PurgeAsync(Cancel);
        Assert.Equal((1L, 0L, 2L), await CountAsync());

        Clock.SetUtcNow(Noon.AddDays(40));
        await Chats.PurgeAsync(Cancel);
        Assert.Equal((0L, 0L, 1L), await CountAsync());
    }

    [Fact]
    public async Task PressedAsync_LongAfterTheLastMessage_LetsTheQuestionBeChanged()
    {
        await HearAsync("b", Noon);
        var chat = (await Chats.FindAsync(Account.Id, Conversation, Cancel))!;
        Clock.SetUtcNow(Noon.AddDays(3));
        await Chats.PurgeAsync(Cancel);

        await Database.WriteAsync((connection, transaction) => Chats.PressedAsync(connection, transaction, chat.Id, Heard("b", Clock.GetUtcNow())), Cancel);

        Assert.Equal(Customer, (await DestinationAsync(chat.Id))?.ChatId);
        Assert.Equal(Noon.AddHours(24), (await Chats.FindAsync(Account.Id, Conversation, Cancel))!.WritableUntil);
    }

    private HeardCustomer Heard(string connectionId, DateTimeOffset at) => new(Client.Id, Account.Id, Conversation, connectionId, Customer, at);

    private Task HearAsync(string connectionId, DateTimeOffset at) =>
        Database.WriteAsync((connection, transaction) => Chats.HearAsync(connection, transaction, Heard(connectionId, at)), Cancel);

    private Task<Destination?> DestinationAsync(long id) => Database.WriteAsync(
        (connection, transaction) => Chats.DestinationAsync(connection, transaction, id, UnixMicros.Of(Clock.GetUtcNow()), Cancel), Cancel);

    private async Task<(long Chats, long Addresses, long Paces)> CountAsync()
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return await connection.QuerySingleAsync<(long, long, long)>(
            "select (select count(*) from customer_chat), (select count(address) from customer_chat), (select count(*) from outbox_chat)");
    }
}

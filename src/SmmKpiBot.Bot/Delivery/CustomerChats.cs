using System.Data.Common;
using System.Globalization;
using Dapper;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Security;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>
/// Chats of business accounts with customers, for as long as Telegram lets the bot write there. Telegram's number of the person is encrypted; elsewhere the
/// chat is known by <see cref="CustomerChatId"/>.
/// </summary>
internal sealed class CustomerChats(Database database, Credentials credentials, TimeProvider timeProvider)
{
    /// <summary>So long after the customer's last message.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <summary>Whoever presses a button has the message with it changed, which must be enough time for.</summary>
    private static readonly TimeSpan AfterPress = TimeSpan.FromHours(1);

    /// <summary>Longer than any button in such a chat works.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private readonly Database _database = database;
    private readonly Credentials _credentials = credentials;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>A customer wrote. Nothing is kept where the client asks customers nothing, or when it is too old to answer.</summary>
    public async Task HearAsync(DbConnection connection, DbTransaction transaction, HeardCustomer heard)
    {
        const string sql = """
            insert into customer_chat (account_id, conversation, connection_id, address, heard_at, forget_at)
            select @AccountId, @Conversation, @ConnectionId, @address, @heard, @forget
            where not exists (select 1 from client_key where client_id = @ClientId and key = 'ask-rating' and value = 'false')
            on conflict (account_id, conversation) do update set
                connection_id = excluded.connection_id, address = excluded.address, heard_at = excluded.heard_at, forget_at = excluded.forget_at
            where excluded.heard_at >= customer_chat.heard_at
            """;
        if (heard.At + Window <= _timeProvider.GetUtcNow())
            return;
        var values = new
        {
            heard.ClientId,
            heard.AccountId,
            heard.Conversation,
            heard.ConnectionId,
            address = Seal(heard.ClientId, heard.AccountId, heard.Conversation, heard.ChatId),
            heard = UnixMicros.Of(heard.At),
            forget = UnixMicros.Of(heard.At + Window),
        };
        await connection.ExecuteAsync(sql, values, transaction);
    }

    /// <summary>The chat of a conversation, writable or not; null where none is known.</summary>
    public async Task<CustomerChat?> FindAsync(long accountId, string conversation, CancellationToken cancellationToken)
    {
        const string sql = "select id as Id, connection_id as ConnectionId, heard_at as HeardMicros from customer_chat where account_id = @accountId and conversation = @conversation";
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<CustomerChat>(new CommandDefinition(sql, new { accountId, conversation }, cancellationToken: cancellationToken));
    }

    /// <summary>The customer pressed a button: what the message says then can be written, also when the person has not written for long.</summary>
    public async Task PressedAsync(DbConnection connection, DbTransaction transaction, long id, HeardCustomer pressed)
    {
        const string sql = "update customer_chat set connection_id = @ConnectionId, address = @address, forget_at = @forget where id = @id and forget_at < @forget";
        var address = Seal(pressed.ClientId, pressed.AccountId, pressed.Conversation, pressed.ChatId);
        await connection.ExecuteAsync(sql, new { id, pressed.ConnectionId, address, forget = UnixMicros.Of(pressed.At + AfterPress) }, transaction);
    }

    /// <summary>Where a message to a customer goes; null when nothing can be written there any more.</summary>
    public async Task<Destination?> DestinationAsync(DbConnection connection, DbTransaction transaction, long id, long now, CancellationToken cancellationToken)
    {
        const string sql = """
            select a.client_id as ClientId, c.account_id as AccountId, c.conversation as Conversation, c.connection_id as ConnectionId, c.address as Address
            from customer_chat c join account a on a.id = c.account_id where c.id = @id and c.address is not null and c.forget_at > @now
            """;
        var row = await connection.QuerySingleOrDefaultAsync<AddressRow>(new CommandDefinition(sql, new { id, now }, transaction, cancellationToken: cancellationToken));
        return row is not null && _credentials.Open(row.ClientId, row.AccountId, Field(row.Conversation), row.Address) is { } chatId
            ? new Destination(long.Parse(chatId, CultureInfo.InvariantCulture), null, row.ConnectionId)
            : null;
    }

    /// <summary>Forgets who the customers were that cannot be written to any more, and at last that there were any.</summary>
    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        const string addresses = """
            update customer_chat set address = null where id in (select id from customer_chat where address is not null and forget_at <= @now limit @RowsAtOnce)
            """;
        const string rows = "delete from customer_chat where id in (select id from customer_chat where forget_at <= @old limit @RowsAtOnce)";
        const string paces = """
            delete from outbox_chat where chat_id in (
                select chat_id from outbox_chat where chat_id > @First and not exists (select 1 from customer_chat where @First + customer_chat.id = outbox_chat.chat_id)
                limit @RowsAtOnce)
            """;
        var now = _timeProvider.GetUtcNow();
        var values = new { now = UnixMicros.Of(now), old = UnixMicros.Of(now - Kept), CustomerChatId.First };
        foreach (var sql in (string[])[addresses, rows, paces])
            await Removal.RunAsync(_database, sql, values, cancellationToken);
    }

    private string Seal(long clientId, long accountId, string conversation, long chatId) =>
        _credentials.Seal(clientId, accountId, Field(conversation), chatId.ToString(CultureInfo.InvariantCulture));

    private static string Field(string conversation) => "customer/" + conversation;

    private sealed record AddressRow
    {
        public long ClientId { get; init; }

        public long AccountId { get; init; }

        public string Conversation { get; init; } = "";

        public string ConnectionId { get; init; } = "";

        public string Address { get; init; } = "";
    }
}

/// <summary>A customer did something in a chat with a business account.</summary>
/// <param name="ClientId">The client whose account it is.</param>
/// <param name="AccountId">The account that the feed fills.</param>
/// <param name="Conversation">As the store of messages names it.</param>
/// <param name="ConnectionId">Of the business account.</param>
/// <param name="ChatId">Telegram's number of the customer.</param>
/// <param name="At">When.</param>
internal sealed record HeardCustomer(long ClientId, long AccountId, string Conversation, string ConnectionId, long ChatId, DateTimeOffset At);

/// <summary>What is known of a customer's chat without opening its address.</summary>
internal sealed record CustomerChat
{
    public long Id { get; init; }

    public string ConnectionId { get; init; } = "";

    public long HeardMicros { get; init; }

    /// <summary>Telegram lets nobody write in it later.</summary>
    public DateTimeOffset WritableUntil => UnixMicros.ToInstant(HeardMicros) + CustomerChats.Window;
}

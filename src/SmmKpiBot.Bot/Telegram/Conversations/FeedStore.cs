using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>Feeds and whose they are.</summary>
internal sealed class FeedStore(Database database, LiveFeeds live, TimeProvider timeProvider)
{
    /// <summary>Anybody can connect a business account to a bot: more than that many are not asked about at a time.</summary>
    public const int MostOffers = 20;

    public const string Network = "telegram";
    private const int LongestTitle = 80;

    /// <summary>Telegram is asked that often about a feed.</summary>
    private static readonly TimeSpan CheckEvery = TimeSpan.FromHours(1);

    private const string Columns = """
        select f.id as Id, f.kind as Kind, f.chat_id as ChatId, f.thread_id as ThreadId, f.title as Title, f.state as State, f.account_id as AccountId,
               a.client_id as ClientId, f.since as Since, f.generation as Generation, f.channel_id as ChannelId, f.channel_name as ChannelName,
               f.brought_by as BroughtBy, f.missed as Missed
        from telegram_feed f left join account a on a.id = f.account_id
        """;

    private readonly Database _database = database;
    private readonly LiveFeeds _live = live;
    private readonly TimeProvider _timeProvider = timeProvider;

    public async Task<Feed?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await FindAsync(connection, null, id);
    }

    public static async Task<Feed?> FindAsync(DbConnection connection, DbTransaction? transaction, long id) =>
        (await ReadAsync(connection, transaction, Columns + " where f.id = @id", new { id })).SingleOrDefault();

    /// <summary>The feed that a message of a chat or topic belongs to: the topic's own, else that of the whole chat where the topic is not bound to anything else.</summary>
    public async Task<Feed?> OfChatAsync(long chatId, int? threadId, CancellationToken cancellationToken)
    {
        const string bound = "select count(*) from bound_chat where chat_id = @chatId and thread_id = @thread";
        const string sql = Columns + " where f.chat_id = @chatId and f.kind <> 0 and f.thread_id in (0, @thread) order by f.thread_id desc, case when f.state = 1 then 0 else 1 end";
        await using var connection = await _database.OpenAsync(cancellationToken);
        var values = new { chatId, thread = threadId ?? 0 };
        var found = await ReadAsync(connection, null, sql, values);
        var feed = found.Count == 0 ? null : found[0];
        return feed is null || feed.ThreadId == threadId || await connection.ExecuteScalarAsync<long>(bound, values) == 0 ? feed : null;
    }

    /// <summary>The feed that took a message of a chat: a reaction does not say of which topic it is.</summary>
    public async Task<Feed?> OfMessageAsync(long chatId, int messageId, CancellationToken cancellationToken)
    {
        const string sql = Columns + " join telegram_message m on m.feed_id = f.id where f.chat_id = @chatId and f.kind <> 0 and f.state = 1 and m.message_id = f.generation * @IdsOfAGeneration + @messageId";
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await ReadAsync(connection, null, sql, new { chatId, messageId, Feed.IdsOfAGeneration }) is [var feed, ..] ? feed : null;
    }

    /// <summary>The conversation that a message of a chat belongs to; null where it is not measured.</summary>
    public async Task<MeasuredMessage?> MeasuredAsync(long chatId, int messageId, CancellationToken cancellationToken)
    {
        if (await OfMessageAsync(chatId, messageId, cancellationToken) is not { } feed || !feed.IsOn(out var accountId, out var clientId))
            return null;
        await using var connection = await _database.OpenAsync(cancellationToken);
        if (await ThreadStore.FindAsync(connection, null, feed.Id, feed.MessageId(messageId)) is not { } message)
            return null;
        var asked = await ThreadStore.AskedAsync(connection, null, feed.Id, message);
        return new(clientId, accountId, message.Conversation, asked?.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The same of a copy that somebody passed on: Telegram says when the original was written, not where. Null where it may be one of several.</summary>
    public async Task<MeasuredMessage?> ForwardedAsync(DateTimeOffset writtenAt, string words, CancellationToken cancellationToken)
    {
        const string sql = """
            select distinct a.client_id as ClientId, x.account_id as AccountId, x.conversation as Conversation, x.message_id as MessageId
            from telegram_feed f join account a on a.id = f.account_id join message_text x on x.account_id = a.id
            where f.state = 1 and x.at = @at and x.words = @words limit 2
            """;
        await using var connection = await _database.OpenAsync(cancellationToken);
        var found = await connection.QueryAsync<(long ClientId, long AccountId, string Conversation, string MessageId)>(sql, new { at = UnixMicros.Of(writtenAt), words });
        return found.AsList() is [var only] ? new(only.ClientId, only.AccountId, only.Conversation, only.MessageId) : null;
    }

    /// <summary>The business account of a connection, and whether it is enabled; null for a connection that is not known.</summary>
    public async Task<(Feed Feed, bool Enabled)?> OfConnectionAsync(string connectionId, CancellationToken cancellationToken)
    {
        const string enabled = "select enabled from business_connection where id = @connectionId";
        const string sql = Columns + " join business_connection b on b.feed_id = f.id where b.id = @connectionId";
        await using var connection = await _database.OpenAsync(cancellationToken);
        var feed = (await ReadAsync(connection, null, sql, new { connectionId })).SingleOrDefault();
        return feed is null ? null : (feed, await connection.ExecuteScalarAsync<long>(enabled, new { connectionId }) != 0);
    }

    /// <summary>The measured feed that fills an account; null for accounts that are filled by something else.</summary>
    public async Task<Feed?> OfAccountAsync(long accountId, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await ReadAsync(connection, null, Columns + " where f.account_id = @accountId and f.state = 1 order by f.id", new { accountId }) is [var feed, ..] ? feed : null;
    }

    /// <summary>The measured feeds of a client.</summary>
    public async Task<IReadOnlyList<Feed>> OfClientAsync(long clientId, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await ReadAsync(connection, null, Columns + " where a.client_id = @clientId and f.state = 1 order by f.id", new { clientId });
    }

    /// <summary>The channels of a client that were measured once and are not any more.</summary>
    public async Task<IReadOnlyList<Feed>> StoppedChannelsAsync(long clientId, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await ReadAsync(connection, null, Columns + " where a.client_id = @clientId and f.kind = @channel and f.state = @off order by f.id", new { clientId, channel = (long)FeedKind.Channel, off = (long)FeedState.Off });
    }

    /// <summary>Accounts of a client that stand for chats with people, measured now or once: nothing of them can be collected.</summary>
    public async Task<IReadOnlySet<long>> ChatAccountsAsync(long clientId, CancellationToken cancellationToken)
    {
        const string sql = "select f.account_id from telegram_feed f join account a on a.id = f.account_id where a.client_id = @clientId and f.kind <> @channel";
        await using var connection = await _database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<long>(new CommandDefinition(sql, new { clientId, channel = (long)FeedKind.Channel }, cancellationToken: cancellationToken))).ToHashSet();
    }

    /// <summary>The measured channels, and whether the bot hears them now.</summary>
    public async Task<IReadOnlyList<(Feed Feed, bool IsHeard)>> ChannelsAsync(CancellationToken cancellationToken)
    {
        const string heard = """
            select f.id from telegram_feed f join live_feed l on l.account_id = f.account_id where f.kind = 4 and f.state = 1 and f.trouble is null and l.closed_at is null
            """;
        await using var connection = await _database.OpenAsync(cancellationToken);
        var ids = (await connection.QueryAsync<long>(new CommandDefinition(heard, cancellationToken: cancellationToken))).ToHashSet();
        return [.. (await ReadAsync(connection, null, Columns + " where f.kind = 4 and f.state = 1 order by f.id", null)).Select(feed => (feed, ids.Contains(feed.Id)))];
    }

    /// <summary>All that is measured, and all that waits for somebody to say whose it is.</summary>
    public async Task<IReadOnlyList<Feed>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await ReadAsync(connection, null, Columns + " where f.state in (0, 1) order by f.id", null);
    }

    /// <summary>Notes a feed nobody has assigned. New is false for one that is known, whatever became of it; null when too many wait already.</summary>
    public async Task<(Feed Feed, bool New)?> OfferAsync(DbConnection connection, DbTransaction transaction, NewFeed found, bool limited = true)
    {
        const string known = Columns + " where f.kind = @kind and f.chat_id = @ChatId and f.thread_id = @thread";
        const string count = "select count(*) from telegram_feed where state = 0";
        const string insert = """
            insert into telegram_feed (kind, chat_id, thread_id, title, state, since, channel_id, channel_name, brought_by)
            values (@kind, @ChatId, @thread, @title, 0, @now, @ChannelId, @ChannelName, @BroughtBy)
            on conflict (kind, chat_id, thread_id) do nothing
            """;
        var title = Clean(found.Title);
        var values = new { kind = (long)found.Kind, found.ChatId, thread = (long)(found.ThreadId ?? 0), title, now = Now(), found.ChannelId, found.ChannelName, found.BroughtBy };
        if ((await ReadAsync(connection, transaction, known, values)).SingleOrDefault() is { } feed)
        {
            return (feed, false);
        }

        if (limited && await connection.ExecuteScalarAsync<long>(count, null, transaction) >= MostOffers)
        {
            return null;
        }

        var added = await connection.ExecuteAsync(insert, values, transaction) > 0;
        return ((await ReadAsync(connection, transaction, known, values)).Single(), added);
    }

    public static Task ConnectAsync(DbConnection connection, DbTransaction transaction, string connectionId, long feedId, bool enabled)
    {
        const string sql = """
            insert into business_connection (id, feed_id, enabled) values (@connectionId, @feedId, @on)
            on conflict (id) do update set enabled = excluded.enabled
            """;
        return connection.ExecuteAsync(sql, new { connectionId, feedId, on = enabled ? 1L : 0L }, transaction);
    }

    /// <summary>Is the business account connected by any connection?</summary>
    public static async Task<bool> IsConnectedAsync(DbConnection connection, DbTransaction transaction, long feedId) =>
        await connection.ExecuteScalarAsync<long>("select count(*) from business_connection where feed_id = @feedId and enabled = 1", new { feedId }, transaction) > 0;

    /// <summary>Counts a message that nobody's account takes.</summary>
    public static Task MissAsync(DbConnection connection, DbTransaction transaction, long feedId) =>
        connection.ExecuteAsync("update telegram_feed set missed = missed + 1 where id = @feedId and state = 0", new { feedId }, transaction);

    /// <summary>Counts a message of a business connection.</summary>
    public static Task MissAsync(DbConnection connection, DbTransaction transaction, string connectionId)
    {
        const string sql = "update telegram_feed set missed = missed + 1 where state = 0 and id = (select feed_id from business_connection where id = @connectionId)";
        return connection.ExecuteAsync(sql, new { connectionId }, transaction);
    }

    /// <summary>Measures a feed for a client, from now on: its account is made at the first time and kept afterwards.</summary>
    public async Task<Feed> SwitchOnAsync(DbConnection connection, DbTransaction transaction, Feed feed, long clientId)
    {
        const string sql = "update telegram_feed set state = 1, account_id = @accountId, since = @now, missed = 0, checked_at = null, trouble = null, trouble_since = null where id = @Id";
        var accountId = feed.ClientId == clientId && feed.AccountId is { } kept ? kept : await AddAccountAsync(connection, transaction, feed, clientId);
        await connection.ExecuteAsync(sql, new { feed.Id, accountId, now = Now() }, transaction);
        await AccountEnds.BeginAsync(connection, transaction, accountId);
        await OpenAsync(connection, transaction, feed, accountId);
        return await FindAsync(connection, transaction, feed.Id) ?? throw new InvalidOperationException("The feed was there a moment ago.");
    }

    /// <summary>Nothing of it is taken any more, nor read where it is connected; what was measured stays.</summary>
    public async Task SwitchOffAsync(DbConnection connection, DbTransaction transaction, Feed feed, FeedState state = FeedState.Off)
    {
        // Of what is nobody's not even the name is kept.
        const string sql = "update telegram_feed set state = @state, title = case when @state = 3 then '' else title end, missed = 0 where id = @Id";
        await connection.ExecuteAsync(sql, new { feed.Id, state = (long)state }, transaction);
        await PauseAsync(connection, transaction, feed);

        // Of a channel neither the posts nor the members: half of it would look like a source that has fallen silent.
        if (feed.IsOn(out var accountId, out _))
            await AccountConnections.DisconnectAsync(connection, transaction, accountId, _timeProvider.GetUtcNow());
    }

    /// <summary>Nothing can come for a while: the bot was put out, or the account disconnected.</summary>
    public async Task PauseAsync(DbConnection connection, DbTransaction transaction, Feed feed)
    {
        if (feed.AccountId is { } accountId)
        {
            await _live.CloseAsync(connection, transaction, accountId);
            await NoteAsync(connection, transaction, feed, null);
        }
    }

    public async Task ResumeAsync(DbConnection connection, DbTransaction transaction, Feed feed)
    {
        if (feed.IsOn(out var accountId, out _))
        {
            await OpenAsync(connection, transaction, feed, accountId);
            await NoteAsync(connection, transaction, feed, null);
        }
    }

    /// <summary>The measured feeds that Telegram was not asked about lately.</summary>
    public async Task<IReadOnlyList<Feed>> ToCheckAsync(CancellationToken cancellationToken)
    {
        const string sql = Columns + " where f.state = 1 and f.account_id is not null and (f.checked_at is null or f.checked_at <= @before) order by f.id";
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await ReadAsync(connection, null, sql, new { before = UnixMicros.Of(_timeProvider.GetUtcNow() - CheckEvery) });
    }

    /// <summary>Telegram said what keeps the messages of a feed back, or (null) that they are heard. A chat that the bot is in again is measured on.</summary>
    public async Task FoundAsync(DbConnection connection, DbTransaction transaction, Feed feed, AccountTrouble? trouble)
    {
        if (feed.AccountId is { } accountId && feed.Kind != FeedKind.Business)
            await (trouble == AccountTrouble.PutOut ? _live.CloseAsync(connection, transaction, accountId) : OpenAsync(connection, transaction, feed, accountId));
        await NoteAsync(connection, transaction, feed, trouble);
    }

    public static Task<IReadOnlyList<Feed>> OfChatAsync(DbConnection connection, DbTransaction transaction, long chatId) =>
        ReadAsync(connection, transaction, Columns + " where f.kind <> 0 and f.chat_id = @chatId", new { chatId });

    /// <summary>A group became a supergroup: the same account goes on, with message ids of a new generation.</summary>
    public static async Task MoveAsync(DbConnection connection, DbTransaction transaction, long fromChatId, long toChatId)
    {
        const string move = """
            update telegram_feed set chat_id = @toChatId, thread_id = 0, generation = generation + 1
            where chat_id = @fromChatId and kind <> 0 and not exists (
                select 1 from telegram_feed f where f.kind = telegram_feed.kind and f.chat_id = @toChatId and f.thread_id = 0)
            """;
        await connection.ExecuteAsync(move, new { fromChatId, toChatId }, transaction);
    }

    /// <summary>The channel of comments, once a copy of a post tells it.</summary>
    public static Task SetChannelAsync(DbConnection connection, DbTransaction transaction, long feedId, long channelId, string? channelName)
    {
        const string sql = """
            update telegram_feed set channel_id = @channelId, channel_name = @channelName
            where id = @feedId and (channel_id is null or channel_id <> @channelId or coalesce(channel_name, '') <> coalesce(@channelName, ''))
            """;
        return connection.ExecuteAsync(sql, new { feedId, channelId, channelName }, transaction);
    }

    /// <summary>From now on what comes is taken: messages of people, of a channel its posts.</summary>
    private Task OpenAsync(DbConnection connection, DbTransaction transaction, Feed feed, long accountId) =>
        _live.OpenAsync(connection, transaction, accountId, feed.Kind == FeedKind.Channel ? FactKind.Posts : FactKind.Messages);

    private Task<int> NoteAsync(DbConnection connection, DbTransaction transaction, Feed feed, AccountTrouble? trouble)
    {
        const string sql = """
            update telegram_feed set checked_at = @now, trouble = @name,
                trouble_since = case when @name is null then null when trouble = @name then trouble_since else @now end
            where id = @Id
            """;
        return connection.ExecuteAsync(sql, new { feed.Id, now = Now(), name = trouble?.ToString() }, transaction);
    }

    private static async Task<long> AddAccountAsync(DbConnection connection, DbTransaction transaction, Feed feed, long clientId)
    {
        var name = feed.ThreadId is { } thread ? $"{feed.Title} {thread}" : feed.Title;
        var externalId = feed.ChatId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (feed.Kind == FeedKind.Channel && await KnownAccountAsync(connection, transaction, feed, clientId, externalId) is { } known)
        {
            return known;
        }

        for (var copy = 1; ; copy++)
        {
            var free = copy == 1 ? name : $"{name} ({copy})";
            if (await AccountStore.AddAsync(connection, transaction, clientId, Network, free, externalId) is { } account)
            {
                return account.Id;
            }
        }
    }

    /// <summary>The client's account of that channel, where its members are counted already.</summary>
    private static Task<long?> KnownAccountAsync(DbConnection connection, DbTransaction transaction, Feed feed, long clientId, string externalId)
    {
        const string sql = """
            select a.id from account a left join account_connection c on c.account_id = a.id
            where a.client_id = @clientId and a.network = @Network and (c.place_id = @externalId or a.external_id = @externalId or lower(a.external_id) = lower(@name))
                and not exists (select 1 from telegram_feed f where f.account_id = a.id)
            order by case when c.account_id is null then 1 else 0 end, a.id limit 1
            """;
        return connection.ExecuteScalarAsync<long?>(sql, new { clientId, Network, externalId, name = "@" + feed.ChannelName }, transaction);
    }

    /// <summary>A name an account can have: no slash, nothing that cannot be seen.</summary>
    private static string Clean(string title)
    {
        var text = new string([.. title.Select(letter => char.IsControl(letter) ? ' ' : letter == '/' ? '-' : letter)]).Trim();
        var letters = new System.Globalization.StringInfo(text);
        return text.Length == 0 ? Network : letters.LengthInTextElements <= LongestTitle ? text : letters.SubstringByTextElements(0, LongestTitle).TrimEnd();
    }

    private static async Task<IReadOnlyList<Feed>> ReadAsync(DbConnection connection, DbTransaction? transaction, string sql, object? values) =>
        [.. (await connection.QueryAsync<FeedRow>(sql, values, transaction)).Select(row => row.ToFeed())];

    private long Now() => UnixMicros.Of(_timeProvider.GetUtcNow());

    private sealed record FeedRow
    {
        public long Id { get; init; }

        public long Kind { get; init; }

        public long ChatId { get; init; }

        public long ThreadId { get; init; }

        public string Title { get; init; } = string.Empty;

        public long State { get; init; }

        public long? AccountId { get; init; }

        public long? ClientId { get; init; }

        public long Since { get; init; }

        public long Generation { get; init; }

        public long? ChannelId { get; init; }

        public string? ChannelName { get; init; }

        public long? BroughtBy { get; init; }

        public long Missed { get; init; }

        public Feed ToFeed() => new()
        {
            Id = Id,
            Kind = (FeedKind)Kind,
            ChatId = ChatId,
            ThreadId = ThreadId == 0 ? null : (int)ThreadId,
            Title = Title,
            State = (FeedState)State,
            AccountId = AccountId,
            ClientId = ClientId,
            Since = UnixMicros.ToInstant(Since),
            Generation = Generation,
            ChannelId = ChannelId,
            ChannelName = ChannelName,
            BroughtBy = BroughtBy,
            Missed = Missed,
        };
    }
}

/// <summary>Where a message of a measured chat belongs.</summary>
/// <param name="MessageId">The customer's message, or the one before it that it answers; null where none is known.</param>
internal sealed record MeasuredMessage(long ClientId, long AccountId, string Conversation, string? MessageId);

/// <summary>A source of messages that was found.</summary>
internal sealed record NewFeed(FeedKind Kind, long ChatId, int? ThreadId, string Title, long? ChannelId = null, string? ChannelName = null, long? BroughtBy = null);

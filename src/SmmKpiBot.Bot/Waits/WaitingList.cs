using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Waits;

/// <summary>A customer who waits, as people see it.</summary>
internal sealed record WaitingCustomer
{
    public required WaitKey Key { get; init; }

    public required long ClientId { get; init; }

    /// <summary><c>network/name</c>.</summary>
    public required string Account { get; init; }

    public required MessageKind Kind { get; init; }

    public required bool FirstOfEpisode { get; init; }

    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>From then on it is too old to count.</summary>
    public required DateTimeOffset UntilAt { get; init; }

    public DateTimeOffset? NudgeAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    /// <summary>First words of the customer; not to be trusted.</summary>
    public string? Words { get; init; }

    public string? Link { get; init; }

    /// <summary>What the customer sent where it has no words.</summary>
    public MessageMedia? Media { get; init; }

    public string? TakenBy { get; init; }

    public long? TakenByUser { get; init; }
}

/// <summary>How many wait, and for how many of them the promised time is over.</summary>
internal readonly record struct WaitingCount(int All, int Late);

/// <summary>Reads who waits, in the order in which somebody has to act: late ones, those at risk, all others; the longest first of each.</summary>
internal sealed class WaitingList(Database database, TimeProvider timeProvider)
{
    private const string Columns = """
        select w.account_id as AccountId, w.conversation as Conversation, w.message_id as MessageId, w.client_id as ClientId, a.network as Network, a.name as Account,
            w.kind as Kind, w.first_of_episode as FirstOfEpisode, w.began_at as BeganAt, w.until_at as UntilAt, w.nudge_at as NudgeAt, w.due_at as DueAt,
            x.words as Words, x.link as Link, x.media as Media, t.name as TakenBy, t.user_id as TakenByUser
        """;

    private const string Joined = """
        join account a on a.id = w.account_id
        left join message_text x on x.account_id = w.account_id and x.conversation = w.conversation and x.message_id = w.message_id
        left join wait_taken t on t.account_id = w.account_id and t.conversation = w.conversation and t.message_id = w.message_id
        """;

    private const string Urgency = "case when w.due_at <= @now then 0 when w.nudge_at <= @now then 1 else 2 end, w.began_at, w.account_id, w.conversation";

    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>A page of those who wait for some clients, and how many wait in all.</summary>
    public async Task<(IReadOnlyList<WaitingCustomer> Page, WaitingCount Count)> ReadAsync(long[] clients, int skip, int most, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);

        // The page is cut before anything is joined to it.
        var sql = $"{Columns} from (select * from open_wait w where {Those(connection)} order by {Urgency} limit @most offset @skip) w {Joined} order by {Urgency}";
        var values = new { clients = AmongSql.Values(clients), now = UnixMicros.Of(_timeProvider.GetUtcNow()), most, skip };
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(sql, values, cancellationToken: cancellationToken));
        return ([.. rows.Select(row => row.ToCustomer())], await CountAsync(connection, clients, cancellationToken));
    }

    public async Task<WaitingCount> CountAsync(long[] clients, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await CountAsync(connection, clients, cancellationToken);
    }

    /// <summary>Null when that wait is over.</summary>
    public async Task<WaitingCustomer?> FindAsync(WaitKey key, long clientId, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await FindAsync(connection, null, key, clientId, cancellationToken);
    }

    /// <summary>The same as the caller's transaction sees it.</summary>
    public static async Task<WaitingCustomer?> FindAsync(DbConnection connection, DbTransaction? transaction, WaitKey key, long clientId, CancellationToken cancellationToken)
    {
        const string sql = $"{Columns} from open_wait w {Joined} where w.account_id = @AccountId and w.conversation = @Conversation and w.message_id = @MessageId and w.client_id = @clientId";
        var values = new { key.AccountId, key.Conversation, key.MessageId, clientId };
        return (await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken)))?.ToCustomer();
    }

    private static string Those(DbConnection connection) => AmongSql.Of(connection, "w.client_id", "clients") + " and w.until_at > @now";

    private async Task<WaitingCount> CountAsync(DbConnection connection, long[] clients, CancellationToken cancellationToken)
    {
        var sql = $"select count(*), count(case when w.due_at <= @now then 1 end) from open_wait w where {Those(connection)}";
        var values = new { clients = AmongSql.Values(clients), now = UnixMicros.Of(_timeProvider.GetUtcNow()) };
        var (all, late) = await connection.QuerySingleAsync<(long, long)>(new CommandDefinition(sql, values, cancellationToken: cancellationToken));
        return new((int)all, (int)late);
    }

    private sealed record Row
    {
        public long AccountId { get; init; }

        public string Conversation { get; init; } = "";

        public string MessageId { get; init; } = "";

        public long ClientId { get; init; }

        public string Network { get; init; } = "";

        public string Account { get; init; } = "";

        public long Kind { get; init; }

        public long FirstOfEpisode { get; init; }

        public long BeganAt { get; init; }

        public long UntilAt { get; init; }

        public long? NudgeAt { get; init; }

        public long? DueAt { get; init; }

        public string? Words { get; init; }

        public string? Link { get; init; }

        public long? Media { get; init; }

        public string? TakenBy { get; init; }

        public long? TakenByUser { get; init; }

        public WaitingCustomer ToCustomer() => new()
        {
            Key = new(AccountId, Conversation, MessageId),
            ClientId = ClientId,
            Account = $"{Network}/{Account}",
            Kind = (MessageKind)Kind,
            FirstOfEpisode = FirstOfEpisode != 0,
            BeganAt = UnixMicros.ToInstant(BeganAt),
            UntilAt = UnixMicros.ToInstant(UntilAt),
            NudgeAt = UnixMicros.ToInstant(NudgeAt),
            DueAt = UnixMicros.ToInstant(DueAt),
            Words = Words,
            Link = Link,
            Media = (MessageMedia?)Media,
            TakenBy = TakenBy,
            TakenByUser = TakenByUser,
        };
    }
}

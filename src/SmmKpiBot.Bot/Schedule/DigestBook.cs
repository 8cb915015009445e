using System.Data.Common;
using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Schedule;

/// <summary>Who gets digests since when, and what was decided about each: the memory of the schedule.</summary>
internal sealed class DigestBook(Database database, ChatStore chats, ClientStore clients, TimeProvider timeProvider)
{
    private readonly Database _database = database;
    private readonly ChatStore _chats = chats;
    private readonly ClientStore _clients = clients;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>
    /// All subscriptions of now. One that is new, or has another frequency than before, begins now; of another day, hour or zone is noted since when; one that ended is
    /// forgotten.
    /// </summary>
    public async Task<IReadOnlyList<DigestSubscription>> SubscriptionsAsync(CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        var current = DigestSubscription.Of(await _chats.ListAsync(cancellationToken), await _clients.ListAsync(cancellationToken), now);
        var known = await KnownAsync(cancellationToken);
        var begun = current.Where(one => Find(known, one) is null).ToList();
        var changed = current.Where(one => Find(known, one) is { } row && row.Schedule != one.Times.ToString()).ToList();
        var ended = known.Keys.Except(current.Select(Key)).ToList();
        if (begun.Count > 0 || changed.Count > 0 || ended.Count > 0)
        {
            await _database.WriteAsync(
                async (connection, transaction) =>
                {
                    await SyncAsync(connection, transaction, begun, ended, now);
                    await ChangeAsync(connection, transaction, changed, now);
                },
                cancellationToken);
            known = await KnownAsync(cancellationToken);
        }

        return [.. current.Select(one => Find(known, one) is { } row ? one with { Since = UnixMicros.ToInstant(row.Since), ChangedAt = row.Changed, Former = DigestTimes.Parse(row.FormerSchedule) } : one)];
    }

    /// <summary>What was decided about digests that were due at or after <paramref name="since"/>.</summary>
    public async Task<IReadOnlySet<DecidedDigest>> DecidedAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT bound_chat_id AS BoundChatId, frequency AS Frequency, client_id AS ClientId, period_start AS PeriodStart
            FROM digest_log WHERE due_at >= @since
            """;
        await using var connection = await _database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<DecidedDigest>(sql, new { since = UnixMicros.Of(since) })).ToHashSet();
    }

    /// <summary>When the database was last put back from a backup; what was sent shortly before then it may not know.</summary>
    public async Task<DateTimeOffset?> RestoredAtAsync(CancellationToken cancellationToken)
    {
        const string sql = "SELECT max(restored_at) FROM restoration";
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long?>(new CommandDefinition(sql, cancellationToken: cancellationToken)) is { } micros ? UnixMicros.ToInstant(micros) : null;
    }

    /// <summary>Takes the decision about one digest, in the transaction that enqueues it. False when it was taken before: then nothing may be sent.</summary>
    public async Task<bool> DecideAsync(DbConnection connection, DbTransaction transaction, DigestSubscription subscription, DueDigest due, DigestOutcome outcome)
    {
        const string sql = """
            INSERT INTO digest_log (bound_chat_id, client_id, frequency, period_start, due_at, decided_at, outcome)
            VALUES (@chat, @client, @frequency, @start, @due, @now, @outcome)
            ON CONFLICT DO NOTHING
            """;
        var values = new
        {
            chat = subscription.Chat.Id,
            client = subscription.Client.Id,
            frequency = (long)due.Frequency,
            start = (long)due.Period.From.DayNumber,
            due = UnixMicros.Of(due.DueAt),
            now = UnixMicros.Of(_timeProvider.GetUtcNow()),
            outcome = (long)outcome,
        };
        return await connection.ExecuteAsync(sql, values, transaction) == 1;
    }

    /// <summary>True when nobody has looked a day before whether the figures of this digest are there.</summary>
    public async Task<bool> IsUnwarnedAsync(long clientId, DueDigest due, CancellationToken cancellationToken)
    {
        const string sql = "SELECT count(*) FROM digest_warning WHERE client_id = @clientId AND frequency = @frequency AND period_start = @start";
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(sql, new { clientId, frequency = (long)due.Frequency, start = (long)due.Period.From.DayNumber }) == 0;
    }

    /// <summary>An account of the client was connected and its first reading is still to come: what is missing now may be there in minutes.</summary>
    public async Task<bool> IsBeingCollectedAsync(long clientId, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT count(*) FROM collection_stream AS s JOIN account AS a ON a.id = s.account_id JOIN account_connection AS c ON c.account_id = s.account_id
            WHERE a.client_id = @clientId AND s.is_history = 0 AND s.good_at IS NULL AND s.failures = 0 AND c.problem IS NULL
            """;
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, new { clientId }, cancellationToken: cancellationToken)) > 0;
    }

    public async Task<bool> WarnAsync(DbConnection connection, DbTransaction transaction, long clientId, DueDigest due)
    {
        const string sql = """
            INSERT INTO digest_warning (client_id, frequency, period_start, checked_at)
            VALUES (@clientId, @frequency, @start, @now)
            ON CONFLICT DO NOTHING
            """;
        var values = new { clientId, frequency = (long)due.Frequency, start = (long)due.Period.From.DayNumber, now = UnixMicros.Of(_timeProvider.GetUtcNow()) };
        return await connection.ExecuteAsync(sql, values, transaction) == 1;
    }

    private static async Task SyncAsync(
        DbConnection connection, DbTransaction transaction, List<DigestSubscription> begun, List<(long Chat, long Client)> ended, DateTimeOffset now)
    {
        const string begin = """
            INSERT INTO digest_subscription (bound_chat_id, client_id, frequency, since, schedule) VALUES (@chat, @client, @frequency, @since, @schedule)
            ON CONFLICT (bound_chat_id, client_id) DO UPDATE SET frequency = excluded.frequency, since = excluded.since, schedule = excluded.schedule, changed_at = NULL
            WHERE digest_subscription.frequency <> excluded.frequency
            """;
        const string end = "DELETE FROM digest_subscription WHERE bound_chat_id = @Chat AND client_id = @Client";
        foreach (var one in begun)
        {
            await connection.ExecuteAsync(
                begin,
                new { chat = one.Chat.Id, client = one.Client.Id, frequency = (long)one.Schedule.Frequency, since = UnixMicros.Of(now), schedule = one.Times.ToString() },
                transaction);
        }

        foreach (var (chat, client) in ended)
        {
            await connection.ExecuteAsync(end, new { Chat = chat, Client = client }, transaction);
        }
    }

    /// <summary>Where none was noted before nothing is known to have changed.</summary>
    private static async Task ChangeAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<DigestSubscription> changed, DateTimeOffset now)
    {
        const string change = """
            UPDATE digest_subscription SET schedule = @schedule, former_schedule = schedule, changed_at = CASE WHEN schedule = '' THEN changed_at ELSE @now END
            WHERE bound_chat_id = @chat AND client_id = @client AND schedule <> @schedule
            """;
        foreach (var one in changed)
        {
            await connection.ExecuteAsync(change, new { chat = one.Chat.Id, client = one.Client.Id, schedule = one.Times.ToString(), now = UnixMicros.Of(now) }, transaction);
        }
    }

    private async Task<Dictionary<(long Chat, long Client), SubscriptionRow>> KnownAsync(CancellationToken cancellationToken)
    {
        const string sql = "SELECT bound_chat_id AS BoundChatId, client_id AS ClientId, frequency AS Frequency, since AS Since, schedule AS Schedule, former_schedule AS FormerSchedule, changed_at AS ChangedAt FROM digest_subscription";
        await using var connection = await _database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<SubscriptionRow>(sql)).ToDictionary(row => (row.BoundChatId, row.ClientId));
    }

    private static SubscriptionRow? Find(Dictionary<(long Chat, long Client), SubscriptionRow> known, DigestSubscription one) =>
        known.TryGetValue(Key(one), out var row) && row.Frequency == (long)one.Schedule.Frequency ? row : null;

    private static (long Chat, long Client) Key(DigestSubscription one) => (one.Chat.Id, one.Client.Id);

    private sealed record SubscriptionRow
    {
        public long BoundChatId { get; init; }

        public long ClientId { get; init; }

        public long Frequency { get; init; }

        public long Since { get; init; }

        /// <summary>Empty: not noted yet.</summary>
        public string Schedule { get; init; } = "";

        public string FormerSchedule { get; init; } = "";

        public long? ChangedAt { get; init; }

        public DateTimeOffset? Changed => ChangedAt is { } micros ? UnixMicros.ToInstant(micros) : null;
    }
}

/// <summary>A digest about which was decided: the key of the log.</summary>
internal sealed record DecidedDigest
{
    public long BoundChatId { get; init; }

    public long Frequency { get; init; }

    public long ClientId { get; init; }

    public long PeriodStart { get; init; }

    /// <summary>The first day of the latest period that was decided for a subscription; null: none was.</summary>
    public static DateOnly? LatestOf(DigestSubscription subscription, IEnumerable<DecidedDigest> decided) =>
        decided.Where(one => one.BoundChatId == subscription.Chat.Id && one.ClientId == subscription.Client.Id && one.Frequency == (long)subscription.Schedule.Frequency)
            .Max(one => (long?)one.PeriodStart) is { } day ? DateOnly.FromDayNumber((int)day) : null;

    public static DecidedDigest Of(DigestSubscription subscription, DueDigest due) => new()
    {
        BoundChatId = subscription.Chat.Id,
        Frequency = (long)due.Frequency,
        ClientId = subscription.Client.Id,
        PeriodStart = due.Period.From.DayNumber,
    };
}

using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Rates;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Rates;

/// <summary>What is stored of asking the bank: when next, how it fares, and which currencies are needed from which day on.</summary>
internal sealed class RateFeed(Database database)
{
    private readonly Database _database = database;

    public async Task<RateFeedState> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await ReadAsync(connection, null);
    }

    public static async Task<RateFeedState> ReadAsync(DbConnection connection, DbTransaction? transaction)
    {
        const string sql = """
            select next_at as NextAt, good_at as GoodAt, failures as Failures, failing_since as FailingSince, problem as Problem, reason as Reason, told_at as ToldAt
            from rate_feed where id = 1
            """;
        return (await connection.QuerySingleOrDefaultAsync<FeedRow>(sql, transaction: transaction) ?? new()).ToState();
    }

    public static Task WriteAsync(DbConnection connection, DbTransaction transaction, RateFeedState state)
    {
        const string sql = """
            insert into rate_feed (id, next_at, good_at, failures, failing_since, problem, reason, told_at)
            values (1, @NextAt, @GoodAt, @Failures, @FailingSince, @Problem, @Reason, @ToldAt)
            on conflict (id) do update set next_at = excluded.next_at, good_at = excluded.good_at, failures = excluded.failures,
                failing_since = excluded.failing_since, problem = excluded.problem, reason = excluded.reason, told_at = excluded.told_at
            """;
        return connection.ExecuteAsync(sql, FeedRow.Of(state), transaction);
    }

    /// <summary>The first day of money in another currency, of the clients who want it converted: for its currency and for theirs. The hryvnia itself needs no rate.</summary>
    public async Task<IReadOnlyDictionary<string, DateOnly>> NeedsAsync(CancellationToken cancellationToken)
    {
        const string clients = """
            from client_key k join client_key o on o.client_id = k.client_id and o.key = 'currency' join account a on a.client_id = k.client_id
            """;
        const string wanted = "where k.key = 'convert-currency' and k.value = 'true' and d.currency <> o.value group by o.value, d.currency";
        const string sql = $"""
            select o.value as Own, d.currency as Billed, min(d.day) as Day {clients} join ad_day d on d.account_id = a.id {wanted}
            union all
            select o.value, d.currency, min(d.day) {clients} join traffic_day d on d.account_id = a.id {wanted}
            """;
        await using var connection = await _database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<NeedRow>(new CommandDefinition(sql, cancellationToken: cancellationToken));
        return rows.SelectMany(row => new[] { (Currency: row.Own, row.Day), (Currency: row.Billed, row.Day) })
            .Where(need => need.Currency != CurrencyRates.Hryvnia)
            .GroupBy(need => need.Currency)
            .ToDictionary(group => group.Key, group => DateOnly.FromDayNumber((int)group.Min(need => need.Day)).AddDays(-CurrencyRates.LongestAgeDays));
    }

    /// <summary>From which day on the bank was asked for each currency.</summary>
    public async Task<IReadOnlyDictionary<string, DateOnly>> HistoryAsync(CancellationToken cancellationToken)
    {
        const string sql = "select currency as Billed, from_day as Day from rate_history";
        await using var connection = await _database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<NeedRow>(new CommandDefinition(sql, cancellationToken: cancellationToken))).ToDictionary(row => row.Billed, row => DateOnly.FromDayNumber((int)row.Day));
    }

    public static Task NoteHistoryAsync(DbConnection connection, DbTransaction transaction, string currency, DateOnly from)
    {
        const string sql = """
            insert into rate_history (currency, from_day) values (@currency, @day)
            on conflict (currency) do update set from_day = excluded.from_day where excluded.from_day < rate_history.from_day
            """;
        return connection.ExecuteAsync(sql, new { currency, day = (long)from.DayNumber }, transaction);
    }

    private sealed record NeedRow
    {
        public string Own { get; init; } = "";

        public string Billed { get; init; } = "";

        public long Day { get; init; }
    }

    private sealed record FeedRow
    {
        public long NextAt { get; init; }

        public long? GoodAt { get; init; }

        public long Failures { get; init; }

        public long? FailingSince { get; init; }

        public string? Problem { get; init; }

        public string? Reason { get; init; }

        public long? ToldAt { get; init; }

        public static FeedRow Of(RateFeedState state) => new()
        {
            NextAt = UnixMicros.Of(state.NextAt),
            GoodAt = UnixMicros.Of(state.GoodAt),
            Failures = state.Failures,
            FailingSince = UnixMicros.Of(state.FailingSince),
            Problem = state.Problem?.ToString(),
            Reason = state.Reason,
            ToldAt = UnixMicros.Of(state.ToldAt),
        };

        public RateFeedState ToState() => new()
        {
            NextAt = UnixMicros.ToInstant(NextAt),
            GoodAt = UnixMicros.ToInstant(GoodAt),
            Failures = (int)Failures,
            FailingSince = UnixMicros.ToInstant(FailingSince),
            Problem = Problem is null ? null : Enum.Parse<SourceProblem>(Problem),
            Reason = Reason,
            ToldAt = UnixMicros.ToInstant(ToldAt),
        };
    }
}

/// <summary>How asking the bank fares.</summary>
internal sealed record RateFeedState
{
    /// <summary>Not before.</summary>
    public DateTimeOffset NextAt { get; init; }

    public DateTimeOffset? GoodAt { get; init; }

    /// <summary>One after the other.</summary>
    public int Failures { get; init; }

    public DateTimeOffset? FailingSince { get; init; }

    public SourceProblem? Problem { get; init; }

    /// <summary>In English, for logs and the doctor.</summary>
    public string? Reason { get; init; }

    /// <summary>Since when the operators know of it.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    public AccountTrouble? Trouble => Problem?.Trouble();
}

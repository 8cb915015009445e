using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Rates;

/// <summary>Stored rates. Sayings are only added: what was known at an instant can be asked again.</summary>
public sealed class RateStore(Database.Database database, TimeProvider timeProvider)
{
    private readonly Database.Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Adds what differs from what is known of the same days from the same origin; gives how many rates that were.</summary>
    public Task<int> AddAsync(IReadOnlyList<CurrencyRate> rates, CancellationToken cancellationToken) =>
        _database.WriteAsync((connection, transaction) => AddAsync(connection, transaction, [.. rates.Select(rate => new RateRow(rate))]), cancellationToken);

    /// <summary>As <see cref="AddAsync(IReadOnlyList{CurrencyRate}, CancellationToken)"/>, in the caller's transaction.</summary>
    public Task<int> AddAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<CurrencyRate> rates) =>
        AddAsync(connection, transaction, [.. rates.Select(rate => new RateRow(rate))]);

    /// <summary>Takes back what was said by hand of a day, so that a bank's rate counts again; false when nothing was.</summary>
    public async Task<bool> RemoveAsync(string currency, DateOnly day, CancellationToken cancellationToken)
    {
        RateRow taken = new() { Currency = currency, Day = day.DayNumber, Origin = RateRow.Name(RateOrigin.Hand) };
        return await _database.WriteAsync((connection, transaction) => AddAsync(connection, transaction, [taken]), cancellationToken) > 0;
    }

    /// <summary>The rates that count, by currency and day.</summary>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<CurrencyRate>> ListAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await ReadAsync(connection, null, from, to, long.MaxValue, cancellationToken);
    }

    internal static async Task<IReadOnlyList<CurrencyRate>> ReadAsync(
        DbConnection connection, DbTransaction? transaction, DateOnly from, DateOnly to, long knownBy, CancellationToken cancellationToken)
    {
        const string sql = $"select {RateRow.Columns} from currency_rate where day between @from and @to and observed_at <= @knownBy order by observed_at";
        var values = new { from = (long)from.DayNumber, to = (long)to.DayNumber, knownBy };
        var rows = await connection.QueryAsync<RateRow>(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));
        var latest = rows.GroupBy(row => (row.Currency, row.Day, row.Origin)).Select(group => group.Last()).Where(row => row.RateNanos is not null);
        return
        [
            .. latest.Select(row => row.ToRate()).GroupBy(rate => (rate.Currency, rate.Day)).Select(group => group.MinBy(rate => rate.Origin)!)
                .OrderBy(rate => rate.Currency, StringComparer.Ordinal).ThenBy(rate => rate.Day),
        ];
    }

    private async Task<int> AddAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<RateRow> rows)
    {
        const string insert = """
            insert into currency_rate (currency, day, origin, observed_at, rate_nanos) values (@Currency, @Day, @Origin, @ObservedAt, @RateNanos)
            on conflict (currency, day, origin, observed_at) do update set rate_nanos = excluded.rate_nanos
            """;
        const string convert = "update client set version = version + 1 where id in (select client_id from client_key where key = 'convert-currency' and value = 'true')";
        var known = await LatestAsync(connection, transaction, rows);
        var observedAt = UnixMicros.Of(_timeProvider.GetUtcNow());
        var added = 0;
        foreach (var row in rows.Where(row => known.GetValueOrDefault(row.Key) != row.RateNanos))
            added += await connection.ExecuteAsync(insert, row with { ObservedAt = observedAt }, transaction);
        if (added > 0)
            await connection.ExecuteAsync(convert, transaction: transaction);
        return added;
    }

    private static async Task<Dictionary<(string, long, string), long?>> LatestAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<RateRow> rows)
    {
        const string sql = $"select {RateRow.Columns} from currency_rate where day between @from and @to order by observed_at";
        if (rows.Count == 0)
            return [];
        var known = await connection.QueryAsync<RateRow>(sql, new { from = rows.Min(row => row.Day), to = rows.Max(row => row.Day) }, transaction);
        return known.GroupBy(row => row.Key).ToDictionary(group => group.Key, group => group.Last().RateNanos);
    }

    private sealed record RateRow
    {
        public const string Columns = "currency as Currency, day as Day, origin as Origin, observed_at as ObservedAt, rate_nanos as RateNanos";

        public RateRow()
        {
        }

        public RateRow(CurrencyRate rate)
        {
            Currency = rate.Currency;
            Day = rate.Day.DayNumber;
            Origin = Name(rate.Origin);
            RateNanos = (long)Math.Round(rate.Hryvnias * CurrencyRate.NanosPerUnit);
        }

        public string Currency { get; init; } = "";

        public long Day { get; init; }

        public string Origin { get; init; } = "";

        public long ObservedAt { get; init; }

        public long? RateNanos { get; init; }

        public (string, long, string) Key => (Currency, Day, Origin);

        public static string Name(RateOrigin origin) => origin.ToString().ToLowerInvariant();

        public CurrencyRate ToRate() =>
            new(Currency, DateOnly.FromDayNumber((int)Day), RateNanos.GetValueOrDefault() / CurrencyRate.NanosPerUnit, Enum.Parse<RateOrigin>(Origin, ignoreCase: true));
    }
}

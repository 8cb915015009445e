using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Facts.Tables;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Conversations;

/// <summary>
/// Accounts whose messages come as they happen. A day without a message was observed too, if the feed was open and the bot awake on it, or if
/// the day was read afterwards; that is written down once a day, so that silence is told from ignorance.
/// </summary>
public sealed class LiveFeeds(Database.Database database, TimeProvider timeProvider)
{
    private readonly Database.Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>From now on messages of the account come as they happen. Opening an open feed changes nothing.</summary>
    public Task OpenAsync(DbConnection connection, DbTransaction transaction, long accountId) => OpenAsync(connection, transaction, accountId, FactKind.Messages);

    /// <summary>The same for another kind of fact.</summary>
    public Task OpenAsync(DbConnection connection, DbTransaction transaction, long accountId, string kind)
    {
        const string sql = """
            insert into live_feed (account_id, opened_at, kind) values (@accountId, @now, @kind)
            on conflict (account_id) do update set closed_at = null
            """;
        return connection.ExecuteAsync(sql, new { accountId, kind, now = UnixMicros.Of(_timeProvider.GetUtcNow()) }, transaction);
    }

    public Task CloseAsync(DbConnection connection, DbTransaction transaction, long accountId)
    {
        const string sql = "update live_feed set closed_at = @now where account_id = @accountId and closed_at is null";
        return connection.ExecuteAsync(sql, new { accountId, now = UnixMicros.Of(_timeProvider.GetUtcNow()) }, transaction);
    }

    /// <summary>Accounts of the client with an open feed.</summary>
    public async Task<IReadOnlySet<long>> OpenOfAsync(long clientId, CancellationToken cancellationToken)
    {
        const string sql = "select f.account_id from account a join live_feed f on f.account_id = a.id where a.client_id = @clientId and f.closed_at is null";
        await using var connection = await _database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<long>(new CommandDefinition(sql, new { clientId }, cancellationToken: cancellationToken))).ToHashSet();
    }

    /// <summary>Writes down that today (of each client's zone) is observed for the open feeds of these clients; the second time a day nothing is written.</summary>
    /// <param name="clients">Whose feeds; one read tells which of them have anything to write.</param>
    /// <param name="deaf">Accounts of which nobody can know now whether something is said there.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task CoverTodayAsync(IReadOnlyCollection<Client> clients, IReadOnlySet<long> deaf, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        var uncovered = await UncoveredAsync(connection, null, clients.Select(client => (client.Id, Today(client))));
        var behind = uncovered.Where(feed => !deaf.Contains(feed.AccountId)).Select(feed => feed.ClientId).ToHashSet();
        foreach (var client in clients.Where(client => behind.Contains(client.Id)))
            await _database.WriteAsync((writer, transaction) => CoverTodayAsync(writer, transaction, client, account => !deaf.Contains(account)), cancellationToken);
    }

    /// <summary>The same for one account, in the transaction that opens its feed.</summary>
    public Task CoverTodayAsync(DbConnection connection, DbTransaction transaction, Client client, long accountId) => CoverTodayAsync(connection, transaction, client, account => account == accountId);

    private async Task CoverTodayAsync(DbConnection connection, DbTransaction transaction, Client client, Func<long, bool> isMeant)
    {
        // All turns before the first write, in one order: a reading that covers the same day at the same moment writes it once, and none waits for another in a circle.
        var open = (await UncoveredAsync(connection, transaction, [(client.Id, Today(client))])).Select(feed => feed.AccountId).Where(isMeant).Distinct().Order().ToList();
        foreach (var account in open)
            await AccountTurn.TakeAsync(connection, transaction, account);
        foreach (var feed in (await UncoveredAsync(connection, transaction, [(client.Id, Today(client))])).Where(feed => open.Contains(feed.AccountId)))
            await CoverAsync(connection, transaction, feed, Today(client));
    }

    /// <summary>
    /// Everything that was said in an account since an instant has been read afterwards: the days after the instant's own are observed, whether the bot
    /// was awake on them or not. What is observed already is not written again.
    /// </summary>
    public async Task CoverAfterAsync(Client client, long accountId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var first = LocalDay.Of(since, client.TimeZone).AddDays(1);
        if (first > Today(client))
            return;
        await _database.WriteAsync(
            async (connection, transaction) =>
            {
                await AccountTurn.TakeAsync(connection, transaction, accountId);
                for (var day = first; day <= Today(client); day = day.AddDays(1))
                {
                    foreach (var feed in (await UncoveredAsync(connection, transaction, [(client.Id, day)])).Where(feed => feed.AccountId == accountId))
                        await CoverAsync(connection, transaction, feed, day);
                }
            },
            cancellationToken);
    }

    /// <summary>The open feeds of clients that are not known to be observed on a day of theirs.</summary>
    private static async Task<IReadOnlyList<FeedRow>> UncoveredAsync(DbConnection connection, DbTransaction? transaction, IEnumerable<(long ClientId, DateOnly Day)> days)
    {
        var sql = $"""
            select a.client_id as ClientId, f.account_id as AccountId, f.kind as Kind
            from {JsonRows.Table(connection, "days", "client_id bigint", "day bigint")} join account a on a.client_id = days.client_id join live_feed f on f.account_id = a.id
            where f.closed_at is null and not exists (
                select 1 from observed_span s join fact_kind k on k.id = s.kind_id join batch b on b.id = s.batch_id
                where s.account_id = f.account_id and k.name = f.kind and s.to_day >= days.day and s.from_day <= days.day and b.completed_at is not null and b.undone_at is null)
            """;
        var values = new { days = JsonRows.Of(days.Select(one => new { one.ClientId, Day = (long)one.Day.DayNumber })) };
        return [.. await connection.QueryAsync<FeedRow>(sql, values, transaction)];
    }

    private async Task CoverAsync(DbConnection connection, DbTransaction transaction, FeedRow feed, DateOnly day)
    {
        const string sql = """
            insert into batch (account_id, origin, observed_at, lease_until, completed_at) values (@AccountId, @origin, @now, @now, @now) returning id
            """;
        var now = _timeProvider.GetUtcNow();
        var batchId = await connection.ExecuteScalarAsync<long>(sql, new { feed.AccountId, origin = (long)BatchOrigin.Network, now = UnixMicros.Of(now) }, transaction);
        await SpanTable.StoreAsync(connection, transaction, batchId, [new ObservedSpan(feed.AccountId, feed.Kind, day, day, now)]);
        await ClientVersion.RaiseOfAccountAsync(connection, transaction, feed.AccountId);
    }

    private DateOnly Today(Client client) => LocalDay.Of(_timeProvider.GetUtcNow(), client.TimeZone);

    private sealed record FeedRow
    {
        public long ClientId { get; init; }

        public long AccountId { get; init; }

        public string Kind { get; init; } = "";
    }
}

using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Telegram.Channels.Links;

/// <summary>Named links of channels: who came through them, and what somebody typed that they cost.</summary>
internal sealed class LinkStore(Database database, TimeProvider timeProvider)
{
    private const decimal MicrosPerUnit = 1_000_000m;

    private static readonly TimeSpan Fortnight = TimeSpan.FromDays(14);

    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>The links of a channel, by name.</summary>
    public async Task<IReadOnlyList<LinkRow>> ListAsync(long feedId, CancellationToken cancellationToken)
    {
        const string sql = """
            select l.id as Id, l.feed_id as FeedId, l.name as Name, l.spend_micros as SpendMicros, l.currency as Currency, l.spend_day as SpendDay,
                count(m.member) as Joined,
                count(case when m.at <= @ripe then 1 end) as Ripe,
                count(case when m.at <= @ripe and coalesce((
                    select n.joined from telegram_move n
                    where n.feed_id = m.feed_id and n.member = m.member and n.at <= m.at + @fortnight and (n.at > m.at or (n.at = m.at and n.joined = 0))
                    order by n.at desc, n.joined limit 1), 1) = 1 then 1 end) as Stayed
            from telegram_link l left join telegram_move m on m.link_id = l.id and m.is_first = 1
            where l.feed_id = @feedId
            group by l.id, l.feed_id, l.name, l.spend_micros, l.currency, l.spend_day
            """;
        var fortnight = (long)Fortnight.TotalMicroseconds;
        await using var connection = await _database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<LinkRow>(new CommandDefinition(sql, new { feedId, fortnight, ripe = UnixMicros.Of(_timeProvider.GetUtcNow()) - fortnight }, cancellationToken: cancellationToken));
        return [.. rows.OrderBy(row => row.Name, StringComparer.Ordinal)];
    }

    /// <summary>Members who were first seen coming by no named link.</summary>
    public async Task<long> UnattributedAsync(long feedId, CancellationToken cancellationToken)
    {
        const string sql = "select count(*) from telegram_move where feed_id = @feedId and is_first = 1 and link_id is null";
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, new { feedId }, cancellationToken: cancellationToken));
    }

    /// <summary>A link of a channel that is measured for that client.</summary>
    public async Task<LinkRow?> FindAsync(long id, long clientId, CancellationToken cancellationToken)
    {
        const string sql = """
            select l.id as Id, l.feed_id as FeedId, l.name as Name from telegram_link l join telegram_feed f on f.id = l.feed_id join account a on a.id = f.account_id
            where l.id = @id and a.client_id = @clientId
            """;
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<LinkRow>(new CommandDefinition(sql, new { id, clientId }, cancellationToken: cancellationToken));
    }

    /// <summary>Writes down what a link cost; its days are told anew, those of what was written before too.</summary>
    public static async Task SetCostAsync(DbConnection connection, DbTransaction transaction, LinkRow link, LinkCost cost)
    {
        const string mark = """
            insert into telegram_day (feed_id, day, is_heard, changed, told)
            select l.feed_id, l.spend_day, 0, 1, 0 from telegram_link l where l.id = @Id and l.spend_day is not null
            on conflict (feed_id, day) do update set changed = telegram_day.changed + 1
            """;
        const string set = "update telegram_link set spend_micros = @micros, currency = @Currency, spend_day = @day where id = @Id";
        const string joined = """
            update telegram_day set changed = changed + 1
            where feed_id = @FeedId and day in (select m.day from telegram_move m where m.link_id = @Id and m.is_first = 1)
            """;
        var micros = (long)decimal.Round(cost.Amount * MicrosPerUnit);
        await connection.ExecuteAsync(mark, new { link.Id }, transaction);
        await connection.ExecuteAsync(set, new { link.Id, micros, cost.Currency, day = (long)cost.Day.DayNumber }, transaction);
        await connection.ExecuteAsync(mark, new { link.Id }, transaction);
        await connection.ExecuteAsync(joined, new { link.Id, link.FeedId }, transaction);
    }
}

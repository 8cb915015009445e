using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Waits;

/// <summary>
/// Acts on what the clock does to waits. What is due is read from the table, and what is done about it is written in the same transaction: running it
/// at any time, any number of times, tells nobody anything twice and forgets nothing.
/// </summary>
internal sealed class WaitRound(
    Database database, ClientStore clients, ChatStore chats, WaitsCatchUp catchUp, WaitNotices notices, LiveFeeds feeds, AccountHealthBook health, Outbox outbox, TimeProvider timeProvider) : ITimedWork, IDisposable
{
    private const int MostAtOnce = 200;

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(40);

    private readonly Database _database = database;
    private readonly ClientStore _clients = clients;
    private readonly ChatStore _chats = chats;
    private readonly WaitsCatchUp _catchUp = catchUp;
    private readonly WaitNotices _notices = notices;
    private readonly LiveFeeds _feeds = feeds;
    private readonly AccountHealthBook _health = health;
    private readonly Outbox _outbox = outbox;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private DateTimeOffset _coverAt = DateTimeOffset.MinValue;

    /// <summary>The earliest instant after now at which a wait comes due, somebody wants to be reminded, or a day begins that has to be written down as observed.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            select min(at) from (
                select min(next_at) as at from open_wait where next_at > @now
                union all select min(remind_at) from wait_notice where remind_at > @now) instants
            """;
        const string fed = "select distinct a.client_id from live_feed f join account a on a.id = f.account_id where f.closed_at is null";
        var now = _timeProvider.GetUtcNow();
        await using var connection = await _database.OpenAsync(cancellationToken);
        var next = UnixMicros.ToInstant(await connection.ExecuteScalarAsync<long?>(new CommandDefinition(sql, new { now = UnixMicros.Of(now) }, cancellationToken: cancellationToken)));
        var observed = (await connection.QueryAsync<long>(new CommandDefinition(fed, cancellationToken: cancellationToken))).ToHashSet();
        if (observed.Count == 0)
            return next;
        var midnights = (await _clients.ListAsync(cancellationToken)).Where(client => observed.Contains(client.Id))
            .Select(client => client.TimeZone).Distinct().Select(zone => LocalDay.Start(LocalDay.Of(now, zone).AddDays(1), zone));
        return midnights.Concat(next is { } instant ? [instant] : []).Min();
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            await CoverAsync(cancellationToken);
            await _catchUp.RunAsync(cancellationToken);
            var gap = await WaitGap.LookAsync(_database, UnixMicros.Of(_timeProvider.GetUtcNow()), cancellationToken);
            while (await TellAsync(gap, cancellationToken))
            {
                // More than fit into one transaction.
            }

            await RemindAsync(cancellationToken);
            _outbox.Wake();
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>A day counts as observed from its beginning, and a feed that was opened in the middle of one within minutes.</summary>
    private async Task CoverAsync(CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        if (now < _coverAt)
            return;
        var all = await _clients.ListAsync(cancellationToken);
        var health = await _health.ReadAsync(cancellationToken);
        var deaf = health.SelectMany(ofClient => ofClient).Where(one => one.IsDeaf).Select(one => one.AccountId).ToHashSet();
        await _feeds.CoverTodayAsync(all, deaf, cancellationToken);
        await _database.WriteAsync((connection, transaction) => NoticeStore.PurgeAsync(connection, transaction, UnixMicros.Of(now - Remembered)), cancellationToken);
        _coverAt = all.Select(client => LocalDay.Start(LocalDay.Of(now, client.TimeZone).AddDays(1), client.TimeZone)).Append(now.AddMinutes(10)).Min();
    }

    private async Task<bool> TellAsync(WaitGap? gap, CancellationToken cancellationToken)
    {
        var due = await DueAsync(cancellationToken);
        if (due.Count == 0)
            return false;
        var bound = await _chats.ListAsync(cancellationToken);
        foreach (var ofClient in due.GroupBy(row => row.ClientId))
        {
            await _database.WriteAsync(
                async (connection, transaction) =>
                {
                    await OpenWaitStore.HoldAsync(connection, transaction, ofClient.Key);

                    // Meanwhile some of them may be over, or told of by another instance.
                    var rows = new List<OpenWaitRow>();
                    foreach (var row in ofClient)
                    {
                        if (await OpenWaitStore.FindAsync(connection, transaction, row.AccountId, row.Conversation) is { } now && now == row)
                            rows.Add(now);
                    }

                    if (rows.Count > 0 && await _clients.FindAsync(connection, transaction, ofClient.Key, cancellationToken) is { } client)
                        await _notices.TellAsync(connection, transaction, client, rows, bound, gap, cancellationToken);
                },
                cancellationToken);
        }

        return true;
    }

    private async Task<IReadOnlyList<OpenWaitRow>> DueAsync(CancellationToken cancellationToken)
    {
        const string sql = $"select {OpenWaitStore.Columns} from open_wait w where w.next_at <= @now order by w.next_at limit @MostAtOnce";
        await using var connection = await _database.OpenAsync(cancellationToken);
        var values = new { now = UnixMicros.Of(_timeProvider.GetUtcNow()), MostAtOnce };
        return [.. await connection.QueryAsync<OpenWaitRow>(new CommandDefinition(sql, values, cancellationToken: cancellationToken))];
    }

    private async Task RemindAsync(CancellationToken cancellationToken)
    {
        var now = UnixMicros.Of(_timeProvider.GetUtcNow());
        await using var connection = await _database.OpenAsync(cancellationToken);
        if ((await NoticeStore.ToRemindAsync(connection, null, now)).Count == 0)
            return;
        await _database.WriteAsync(
            async (writer, transaction) =>
            {
                foreach (var clientId in (await NoticeStore.ToRemindAsync(writer, transaction, now)).Select(row => row.ClientId).Distinct().Order())
                    await OpenWaitStore.HoldAsync(writer, transaction, clientId);
                foreach (var ofClient in (await NoticeStore.ToRemindAsync(writer, transaction, now)).GroupBy(row => row.ClientId))
                {
                    if (await _clients.FindAsync(writer, transaction, ofClient.Key, cancellationToken) is { } client)
                        await _notices.RemindAsync(writer, transaction, client, [.. ofClient], cancellationToken);
                }
            },
            cancellationToken);
    }
}

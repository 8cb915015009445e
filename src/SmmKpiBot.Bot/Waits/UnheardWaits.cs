using System.Data.Common;
using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Waits;

/// <summary>
/// A message that was to tell of waits and ends unsent has told nobody. What expired, or was for a chat that is gone, is told anew to whoever may hear of it now; what
/// Telegram refuses it would refuse again, so the owners hear that the chat missed it.
/// </summary>
internal sealed class UnheardWaits(Outbox outbox, WaitWakes wakes, TimeProvider timeProvider) : IUnsentWatcher, IChatWatcher
{
    private static readonly Words What = new("Чат міг не отримати повідомлення про тих, хто чекає на відповідь: ", "A chat may have missed a message about who waits for an answer: ");
    private static readonly Words Now = new("Хто чекає зараз: /waiting", "Who waits now: /waiting");

    private readonly Outbox _outbox = outbox;
    private readonly WaitWakes _wakes = wakes;
    private readonly TimeProvider _timeProvider = timeProvider;

    public async Task UnsentAsync(DbConnection connection, DbTransaction transaction, string dedupKey, string reason, CancellationToken cancellationToken)
    {
        const string missed = """
            select distinct o.state as State, o.chat_id as ChatId, c.name as Client
            from outbox o join wait_notice n on n.key = o.dedup_key join client c on c.id = n.client_id
            where o.dedup_key = @dedupKey and n.ended_at is null order by c.name
            """;
        var rows = (await connection.QueryAsync<MissedRow>(missed, new { dedupKey }, transaction)).AsList();
        if (rows.Count == 0)
            return;
        if (rows[0].State == (long)OutboxState.Dead)
            await UnheardNotices.SayAsync(_outbox, connection, transaction, dedupKey, rows[0].ChatId, rows.Select(row => row.Client), reason, What, Now, cancellationToken);
        else
            await AgainAsync(connection, transaction, dedupKey);
    }

    public Task MovedAsync(DbConnection connection, DbTransaction transaction, long fromChatId, long toChatId, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task DisabledAsync(DbConnection connection, DbTransaction transaction, long chatId, string reason, CancellationToken cancellationToken)
    {
        const string sql = """
            select distinct o.dedup_key from outbox o join wait_notice n on n.key = o.dedup_key
            where o.chat_id = @chatId and o.state = 5 and n.ended_at is null
            """;
        foreach (var key in (await connection.QueryAsync<string>(sql, new { chatId }, transaction)).AsList())
            await AgainAsync(connection, transaction, key);
    }

    /// <summary>The chat counts as told of nothing, and the clock of waits looks at once, also where waits are made anew before.</summary>
    private async Task AgainAsync(DbConnection connection, DbTransaction transaction, string key)
    {
        const string look = """
            update open_wait set next_at = @now, stage = 0 where until_at > @now and exists (
                select 1 from wait_notice n
                where n.key = @key and n.ended_at is null and n.account_id = open_wait.account_id and n.conversation = open_wait.conversation and n.message_id = open_wait.message_id)
            """;
        const string untold = "update wait_notice set stage = 0, nudged_at = null where key = @key and ended_at is null";
        const string free = "update outbox set dedup_key = null where dedup_key = @key";
        foreach (var sql in (string[])[look, untold, free])
            await connection.ExecuteAsync(sql, new { key, now = UnixMicros.Of(_timeProvider.GetUtcNow()) }, transaction);
        _wakes.Wake();
    }

    private sealed record MissedRow
    {
        public long State { get; init; }

        public long ChatId { get; init; }

        public string Client { get; init; } = "";
    }
}

using System.Data.Common;
using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>
/// A message of alerts that was on the wire when its chat lost a client, did not arrive and is not tried again has told nobody: the chat is told anew of the clients that it
/// still shows. What Telegram refuses it would refuse again, so the owners hear that the chat missed it. What grew too old, or was for a chat that is gone, the planner
/// tells anew.
/// </summary>
internal sealed class UnheardAlerts(Outbox outbox, AlertWakes wakes) : IUnsentWatcher
{
    private static readonly Words What = new("Чат міг не отримати сповіщення: ", "A chat may have missed an alert: ");
    private static readonly Words Now = new("Що триває зараз: /alerts", "What goes on now: /alerts");

    private readonly Outbox _outbox = outbox;
    private readonly AlertWakes _wakes = wakes;

    public async Task UnsentAsync(DbConnection connection, DbTransaction transaction, string dedupKey, string reason, CancellationToken cancellationToken)
    {
        if (reason == OutboxRow.Revoked)
        {
            if (await AlertNoticeStore.ForgetAsync(connection, transaction, dedupKey))
                _wakes.Wake();
            return;
        }

        const string refused = """
            select distinct o.chat_id as ChatId, c.name as Client
            from outbox o join alert_line l on l.message_key = o.dedup_key left join client c on c.id = l.client_id
            where o.dedup_key = @dedupKey and o.state = @Dead order by c.name
            """;
        var missed = (await connection.QueryAsync<MissedRow>(refused, new { dedupKey, Dead = (long)OutboxState.Dead }, transaction)).AsList();
        if (missed.Count == 0)
            return;

        await UnheardNotices.SayAsync(_outbox, connection, transaction, dedupKey, missed[0].ChatId, missed.Select(row => row.Client).OfType<string>(), reason, What, Now, cancellationToken);
    }

    private sealed record MissedRow
    {
        public long ChatId { get; init; }

        public string? Client { get; init; }
    }
}

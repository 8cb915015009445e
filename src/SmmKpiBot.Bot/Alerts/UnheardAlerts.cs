using System.Data.Common;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Delivery;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>
/// A message of alerts that was on the wire when its chat lost a client, did not arrive and is not tried again has told nobody: the chat is told anew of the clients that it
/// still shows.
/// </summary>
internal sealed class UnheardAlerts(AlertWakes wakes) : IUnsentWatcher
{
    private readonly AlertWakes _wakes = wakes;

    public async Task UnsentAsync(DbConnection connection, DbTransaction transaction, string dedupKey, string reason, CancellationToken cancellationToken)
    {
        if (reason == OutboxRow.Revoked && await AlertNoticeStore.ForgetAsync(connection, transaction, dedupKey))
            _wakes.Wake();
    }
}

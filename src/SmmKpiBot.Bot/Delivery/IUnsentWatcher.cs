using System.Data.Common;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>Hears of messages to customers, and of alerts, that end unsent. Called inside the transaction that writes it down, which may run again.</summary>
internal interface IUnsentWatcher
{
    /// <param name="connection">Of the transaction.</param>
    /// <param name="transaction">In which the message ended.</param>
    /// <param name="dedupKey">The key it was enqueued with.</param>
    /// <param name="reason">As <c>outbox list</c> shows it.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    Task UnsentAsync(DbConnection connection, DbTransaction transaction, string dedupKey, string reason, CancellationToken cancellationToken);
}

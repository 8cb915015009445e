using System.Data.Common;
using Dapper;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>A message to a customer, or an alert, that ends unsent is told of: nobody else would miss it.</summary>
internal sealed class UnsentMessages(IEnumerable<IUnsentWatcher> watchers, Asides asides)
{
    private readonly IUnsentWatcher[] _watchers = [.. watchers];
    private readonly Asides _asides = asides;

    /// <summary>To be called when the row is dead or cancelled.</summary>
    public async Task TellAsync(DbConnection connection, DbTransaction transaction, OutboxRow row, string reason, CancellationToken cancellationToken)
    {
        const string Sql = "SELECT dedup_key FROM outbox WHERE id = @Id";

        if ((OutboxKind)row.Kind is not (OutboxKind.Customer or OutboxKind.Alert))
            return;
        if (await connection.QuerySingleOrDefaultAsync<string?>(new CommandDefinition(Sql, new { row.Id }, transaction, cancellationToken: cancellationToken)) is not { } key)
            return;
        foreach (var watcher in _watchers)
            await _asides.RunAsync(transaction, "a message was not sent", () => watcher.UnsentAsync(connection, transaction, key, reason, cancellationToken), cancellationToken);
    }
}

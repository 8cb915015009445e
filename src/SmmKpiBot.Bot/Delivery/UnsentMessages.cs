using System.Data.Common;
using Dapper;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>A message to a customer that ends unsent is told of: nobody else would miss it.</summary>
internal sealed class UnsentMessages(IEnumerable<IUnsentWatcher> watchers)
{
    private readonly IUnsentWatcher[] _watchers = [.. watchers];

    /// <summary>To be called when the row is dead or cancelled.</summary>
    public async Task TellAsync(DbConnection connection, DbTransaction transaction, OutboxRow row, string reason, CancellationToken cancellationToken)
    {
        const string Sql = "SELECT dedup_key FROM outbox WHERE id = @Id";

        if ((OutboxKind)row.Kind != OutboxKind.Customer)
            return;
        if (await connection.QuerySingleOrDefaultAsync<string?>(new CommandDefinition(Sql, new { row.Id }, transaction, cancellationToken: cancellationToken)) is not { } key)
            return;
        foreach (var watcher in _watchers)
            await watcher.UnsentAsync(connection, transaction, key, reason, cancellationToken);
    }
}

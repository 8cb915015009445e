using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>Writes what a round found: states, events, episodes and what chats are told of them, in one transaction.</summary>
internal sealed class LedgerWriter(Database database, AlertTelling telling, Outbox outbox)
{
    private readonly Database _database = database;
    private readonly AlertTelling _telling = telling;
    private readonly Outbox _outbox = outbox;

    /// <summary>False where somebody else was faster with one of the states: then nothing of it stays, and the next round looks again.</summary>
    public async Task<bool> WriteAsync(AlertLedger ledger, CancellationToken cancellationToken)
    {
        try
        {
            await _database.WriteAsync(
                async (connection, transaction) =>
                {
                    if (!await ledger.WriteAsync(connection, transaction))
                        throw new StaleStateException();
                    if (ledger.Notable.Count > 0)
                        await _telling.TellAsync(connection, transaction, ledger.Notable, cancellationToken);
                },
                cancellationToken);
        }
        catch (StaleStateException)
        {
            return false;
        }

        _outbox.Wake();
        return true;
    }

    private sealed class StaleStateException : Exception;
}

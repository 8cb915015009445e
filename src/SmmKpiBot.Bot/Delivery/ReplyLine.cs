using System.Data.Common;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>
/// The short way of an answer: it is claimed in the transaction that accepts it and goes on the wire right after the commit, when its chat's turn
/// has come and there is a place. Else the sender finds it as it finds all others.
/// </summary>
internal sealed class ReplyLine(Database database, Wire wire, DeliveryRound round, ServerGate gate, Outbox outbox, TimeProvider timeProvider)
{
    private readonly Database _database = database;
    private readonly Wire _wire = wire;
    private readonly DeliveryRound _round = round;
    private readonly ServerGate _gate = gate;
    private readonly Outbox _outbox = outbox;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>
    /// Runs a transaction that accepts messages. It is given what claims the answer among them: to be called last, and only when all of them are for
    /// the chat.
    /// </summary>
    public async Task<T> WriteAsync<T>(long chatId, Func<DbConnection, DbTransaction, Func<Task>, Task<T>> work, CancellationToken cancellationToken)
    {
        Claim? claim = null;
        var isHeld = _gate.IsOpen && _wire.TryHold(chatId);
        try
        {
            var result = await _database.WriteAsync(
                (connection, transaction) =>
                {
                    // The work may run a second time: only what its last run claimed is stored.
                    claim = null;
                    return work(connection, transaction, async () => claim = isHeld ? await ClaimAsync(connection, transaction, chatId) : null);
                },
                cancellationToken);
            if (isHeld)
                _wire.Settle(chatId, claim);
            if (claim is null)
                _outbox.Wake();
            return result;
        }
        catch
        {
            if (isHeld)
                _wire.Doubt(chatId);
            _outbox.Wake();
            throw;
        }
    }

    private async Task<Claim?> ClaimAsync(DbConnection connection, DbTransaction transaction, long chatId)
    {
        var plan = new RoundPlan { Now = UnixMicros.Of(_timeProvider.GetUtcNow()), Ended = [], DueAnswers = [chatId], DueOthers = [], Busy = new HashSet<long>(), Slots = 1 };
        var result = await _round.RunAsync(connection, transaction, plan, CancellationToken.None);
        return result.Turns.Select(turn => turn.Turn.Claim).FirstOrDefault(found => found is not null);
    }
}

using System.Data.Common;
using SmmKpiBot.Bot.Delivery;

namespace SmmKpiBot.Bot.Telegram;

/// <summary>
/// What an update leads to: rows and messages, written in the transaction that ends the update, and calls that follow its commit. Handlers
/// only describe; so a handler that fails half-way has done nothing.
/// </summary>
internal sealed class Answer
{
    private readonly List<Func<DbConnection, DbTransaction, Task<IReadOnlyList<OutboxMessage>>>> _writes = [];
    private readonly List<Func<CancellationToken, Task>> _calls = [];

    public void Send(OutboxMessage message) => _writes.Add((_, _) => Task.FromResult<IReadOnlyList<OutboxMessage>>([message]));

    /// <summary>Writes rows.</summary>
    public void Write(Func<DbConnection, DbTransaction, Task> write) =>
        _writes.Add(async (connection, transaction) =>
        {
            await write(connection, transaction);
            return [];
        });

    /// <summary>Writes rows and sends what depends on how that went.</summary>
    public void Write(Func<DbConnection, DbTransaction, Task<IReadOnlyList<OutboxMessage>>> write) => _writes.Add(write);

    public void AfterCommit(Func<CancellationToken, Task> call) => _calls.Add(call);

    /// <summary>Writes in order; the transaction may be repeated, so nothing here acts outside the database.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> WriteAsync(DbConnection connection, DbTransaction transaction)
    {
        var messages = new List<OutboxMessage>();
        foreach (var write in _writes)
        {
            messages.AddRange(await write(connection, transaction));
        }

        return messages;
    }

    public async Task AfterCommitAsync(CancellationToken cancellationToken)
    {
        foreach (var call in _calls)
        {
            await call(cancellationToken);
        }
    }
}

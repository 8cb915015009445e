using System.Data.Common;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Reporting.Texts;
using Turn = SmmKpiBot.Bot.Telegram.Turn;

namespace SmmKpiBot.Bot.Conflicts.Buttons;

/// <summary>A button under one conflict: something happens to it, and its message shows how it stands then. The argument is its number.</summary>
internal abstract class ConflictAction(string action, ConflictPress press) : TeamAction(action)
{
    private readonly ConflictPress _press = press;

    protected sealed override Task PressAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken)
    {
        _press.Do(turn, client, argument, (connection, transaction, conflict) => ChangeAsync(connection, transaction, conflict, ConflictPress.ActorOf(turn)));
        return Task.CompletedTask;
    }

    /// <summary>What it returns is said instead of the conflict. Pressed twice, it changes nothing the second time.</summary>
    protected abstract Task<Words?> ChangeAsync(DbConnection connection, DbTransaction transaction, ConflictCase conflict, ConflictActor by);
}

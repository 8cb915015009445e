using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Bot.Conflicts.Buttons;

/// <summary>«Mine»: the presser takes care of it.</summary>
internal sealed class TakeConflictAction(ConflictLedger ledger, ConflictPress press) : IButtonAction
{
    public const string Name = "conflict.take";

    private readonly ConflictLedger _ledger = ledger;
    private readonly ConflictPress _press = press;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        _press.Do(turn, turn.Client, button.Argument, async (connection, transaction, conflict) =>
        {
            // Pressed twice, it is taken once.
            if (conflict.Owner?.UserId != turn.From.UserId)
                await _ledger.TakeAsync(connection, transaction, conflict, ConflictPress.ActorOf(turn));
            return null;
        });
        return Task.CompletedTask;
    }
}

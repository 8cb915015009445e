using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Bot.Conflicts.Buttons;

/// <summary>It is resolved.</summary>
internal sealed class ResolveConflictAction(ConflictLedger ledger, ConflictPress press) : IButtonAction
{
    public const string Name = "conflict.resolve";

    private readonly ConflictLedger _ledger = ledger;
    private readonly ConflictPress _press = press;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        _press.Do(turn, turn.Client, button.Argument, async (connection, transaction, conflict) =>
        {
            // Somebody was faster: the conflict is shown as it stands.
            await _ledger.ResolveAsync(connection, transaction, conflict, ConflictPress.ActorOf(turn));
            return null;
        });
        return Task.CompletedTask;
    }
}

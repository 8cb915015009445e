using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Bot.Conflicts.Buttons;

/// <summary>It was not resolved after all.</summary>
internal sealed class ReopenConflictAction(ConflictLedger ledger, ConflictPress press) : IButtonAction
{
    public const string Name = "conflict.reopen";

    private readonly ConflictLedger _ledger = ledger;
    private readonly ConflictPress _press = press;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        _press.Do(turn, turn.Client, button.Argument, async (connection, transaction, conflict) =>
            await _ledger.ReopenAsync(connection, transaction, conflict, ConflictPress.ActorOf(turn)) || conflict.IsOpen ? null : ConflictText.Other);
        return Task.CompletedTask;
    }
}

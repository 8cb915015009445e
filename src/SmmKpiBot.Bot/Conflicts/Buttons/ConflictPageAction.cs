using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Conflicts.Buttons;

/// <summary>Another page of conflicts, or the other list.</summary>
internal sealed class ConflictPageAction(ConflictDesk desk) : IButtonAction
{
    public const string Name = "conflict.page";

    private readonly ConflictDesk _desk = desk;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => false;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken) =>
        _desk.ShowAsync(turn, turn.Client, ConflictList.Parse(button.Argument), edit: true, cancellationToken);
}

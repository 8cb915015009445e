using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Conflicts.Buttons;

/// <summary>Shows the words that hint at a conflict.</summary>
internal sealed class HintWordsAction(HintWordsDesk desk) : IButtonAction
{
    public const string Name = "conflict.words";

    private readonly HintWordsDesk _desk = desk;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        _desk.Do(turn, turn.Client, (_, _) => Task.FromResult<Words?>(null), edit: false);
        return Task.CompletedTask;
    }
}

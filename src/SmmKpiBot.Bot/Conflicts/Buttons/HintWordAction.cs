using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Conflicts.Buttons;

/// <summary>A hint word is switched: on, off, or back to how it comes with the program.</summary>
internal sealed class HintWordAction(HintWordsDesk desk) : IButtonAction
{
    public const string Name = "conflict.word";
    public const string On = "on";
    public const string Off = "off";
    public const string Clear = "clear";

    private const char Separator = '|';

    private readonly HintWordsDesk _desk = desk;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public static string Argument(string what, string term) => what + Separator + term;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        var parts = (button.Argument ?? "").Split(Separator, 2);
        _desk.Do(
            turn,
            turn.Client,
            async (connection, transaction) =>
            {
                if (turn.Client is { } client && parts is [var what, var term])
                    await HintWords.SetAsync(connection, transaction, client.Id, term, what switch { On => true, Off => false, _ => null });
                return null;
            },
            edit: true);
        return Task.CompletedTask;
    }
}

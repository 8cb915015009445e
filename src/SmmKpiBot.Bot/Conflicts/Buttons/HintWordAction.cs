using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Conflicts.Buttons;

/// <summary>A hint word is switched: on, off, or back to how it comes with the program.</summary>
internal sealed class HintWordAction(HintWordsDesk desk) : TeamAction(Name)
{
    public const string Name = "conflict.word";
    public const string On = "on";
    public const string Off = "off";
    public const string Clear = "clear";

    private const char Separator = '|';

    private readonly HintWordsDesk _desk = desk;

    public static string Argument(string what, string term) => what + Separator + term;

    protected override Task PressAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken)
    {
        var parts = argument.Split(Separator, 2);
        _desk.Do(
            turn,
            client,
            async (connection, transaction) =>
            {
                if (parts is [var what, var term])
                    await HintWords.SetAsync(connection, transaction, client.Id, term, what switch { On => true, Off => false, _ => null });
                return null;
            },
            edit: true);
        return Task.CompletedTask;
    }
}

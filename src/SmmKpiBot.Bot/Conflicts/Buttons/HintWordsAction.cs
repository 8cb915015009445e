using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Conflicts.Buttons;

/// <summary>Shows the words that hint at a conflict.</summary>
internal sealed class HintWordsAction(HintWordsDesk desk) : TeamAction(Name)
{
    public const string Name = "conflict.words";

    private readonly HintWordsDesk _desk = desk;

    protected override Task PressAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken)
    {
        _desk.Do(turn, client, (_, _) => Task.FromResult<Words?>(null), edit: false);
        return Task.CompletedTask;
    }
}

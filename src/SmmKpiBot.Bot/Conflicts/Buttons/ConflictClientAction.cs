using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Conflicts.Buttons;

/// <summary>The client of a message was chosen: the conflict is opened.</summary>
internal sealed class ConflictClientAction(ConflictDoor door) : TeamAction(Name)
{
    public const string Name = "conflict.client";

    private readonly ConflictDoor _door = door;

    protected override Task PressAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken)
    {
        if (ConflictDraft.Parse(argument) is { } draft)
            _door.Open(turn, client, draft, edit: true);
        return Task.CompletedTask;
    }
}

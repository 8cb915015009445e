using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Telegram.Files;

/// <summary>The client of a file was chosen.</summary>
internal sealed class FileClientAction(FileDesk desk) : IButtonAction
{
    public const string Name = "file.client";

    private readonly FileDesk _desk = desk;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken) =>
        turn.Client is { } client && FileReference.Parse(button.Argument) is { } file
            ? _desk.WithClientAsync(turn, file, client, file.Hint, cancellationToken)
            : Task.CompletedTask;
}

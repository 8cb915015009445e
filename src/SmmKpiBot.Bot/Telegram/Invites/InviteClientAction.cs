using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Telegram.Invites;

/// <summary>The client of an invitation was chosen.</summary>
internal sealed class InviteClientAction(InviteDesk desk) : IButtonAction
{
    public const string Name = "invite.client";

    private readonly InviteDesk _desk = desk;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public static ChatPurpose Purpose(string? kind) => kind == InviteKindAction.StaffOfClientKind ? ChatPurpose.Staff : ChatPurpose.Client;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken) => turn.Client is { } client
        ? _desk.SendAsync(turn, Purpose(button.Argument), client, cancellationToken)
        : Task.CompletedTask;
}

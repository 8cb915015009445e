using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Telegram.Invites;

/// <summary>Whom to invite: an owner, the whole team, or a client that is asked for next.</summary>
internal sealed class InviteKindAction(InviteDesk desk, ClientChooser chooser) : IButtonAction
{
    public const string Name = "invite.kind";
    public const string OwnerKind = "owner";
    public const string StaffKind = "staff";
    public const string StaffOfClientKind = "staff-of";
    public const string ClientKind = "client";

    private readonly InviteDesk _desk = desk;
    private readonly ClientChooser _chooser = chooser;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        var kind = button.Argument ?? ClientKind;
        if (kind is OwnerKind or StaffKind)
        {
            await _desk.SendAsync(turn, kind == OwnerKind ? ChatPurpose.Owner : ChatPurpose.Staff, null, cancellationToken);
        }
        else if (await _chooser.ChooseAsync(turn, string.Empty, InviteClientAction.Name, kind, cancellationToken) is { } client)
        {
            await _desk.SendAsync(turn, InviteClientAction.Purpose(kind), client, cancellationToken);
        }
    }
}

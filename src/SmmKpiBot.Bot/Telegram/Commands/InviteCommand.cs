using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Invites;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Commands;

/// <summary><c>/invite [client]</c>: one-time links for people and groups.</summary>
internal sealed class InviteCommand(InviteDesk desk, ClientChooser chooser) : IBotCommand
{
    private readonly InviteDesk _desk = desk;
    private readonly ClientChooser _chooser = chooser;

    public string Name => "invite";

    public Words Title { get; } = new("Запросити людину або групу", "Invite a person or a group");

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public bool OnlyInPrivate => true;

    public int Place => 50;

    public async Task AnswerAsync(Turn turn, string arguments, CancellationToken cancellationToken)
    {
        if (turn.Scope.User.Owner && arguments.Length == 0)
        {
            AskWhom(turn);
        }
        else if (await _chooser.ChooseAsync(turn, arguments, InviteClientAction.Name, InviteKindAction.ClientKind, cancellationToken) is { } client)
        {
            await _desk.SendAsync(turn, ChatPurpose.Client, client, cancellationToken);
        }
    }

    private static void AskWhom(Turn turn)
    {
        var user = turn.From.UserId;
        var keyboard = turn.NewKeyboard()
            .Change(turn.Say(new Words("Клієнта", "A client")), InviteKindAction.Name, null, InviteKindAction.ClientKind, user)
            .Row()
            .Change(turn.Say(new Words("Команду: усі клієнти", "Team: all clients")), InviteKindAction.Name, null, InviteKindAction.StaffKind, user)
            .Change(turn.Say(new Words("Команду: один клієнт", "Team: one client")), InviteKindAction.Name, null, InviteKindAction.StaffOfClientKind, user)
            .Row()
            .Change(turn.Say(new Words("Власника", "An owner")), InviteKindAction.Name, null, InviteKindAction.OwnerKind, user);
        turn.Reply(new Words("Кого запросити?", "Whom to invite?"), keyboard);
    }
}

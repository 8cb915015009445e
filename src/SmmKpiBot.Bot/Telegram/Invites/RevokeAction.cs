using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Invites;

/// <summary>Takes back what an invitation gave.</summary>
internal sealed class RevokeAction(Invitations invitations, ChatStore chats) : IButtonAction
{
    public const string Name = "invite.revoke";

    private readonly Invitations _invitations = invitations;
    private readonly ChatStore _chats = chats;

    public string Action => Name;

    public Role MinimalRole => Role.Owner;

    public bool Changes => true;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        var id = long.Parse(button.Argument ?? "0", CultureInfo.InvariantCulture);
        turn.Answer.Write((connection, transaction) => _invitations.RevokeAsync(connection, transaction, id));
        turn.Answer.AfterCommit(_ =>
        {
            _chats.NotifyChanged();
            return Task.CompletedTask;
        });
        turn.Edit(new TelegramHtml().Text(turn.Say(new Words(
            "Запрошення відкликано: людина або чат більше нічого не бачить.",
            "The invitation is revoked: that person or chat sees nothing any more."))));
        return Task.CompletedTask;
    }
}

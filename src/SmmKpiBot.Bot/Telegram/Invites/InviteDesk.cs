using SmmKpiBot.Bot.Access;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Invites;

/// <summary>Makes invitations for those who may: an owner for anybody, staff for clients of theirs.</summary>
internal sealed class InviteDesk(Invitations invitations, BotCalls bot)
{
    private readonly Invitations _invitations = invitations;
    private readonly BotCalls _bot = bot;

    public static bool Allows(UserRights user, ChatPurpose purpose, long? clientId) =>
        user.Owner || (purpose == ChatPurpose.Client && clientId is { } client && user.RoleFor(client) >= Role.Staff);

    /// <param name="client">The client of a client's invitation, or the one client of a staff invitation; null = all clients.</param>
    public async Task SendAsync(Turn turn, ChatPurpose purpose, Client? client, CancellationToken cancellationToken)
    {
        if (!turn.Scope.Private || !Allows(turn.Scope.User, purpose, client?.Id))
        {
            turn.Reply(Phrases.NotYours);
            return;
        }

        var username = await _bot.UsernameAsync(cancellationToken);
        var invitation = await _invitations.CreateAsync(purpose, client is null ? [] : [client.Id], turn.From.UserId, cancellationToken);
        turn.Reply(Text(turn, purpose, client, invitation, username), null, client?.Id);
    }

    private static TelegramHtml Text(Turn turn, ChatPurpose purpose, Client? client, NewInvitation invitation, string? username)
    {
        var html = new TelegramHtml().Bold(turn.Say(Whom(purpose))).Text(client is null ? string.Empty : $": {client.Name}").Line();
        if (username is not null)
        {
            html.Line().Text(turn.Say(new Words("Особисто: ", "In private: "))).Link(invitation.PrivateLink(username), new Uri(invitation.PrivateLink(username)));
            if (purpose != ChatPurpose.Owner)
            {
                html.Line().Text(turn.Say(new Words("У групу: ", "For a group: "))).Link(invitation.GroupLink(username), new Uri(invitation.GroupLink(username)));
            }

            html.Line();
        }

        return html
            .Line().Text(turn.Say(new Words("Або надіслати боту: ", "Or send to the bot: "))).Code("/start " + invitation.Code).Line()
            .Line().Text(turn.Say(Lifetime(purpose)));
    }

    private static Words Whom(ChatPurpose purpose) => purpose switch
    {
        ChatPurpose.Owner => new Words("Запрошення власника", "Invitation for an owner"),
        ChatPurpose.Staff => new Words("Запрошення в команду", "Invitation to the team"),
        _ => new Words("Запрошення клієнта", "Invitation for a client"),
    };

    private static Words Lifetime(ChatPurpose purpose) => purpose switch
    {
        ChatPurpose.Owner => new Words("Діє один раз, 15 хв.", "Works once, for 15 minutes."),
        ChatPurpose.Staff => new Words("Діє один раз, 24 год.", "Works once, for 24 hours."),
        _ => new Words("Діє один раз, 7 днів.", "Works once, for 7 days."),
    };
}

using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Access;

/// <summary>
/// What may be shown and changed here and now: decided once per update from the person, the chat and its kind. A chat shows only what it is
/// bound to, whoever asks; wider rights hold in private.
/// </summary>
internal sealed record Scope
{
    public required UserRights User { get; init; }

    public required Language Language { get; init; }

    public required bool Private { get; init; }

    /// <summary>What the chat is bound to; in private the chat of the person's digests.</summary>
    public BoundChat? Chat { get; init; }

    /// <summary>The role that what is asked for takes. In private the person has to have it for each client that is shown; a group shows all of its clients in one role.</summary>
    public Role Least { get; init; } = Role.Client;

    /// <summary>A group nobody has bound: it does nothing.</summary>
    public bool Inert => !Private && Chat is null;

    /// <summary>The role that reading goes by: the person's in private, the chat's in a group.</summary>
    public Role ReadRole => Private
        ? User.Role
        : Chat?.Purpose switch
        {
            null => Role.Stranger,
            ChatPurpose.Client => Role.Client,
            _ => Role.Staff,
        };

    /// <summary>The role that changing goes by: always the person's own, towards what the chat shows.</summary>
    public Role ChangeRole
    {
        get
        {
            if (Private || User.Owner)
            {
                return Inert ? Role.Stranger : User.Role;
            }

            if (Chat is null)
            {
                return Role.Stranger;
            }

            var role = Chat.ClientIds.Count == 0 ? User.Role : Chat.ClientIds.Max(User.RoleFor);

            // What the team's chat shows is not a client's own, whatever brand it is about.
            return Chat.Purpose != ChatPurpose.Client && role == Role.Client ? Role.Stranger : role;
        }
    }

    /// <summary>May the figures of this client be shown here?</summary>
    public bool Shows(long clientId) => Private
        ? User.RoleFor(clientId) is not Role.Stranger and var role && role >= Least
        : Chat is not null && ((Chat.Purpose != ChatPurpose.Client && Chat.ClientIds.Count == 0) || Chat.ClientIds.Contains(clientId));

    /// <summary>May this person change something of this client here?</summary>
    public bool MayChange(long clientId) => Shows(clientId) && User.RoleFor(clientId) >= Role.Staff;

    /// <summary>Who reads here: in a client's chat everyone reads as the client, staff too.</summary>
    public Reader ReaderOf(long clientId)
    {
        var role = Private ? User.RoleFor(clientId) : ReadRole;
        return role >= Role.Staff ? Reader.Staff : Reader.Client;
    }
}

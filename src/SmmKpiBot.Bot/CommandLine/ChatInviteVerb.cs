using System.CommandLine;
using SmmKpiBot.Bot.Access;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary><c>chat invite</c>: a one-time code that binds a chat.</summary>
internal static class ChatInviteVerb
{
    public static Verb Build(VerbRunner runner)
    {
        var owner = new Option<bool>("--owner") { Description = "For an owner of the bot; lives 15 minutes." };
        var staff = new Option<bool>("--staff") { Description = "For agency staff, of all clients or of those named; lives 24 hours." };
        var clients = new Option<string[]>("--client") { Description = "The client whose chat it is (lives 7 days), or the clients of the staff.", HelpName = "SLUG", AllowMultipleArgumentsPerToken = true };
        var verb = new Verb(
            "invite",
            "Makes a one-time invitation: a link and a code for /start.",
            "chat invite --owner",
            "chat invite --staff --client acme --client cafe",
            "chat invite --client acme").With(clients, staff, owner);
        runner.Handle(verb, async (scope, parsed, cancellationToken) =>
        {
            var slugs = parsed.GetValue(clients) ?? [];
            var purpose = Purpose(parsed.GetValue(owner), parsed.GetValue(staff), slugs.Length);
            List<long> ids = [];
            foreach (var slug in slugs)
            {
                ids.Add((await scope.ClientAsync(slug, cancellationToken)).Id);
            }

            var invitation = await scope.Get<Invitations>().CreateAsync(purpose, ids, createdBy: null, cancellationToken);
            scope.Answer.Write(
                new { Code = invitation.Code, For = purpose, Clients = slugs, invitation.ExpiresAt, Command = "/start " + invitation.Code },
                () => $"Send this to the bot, once, before {invitation.ExpiresAt:yyyy-MM-dd HH:mm'Z'}:\n/start {invitation.Code}");
        });
        return verb;
    }

    private static ChatPurpose Purpose(bool owner, bool staff, int clients) => (owner, staff, clients) switch
    {
        (true, false, 0) => ChatPurpose.Owner,
        (false, true, _) => ChatPurpose.Staff,
        (false, false, 1) => ChatPurpose.Client,
        _ => throw new CommandLineException("Say for whom, one of: --client SLUG, --staff (with --client SLUG… for some clients only), --owner."),
    };
}

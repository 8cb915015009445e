using System.CommandLine;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;

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
            var link = await LinkAsync(scope, invitation, purpose, cancellationToken);
            scope.Answer.Write(
                new { invitation.Code, For = purpose, Clients = slugs, invitation.ExpiresAt, Command = "/start " + invitation.Code, Link = link },
                () => $"Open the link, or send the command to the bot; once, before {invitation.ExpiresAt:yyyy-MM-dd HH:mm'Z'}:\n{link ?? "(no link: the bot's name is not known; doctor says why)"}\n/start {invitation.Code}");
        });
        return verb;
    }

    /// <summary>The link needs the bot's name, which only the Bot API server knows; without an answer the code is enough.</summary>
    private static async Task<string?> LinkAsync(VerbScope scope, NewInvitation invitation, ChatPurpose purpose, CancellationToken cancellationToken)
    {
        var options = scope.Get<IOptions<TelegramOptions>>().Value;
        if (options.ReadToken() is not { } token)
        {
            return null;
        }

        var bot = await BotIdentity.AskAsync(scope.Get<IHttpClientFactory>().CreateClient(BotIdentity.HttpClientName), options, token, cancellationToken);
        return bot.Username is not { } name ? null : purpose == ChatPurpose.Owner ? invitation.PrivateLink(name) : invitation.GroupLink(name);
    }

    private static ChatPurpose Purpose(bool owner, bool staff, int clients) => (owner, staff, clients) switch
    {
        (true, false, 0) => ChatPurpose.Owner,
        (false, true, _) => ChatPurpose.Staff,
        (false, false, 1) => ChatPurpose.Client,
        _ => throw new CommandLineException("Say for whom, one of: --client SLUG, --staff (with --client SLUG… for some clients only), --owner."),
    };
}

using System.CommandLine;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>Options of <c>account connect</c>, and which network understands which.</summary>
internal sealed class ConnectOptions
{
    private readonly Option<FileInfo?> _tokenFile = File("--token-file", "A file with the secret: a system user's token (Meta), a service account's JSON (Google Analytics), an API key (YouTube), a user's access token (Chatwoot).");
    private readonly Option<bool> _dry = new("--dry") { Description = "Only asks the network; stores nothing." };
    private readonly Option<string?> _externalId = new("--external-id") { Description = "The network's own id of the page, property, channel or ad account. Needed when the access opens several.", HelpName = "ID" };
    private readonly Option<bool> _browser = new("--browser") { Description = "Prints an address at which somebody gives access in the browser; the running bot does the rest. Needs Web:PublicUrl." };
    private readonly Option<FileInfo?> _secretFile = File("--webhook-secret-file", "Chatwoot: a file with the secret that it shows for the webhook. Can be given later.");
    private readonly Option<string?> _baseUrl = new("--base-url") { Description = "Chatwoot: the server, when it is not Networks:Chatwoot:ApiBaseUrl; its host has to be in Networks:Chatwoot:Hosts.", HelpName = "URL" };
    private readonly Option<long?> _chatwootAccount = Number("--chatwoot-account", "Chatwoot: the account's number there, as in the addresses of its pages. Needed the first time.");
    private readonly Option<long?> _inbox = Number("--inbox", "Chatwoot: only the inbox of this number. The first time it may be left out: then all inboxes of the Chatwoot account are the client's; later the account keeps what it has, and 0 takes all again.");
    private readonly Option<bool> _unsigned = new("--unsigned") { Description = "Chatwoot: takes deliveries without a signature, from servers older than 2026 that send none. Only the path of the webhook protects then." };
    private readonly Option<bool> _moved = new("--moved") { Description = "Chatwoot: the same conversations are at another address, number or inbox now. Without it an account that holds messages stays where it is." };

    public IEnumerable<Option> All => [_tokenFile, _externalId, _browser, _dry, .. OnlyChatwoot];

    private Option[] OnlyChatwoot => [_secretFile, _baseUrl, _chatwootAccount, _inbox, _unsigned, _moved];

    public ChatwootWishes OfChatwoot(ParseResult parsed)
    {
        Refuse(parsed, "is not for Chatwoot", _externalId, _browser);
        return new(
            SecretFile.Line(parsed.GetValue(_tokenFile)),
            SecretFile.Line(parsed.GetValue(_secretFile)),
            parsed.GetValue(_baseUrl),
            parsed.GetValue(_chatwootAccount),
            parsed.GetValue(_inbox),
            parsed.GetResult(_unsigned) is null ? null : parsed.GetValue(_unsigned),
            parsed.GetValue(_moved),
            parsed.GetValue(_dry));
    }

    public NetworkWishes OfNetwork(ParseResult parsed)
    {
        Refuse(parsed, "is for Chatwoot alone", OnlyChatwoot);
        var wishes = new NetworkWishes(SecretFile.Text(parsed.GetValue(_tokenFile)), parsed.GetValue(_externalId), parsed.GetValue(_browser), parsed.GetValue(_dry));
        return wishes switch
        {
            { Secret: not null, InBrowser: true } => throw new CommandLineException("--token-file and --browser are two ways: give one of them."),
            { IsDry: true, InBrowser: true } => throw new CommandLineException("--dry looks at a secret from --token-file; with --browser there is none yet."),
            _ => wishes,
        };
    }

    private static void Refuse(ParseResult parsed, string why, params Option[] options)
    {
        if (options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given)
            throw new CommandLineException($"{given.Name} {why}.");
    }

    private static Option<FileInfo?> File(string name, string description) => new(name) { Description = description, HelpName = "FILE" };

    private static Option<long?> Number(string name, string description) => new(name) { Description = description, HelpName = "NUMBER" };
}

/// <summary>What is wanted of an account of a network that is collected.</summary>
internal sealed record NetworkWishes(string? Secret, string? ExternalId, bool InBrowser, bool IsDry)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => nameof(NetworkWishes);
}

/// <summary>What is wanted of an account of Chatwoot; null leaves as it is.</summary>
internal sealed record ChatwootWishes(string? Token, string? WebhookSecret, string? BaseUrl, long? ChatwootAccount, long? Inbox, bool? IsUnsigned, bool IsMoved, bool IsDry)
{
    /// <summary>Without the secrets.</summary>
    public override string ToString() => nameof(ChatwootWishes);
}

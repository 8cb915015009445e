using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.Collecting;

/// <summary>The secrets that open a network for somebody, decrypted, by field name. Lives for one run; never logged.</summary>
public sealed class SourceAccess(IReadOnlyDictionary<string, string> fields)
{
    private readonly IReadOnlyDictionary<string, string> _fields = fields;

    /// <summary>The secret of that name, or null.</summary>
    public string? Find(string field) => _fields.GetValueOrDefault(field);

    /// <summary>The names alone.</summary>
    public override string ToString() => string.Join(", ", _fields.Keys);
}

/// <summary>A way to give the bot access to accounts of a network.</summary>
public abstract record AccessWay
{
    /// <summary>What somebody has to do before, in a sentence each; shown when the account is connected. English and Ukrainian.</summary>
    public required string HowTo { get; init; }

    /// <inheritdoc cref="HowTo"/>
    public required string HowToUk { get; init; }
}

/// <summary>A secret that is pasted or handed over as a file: a system user's token, a service account's JSON.</summary>
/// <param name="Field">The name it is stored under.</param>
public sealed record PastedSecret(string Field) : AccessWay
{
    /// <summary>Null when the text looks like such a secret, else what is wrong with it, without repeating it.</summary>
    public required Func<string, SourceWords?> Problem { get; init; }

    /// <summary>True of a text that can be nothing else but such a secret: it is known for one where nobody has asked for it.</summary>
    public Func<string, bool> IsUnmistakable { get; init; } = _ => false;
}

/// <summary>Nothing is handed over: the program's own access is let in by the place's owner, or the place is public.</summary>
public sealed record OwnAccess : AccessWay
{
    /// <summary>Asks for the place by name or address. English and Ukrainian.</summary>
    public required string Asks { get; init; }

    /// <inheritdoc cref="Asks"/>
    public required string AsksUk { get; init; }
}

/// <summary>Consent in the browser (OAuth 2 with PKCE).</summary>
public sealed record BrowserConsent : AccessWay
{
    /// <summary>Is the app that asks for consent set up in the settings?</summary>
    public required bool IsSetUp { get; init; }

    /// <summary>Builds the address to open.</summary>
    public required Func<ConsentRequest, Uri> Authorize { get; init; }

    /// <summary>Exchanges the code for secrets that last.</summary>
    public required Func<ConsentGrant, CancellationToken, Task<GrantedAccess>> ExchangeAsync { get; init; }
}

/// <param name="State">Opaque, single use, bound to person and chat by who asks.</param>
/// <param name="CodeChallenge">PKCE, S256.</param>
public sealed record ConsentRequest(string State, string CodeChallenge, Uri RedirectUri);

/// <param name="Code">What the network handed to the browser.</param>
public sealed record ConsentGrant(string Code, string CodeVerifier, Uri RedirectUri);

/// <summary>What consent gave.</summary>
/// <param name="Fields">Secrets by field name.</param>
/// <param name="ExpiresAt">When it ends without anybody renewing it; null = never, or not known.</param>
public sealed record GrantedAccess(IReadOnlyDictionary<string, string> Fields, DateTimeOffset? ExpiresAt);

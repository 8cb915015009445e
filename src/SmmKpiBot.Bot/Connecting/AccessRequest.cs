using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Connecting;

/// <summary>Somebody gives access to a network, for an account of a client.</summary>
internal sealed record AccessRequest
{
    public required long ClientId { get; init; }

    public required string Network { get; init; }

    /// <summary>Null where choosing a place makes a new account.</summary>
    public long? AccountId { get; init; }

    /// <summary>The place that is meant, where it is known beforehand.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Who asked, and the private chat that the answer goes to; 0 where the command line asked.</summary>
    public long UserId { get; init; }

    /// <inheritdoc cref="UserId"/>
    public long ChatId { get; init; }

    public required Language Language { get; init; }

    /// <summary>Who asked sees all clients, and may connect what is private to others.</summary>
    public bool SeesAll { get; init; }

    public bool IsOfCommandLine => UserId == 0;
}

/// <summary>A question for consent that was answered.</summary>
/// <param name="Verifier">Of PKCE.</param>
/// <param name="RedirectUri">Exactly as it was asked with.</param>
internal sealed record AskedConsent(AccessRequest Request, string Verifier, Uri RedirectUri)
{
    /// <summary>Without the verifier.</summary>
    public override string ToString() => $"consent to {Request.Network}";
}

using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Chatwoot;

namespace SmmKpiBot.Bot.Chatwoot;

/// <summary>A row of <c>chatwoot_inbox</c> with its account: where an account of ours is in Chatwoot.</summary>
internal sealed record ChatwootInbox
{
    public long AccountId { get; init; }

    public long ClientId { get; init; }

    public string Network { get; init; } = "";

    public string Name { get; init; } = "";

    public string BaseUrl { get; init; } = "";

    public long ChatwootAccount { get; init; }

    public long? Inbox { get; init; }

    public long IsUnsigned { get; init; }

    public long ReadUntil { get; init; }

    /// <summary>Until then whoever claimed it reads it; 0 while nobody does.</summary>
    public long LeaseUntil { get; init; }

    public string HookHash { get; init; } = "";

    public long Failures { get; init; }

    public string? Problem { get; init; }

    public long? DeliveredAt { get; init; }

    public long? TriedAt { get; init; }

    /// <summary>When its server first allowed no more calls; null while it allows them.</summary>
    public long? ThrottledAt { get; init; }

    public Account Account => new() { Id = AccountId, ClientId = ClientId, Network = Network, Name = Name };

    public ChatwootPlace Place => new(AccountId, Name, new Uri(BaseUrl), ChatwootAccount, Inbox);

    /// <summary>Up to when it was read.</summary>
    public DateTimeOffset Since => UnixMicros.ToInstant(ReadUntil);
}

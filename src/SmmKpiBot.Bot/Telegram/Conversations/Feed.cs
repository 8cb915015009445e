namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>What is measured in Telegram.</summary>
internal enum FeedKind
{
    /// <summary>The private chats of somebody who connected the bot to a business account.</summary>
    Business,

    /// <summary>A group of a client's people and the team.</summary>
    Group,

    /// <summary>The discussion group of a channel.</summary>
    Comments,

    /// <summary>The direct messages of a channel.</summary>
    Direct,

    /// <summary>A channel itself: its posts, reactions, and who comes and goes.</summary>
    Channel,
}

internal enum FeedState
{
    /// <summary>Nobody has said yet whose it is; its messages are only counted.</summary>
    Offered,
    On,
    Off,

    /// <summary>Somebody said that it is no client's.</summary>
    Declined,
}

/// <summary>A source of customers' messages in Telegram, and the account it fills.</summary>
internal sealed record Feed
{
    /// <summary>More than any message id Telegram gives.</summary>
    public const long IdsOfAGeneration = 10_000_000_000;

    public required long Id { get; init; }

    public required FeedKind Kind { get; init; }

    /// <summary>The owner of a business account; otherwise the chat.</summary>
    public required long ChatId { get; init; }

    public int? ThreadId { get; init; }

    public required string Title { get; init; }

    public required FeedState State { get; init; }

    public long? AccountId { get; init; }

    public long? ClientId { get; init; }

    public required DateTimeOffset Since { get; init; }

    public long Generation { get; init; }

    public long? ChannelId { get; init; }

    public string? ChannelName { get; init; }

    public long? BroughtBy { get; init; }

    public long Missed { get; init; }

    /// <summary>Measured now, for that account of that client.</summary>
    public bool IsOn(out long accountId, out long clientId)
    {
        (accountId, clientId) = (AccountId ?? 0, ClientId ?? 0);
        return State == FeedState.On && AccountId is not null && ClientId is not null;
    }

    /// <summary>A message's id for ever: a group that becomes a supergroup counts its messages anew.</summary>
    public long MessageId(int id) => (Generation * IdsOfAGeneration) + id;
}

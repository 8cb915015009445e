using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Access;

/// <summary>An invitation just made. The code is known only here; the store keeps its hash.</summary>
internal sealed record NewInvitation(long Id, string Code, DateTimeOffset ExpiresAt)
{
    /// <summary>The link that opens a private chat with the bot.</summary>
    public string PrivateLink(string botUsername) => $"https://t.me/{botUsername}?start={Code}";

    /// <summary>The link that lets a group be chosen.</summary>
    public string GroupLink(string botUsername) => $"https://t.me/{botUsername}?startgroup={Code}";
}

/// <summary>Who redeems a code, and where.</summary>
internal sealed record Joiner(long UserId, long ChatId, int? ThreadId, bool Private, string? ChatTitle, Language Language);

internal enum RedemptionOutcome
{
    Joined,
    Unknown,
    Used,
    Expired,

    /// <summary>An owner's code sent in a group, where all could read it: it works no more.</summary>
    OnlyInPrivate,

    /// <summary>The group shows something else already. All could read the code, so it works no more.</summary>
    BoundToOther,
    TooManyTries,
}

/// <summary>What came of a code.</summary>
internal sealed record Redemption(RedemptionOutcome Outcome, long InvitationId = 0, ChatPurpose Purpose = ChatPurpose.Client, IReadOnlyList<long>? ClientIds = null);

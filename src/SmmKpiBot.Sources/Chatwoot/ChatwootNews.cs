using System.Globalization;
using SmmKpiBot.Data.Conversations;

namespace SmmKpiBot.Sources.Chatwoot;

/// <summary>What a delivery or a reading says, in our words.</summary>
/// <param name="Messages">Messages of customers and answers to them; a deleted one is among them too.</param>
/// <param name="Deleted">Which of them were taken away.</param>
/// <param name="Labels">Labels of conversations, as they were then.</param>
/// <param name="Ratings">What customers answered to surveys of satisfaction.</param>
public sealed record ChatwootNews(
    IReadOnlyList<LiveMessage> Messages,
    IReadOnlyList<(string Conversation, string MessageId)> Deleted,
    IReadOnlyList<LabelledConversation> Labels,
    IReadOnlyList<RatedConversation> Ratings)
{
    public static ChatwootNews None { get; } = new([], [], [], []);

    public bool IsNone => Messages.Count + Deleted.Count + Labels.Count + Ratings.Count == 0;
}

/// <summary>The labels of a conversation at an instant.</summary>
/// <param name="At">When the conversation had last changed.</param>
/// <param name="After">Null where that change itself was told; otherwise the labels may be older than it, but not older than this.</param>
/// <param name="Link">Where the conversation can be seen.</param>
public sealed record LabelledConversation(string Conversation, IReadOnlyList<string> Labels, DateTimeOffset At, DateTimeOffset? After, string Link);

/// <summary>What a customer answered to a survey in a conversation.</summary>
/// <param name="Survey">The number of its message: of a later survey it is greater.</param>
/// <param name="AskedAt">When Chatwoot asked.</param>
/// <param name="Rating">From 1 to 5.</param>
public sealed record RatedConversation(string Conversation, long Survey, DateTimeOffset AskedAt, int Rating);

/// <summary>Whose messages are read: an account of ours, and where it is in Chatwoot.</summary>
/// <param name="ChatwootAccount">The number of the account in Chatwoot.</param>
/// <param name="Inbox">Only this inbox; null for all of the account.</param>
public sealed record ChatwootPlace(long AccountId, string AccountName, Uri BaseUrl, long ChatwootAccount, long? Inbox)
{
    /// <summary>Within it the numbers of conversations are of one kind, and of one brand: server, account and inbox, as <c>chat.example.com/1/3</c>; all inboxes as <c>chat.example.com/1</c>.</summary>
    public string Identity => string.Create(CultureInfo.InvariantCulture, $"{BaseUrl.Authority}/{ChatwootAccount}") + (Inbox is { } inbox ? string.Create(CultureInfo.InvariantCulture, $"/{inbox}") : "");
}

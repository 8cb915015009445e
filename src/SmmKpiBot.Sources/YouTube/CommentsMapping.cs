using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Sources.YouTube;

/// <summary>A thread as a conversation: what the channel itself wrote is an answer, everything else comes from a customer.</summary>
internal static class CommentsMapping
{
    public static IEnumerable<LiveMessage> Map(SourceReading reading, ThreadBody thread, IReadOnlyList<CommentBody> replies, AuthorHasher hasher) =>
        replies.OrderBy(reply => reply.Snippet.PublishedAt).ThenBy(reply => reply.Id, StringComparer.Ordinal).Prepend(thread.Snippet.TopLevelComment).Select(comment => Message(reading, thread, comment, hasher));

    private static LiveMessage Message(SourceReading reading, ThreadBody thread, CommentBody comment, AuthorHasher hasher)
    {
        var author = comment.Snippet.AuthorChannelId?.Value;
        var isInbound = author != reading.Place.ExternalId;
        var text = comment.Snippet.TextDisplay;
        string[] brand = [reading.Place.Name, reading.Place.Details.GetValueOrDefault(YouTubeSource.HandleDetail) ?? ""];
        return new(
            new ConversationMessage
            {
                AccountId = reading.Account.Id,
                Conversation = thread.Id,
                MessageId = comment.Id,

                // YouTube's clock may be ahead of ours; nothing was written in the future.
                At = comment.Snippet.PublishedAt < reading.ObservedAt ? comment.Snippet.PublishedAt : reading.ObservedAt,
                Direction = isInbound ? Direction.Inbound : Direction.Outbound,
                Kind = MessageKind.Comment,
                Author = isInbound && author is not null ? hasher.Hash("youtube:" + author) : null,
                NoAnswer = isInbound ? NoAnswerFinder.Of(text, MessageKind.Comment, brand) : NoAnswerReason.None,
                ObservedAt = reading.ObservedAt,
            },
            isInbound ? text : null,
            Link(thread, comment));
    }

    private static string? Link(ThreadBody thread, CommentBody comment) => thread.Snippet switch
    {
        { VideoId: { Length: > 0 } video } => $"https://www.youtube.com/watch?v={Uri.EscapeDataString(video)}&lc={Uri.EscapeDataString(comment.Id)}",
        { PostId: { Length: > 0 } post } => $"https://www.youtube.com/post/{Uri.EscapeDataString(post)}?lc={Uri.EscapeDataString(comment.Id)}",
        _ => null,
    };
}

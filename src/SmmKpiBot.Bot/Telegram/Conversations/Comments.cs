using System.Data.Common;
using Telegram.Bot.Types;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>
/// Comments in the discussion group of a channel. Each commenter under each post is a conversation: two people who ask under one post wait each for an answer of
/// their own. An answer that replies to a comment is for the conversation of that comment; one that replies to nobody is for whoever commented last there.
/// </summary>
internal static class Comments
{
    /// <summary>Remembers of which post a copy is, and of which channel.</summary>
    public static async Task NotePostAsync(DbConnection connection, DbTransaction transaction, Feed feed, Message copy)
    {
        await ThreadStore.KeyAsync(connection, transaction, feed.Id, feed.MessageId(copy.Id), KeyOf(copy));
        if (copy.SenderChat is { } channel)
        {
            await FeedStore.SetChannelAsync(connection, transaction, feed.Id, channel.Id, channel.Username);
        }
    }

    /// <summary>The conversation of a comment; null for what people write in the group apart from posts.</summary>
    /// <param name="customer">The hash of the commenter; null when the brand writes.</param>
    public static async Task<(string Conversation, long Thread)?> PlaceAsync(DbConnection connection, DbTransaction transaction, Feed feed, Message message, string? customer)
    {
        if (message.MessageThreadId is not { } copyId)
        {
            return null;
        }

        var thread = feed.MessageId(copyId);
        var reply = message.ReplyToMessage;
        var guess = reply is null || reply.Id != copyId ? FormattableString.Invariant($"copy:{copyId}")
            : reply.IsAutomaticForward ? KeyOf(reply)
            : string.Empty;
        var post = await ThreadStore.KeyAsync(connection, transaction, feed.Id, thread, guess);
        if (post.Length == 0)
        {
            return null;
        }

        var conversation = customer is null
            ? await AnsweredAsync(connection, transaction, feed, reply, thread) ?? post + ":brand"
            : $"{post}:user:{customer}";
        return (conversation, thread);
    }

    private static async Task<string?> AnsweredAsync(DbConnection connection, DbTransaction transaction, Feed feed, Message? reply, long thread)
    {
        var known = reply is null ? null : await ThreadStore.FindAsync(connection, transaction, feed.Id, feed.MessageId(reply.Id));
        return known?.Conversation ?? await ThreadStore.LastConversationAsync(connection, transaction, feed.Id, thread);
    }

    private static string KeyOf(Message copy) => copy.ForwardOrigin is MessageOriginChannel origin
        ? FormattableString.Invariant($"post:{origin.MessageId}")
        : FormattableString.Invariant($"copy:{copy.Id}");
}

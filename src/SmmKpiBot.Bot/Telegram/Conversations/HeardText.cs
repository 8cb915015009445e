using System.Globalization;
using SmmKpiBot.Data.Conversations;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>What a message says, where it can be seen, and whether it needs an answer.</summary>
internal static class HeardText
{
    /// <summary>A supergroup's id without its prefix is what links carry.</summary>
    private const long SupergroupPrefix = -1_000_000_000_000;

    /// <summary>Null for pictures, voices and the like without words.</summary>
    public static string? Words(Message message) => message.Text ?? message.Caption ?? message.Sticker?.Emoji;

    /// <summary>What a message without words is; null for one with words, and for what Telegram tells of a chat.</summary>
    public static MessageMedia? Media(Message message) => Words(message) is not null || message.IsServiceMessage ? null : message switch
    {
        { Photo: not null } => MessageMedia.Photo,
        { Video: not null } or { VideoNote: not null } or { Animation: not null } => MessageMedia.Video,
        { Voice: not null } => MessageMedia.Voice,
        { Audio: not null } => MessageMedia.Audio,
        { Document: not null } => MessageMedia.File,
        { Sticker: not null } => MessageMedia.Sticker,
        { Location: not null } or { Venue: not null } => MessageMedia.Place,
        { Contact: not null } => MessageMedia.Contact,
        { Poll: not null } => MessageMedia.Poll,
        _ => MessageMedia.Unknown,
    };

    public static NoAnswerReason NoAnswer(Message message, MessageKind kind, params IReadOnlyCollection<string> brand) =>
        message.Sticker is not null ? NoAnswerReason.Emoji
        : message.Text is { } text ? NoAnswerFinder.Of(Named(text, message.Entities), kind, brand)
        // A picture under few words wants to be looked at.
        : NoAnswerReason.None;

    /// <summary>Null where Telegram has no links: private chats, small groups, direct messages of channels.</summary>
    public static string? Link(Message message)
    {
        var chat = message.Chat;
        if (chat.Type != ChatType.Supergroup || chat.IsDirectMessages || chat.Id >= SupergroupPrefix)
        {
            return null;
        }

        var place = chat.Username ?? FormattableString.Invariant($"c/{SupergroupPrefix - chat.Id}");
        return message switch
        {
            { IsTopicMessage: true, MessageThreadId: { } topic } => FormattableString.Invariant($"https://t.me/{place}/{topic}/{message.Id}"),
            { MessageThreadId: { } thread } => FormattableString.Invariant($"https://t.me/{place}/{message.Id}?thread={thread}"),
            _ => FormattableString.Invariant($"https://t.me/{place}/{message.Id}"),
        };
    }

    /// <summary>The id a message is stored under. The pictures of an album come as messages of their own, but who answers with one answers once.</summary>
    public static string IdOf(Message message, long id, bool isAnswer) => isAnswer && message.MediaGroupId is { } album ? AlbumId(album) : id.ToString(CultureInfo.InvariantCulture);

    public static string AlbumId(string album) => "album:" + album;

    public static string NameOf(User user) => string.IsNullOrEmpty(user.LastName) ? user.FirstName : $"{user.FirstName} {user.LastName}";

    /// <summary>People without a username are tagged by their plain name; as a tag it is told from words.</summary>
    private static string Named(string text, MessageEntity[]? entities)
    {
        foreach (var entity in (entities ?? []).Where(entity => entity.Type == MessageEntityType.TextMention).OrderByDescending(entity => entity.Offset))
        {
            text = text.Remove(entity.Offset, entity.Length).Insert(entity.Offset, " @somebody ");
        }

        return text;
    }
}

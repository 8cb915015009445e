using System.Globalization;
using System.Text.Json;
using SmmKpiBot.Bot.Telegram.Conversations;
using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace SmmKpiBot.Bot.Telegram.Updates;

/// <summary>Reads a stored update.</summary>
internal static class IncomingReader
{
    /// <summary>The ids of supergroups and channels lie below.</summary>
    private const long FirstSupergroup = -1_000_000_000_000;

    /// <summary>Null for what the bot does not act on.</summary>
    /// <exception cref="JsonException">The update is of a kind this program does not know.</exception>
    public static Incoming? Read(string body) => Of(Parse(body));

    /// <summary>The update as the library knows it.</summary>
    /// <exception cref="JsonException">The update is of a kind this program does not know.</exception>
    public static Update Parse(string body) => JsonSerializer.Deserialize<Update>(body, JsonBotAPI.Options) ?? throw new JsonException("There is no update.");

    /// <summary>Null for what the bot does not act on.</summary>
    public static Incoming? Of(Update update) => update switch
    {
        { Message: { } message } => OfMessage(message),
        { CallbackQuery: { } press } => OfPress(press),
        { MyChatMember: { } change } => OfChange(change),
        _ => null,
    };

    private static Incoming? OfMessage(Message message)
    {
        var from = AskerOf(message);
        if (message.MigrateToChatId is { } newId)
        {
            return new IncomingMove(from, message.Chat.Id, newId);
        }

        if (message.MigrateFromChatId is { } oldId)
        {
            return new IncomingMove(from, oldId, message.Chat.Id);
        }

        if (message is { From.IsBot: true, SenderChat: null } || message.Chat.Type is ChatType.Channel || message.Chat.IsDirectMessages)
        {
            return null;
        }

        if (message.Document is { } document)
        {
            return new IncomingFile(from, message.Id, document.FileId, document.FileName ?? "file", document.FileSize ?? 0, message.Caption);
        }

        if (message is { Caption: { } caption, ForwardOrigin: null })
        {
            return from.Private ? new IncomingCaption(from, message.Id, caption) : null;
        }

        // What was passed on may be a picture with words below it.
        return (message.Text ?? message.Caption) is not { } words ? null : new IncomingText(from, message.Id, words)
        {
            Quoted = message.ReplyToMessage is { } quoted ? QuotedOf(quoted) : null,
            ForwardedFrom = message.ForwardOrigin?.Date,
            ForwardLink = message.ForwardOrigin is MessageOriginChannel channel ? LinkOf(channel.Chat, channel.MessageId) : null,
        };
    }

    private static QuotedMessage QuotedOf(Message quoted) =>
        new(quoted.Id, quoted.Text ?? quoted.Caption, quoted.From is { IsBot: true } bot ? bot.Id : null, LinkOf(quoted.Chat, quoted.Id)) { Media = HeardText.Media(quoted), ForwardedFrom = quoted.ForwardOrigin?.Date };

    /// <summary>Only public chats and supergroups have addresses.</summary>
    private static string? LinkOf(Chat chat, int messageId) =>
        chat is { Type: not ChatType.Private, Username: { } name } ? string.Create(CultureInfo.InvariantCulture, $"https://t.me/{name}/{messageId}")
        : chat.Id < FirstSupergroup ? string.Create(CultureInfo.InvariantCulture, $"https://t.me/c/{FirstSupergroup - chat.Id}/{messageId}")
        : null;

    private static IncomingPress OfPress(CallbackQuery press)
    {
        // Without a message the chat is unknown: such a press can belong to no button of ours.
        var message = press.Message;
        var chat = message?.Chat;
        var from = new Asker(
            press.From.Id,
            NameOf(press.From),
            press.From.LanguageCode,
            chat?.Id ?? press.From.Id,
            ThreadOf(message),
            chat is null || chat.Type == ChatType.Private,
            chat?.Title);
        var button = press.InlineMessageId is null && message is not null ? press.Data : null;
        return new IncomingPress(from, press.Id, button, message?.Id, message?.Photo is { Length: > 0 }) { ConnectionId = message?.BusinessConnectionId };
    }

    private static IncomingMembership OfChange(ChatMemberUpdated change)
    {
        var from = new Asker(change.From.Id, NameOf(change.From), change.From.LanguageCode, change.Chat.Id, null, change.Chat.Type == ChatType.Private, change.Chat.Title);
        var inside = change.NewChatMember.Status is not (ChatMemberStatus.Left or ChatMemberStatus.Kicked);
        return new IncomingMembership(from, inside, change.Chat.Type == ChatType.Channel);
    }

    private static Asker AskerOf(Message message)
    {
        // Who writes as a chat (an anonymous admin, a linked channel) is nobody in particular.
        var user = message.SenderChat is null ? message.From : null;
        return new Asker(
            user?.Id,
            user is null ? null : NameOf(user),
            user?.LanguageCode,
            message.Chat.Id,
            ThreadOf(message),
            message.Chat.Type == ChatType.Private,
            message.Chat.Title);
    }

    /// <summary>Only topics of a forum: in other groups the thread is a chain of replies.</summary>
    private static int? ThreadOf(Message? message) => message is { IsTopicMessage: true } ? message.MessageThreadId : null;

    private static string NameOf(User user) => string.IsNullOrEmpty(user.LastName) ? user.FirstName : $"{user.FirstName} {user.LastName}";
}

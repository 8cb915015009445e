using SmmKpiBot.Bot.Telegram.Channels;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>
/// Hears every update for what customers write and what happens in channels, beside the router that answers commands. It says nothing in those chats; what it stores is stored in the
/// transaction that ends the update. Of chats that are not measured nothing is kept.
/// </summary>
internal sealed class Listener(BusinessListener business, GroupListener groups, ChannelListener channels)
{
    private readonly BusinessListener _business = business;
    private readonly GroupListener _groups = groups;
    private readonly ChannelListener _channels = channels;

    /// <summary>Adds what is to be stored of an update to what it leads to.</summary>
    public Task HearAsync(Update update, Answer answer, CancellationToken cancellationToken) => update switch
    {
        { BusinessConnection: { } connection } => _business.ConnectAsync(connection, answer, cancellationToken),
        { BusinessMessage: { } message } => _business.HearAsync(message, answer, cancellationToken),
        { EditedBusinessMessage: { } message } => _business.HearAsync(message, answer, cancellationToken),
        { DeletedBusinessMessages: { } deleted } => _business.ForgetAsync(deleted, answer, cancellationToken),
        { Message: { } message } when IsGroup(message.Chat) => _groups.HearAsync(message, answer, cancellationToken),
        { EditedMessage: { } message } when IsGroup(message.Chat) => _groups.HearAsync(message, answer, cancellationToken),
        { MyChatMember: { NewChatMember.Status: not (ChatMemberStatus.Left or ChatMemberStatus.Kicked) } change } when IsGroup(change.Chat) => _groups.ResumeAsync(change.Chat, answer),
        { MyChatMember: { NewChatMember.Status: ChatMemberStatus.Administrator, Chat.Type: ChatType.Channel } change } => _channels.BecameAsync(change, answer, cancellationToken),
        { ChannelPost: { } post } => _channels.HearAsync(post, isNew: true, answer, cancellationToken),
        { EditedChannelPost: { } post } => _channels.HearAsync(post, isNew: false, answer, cancellationToken),
        { MessageReactionCount: { } reactions } => _channels.HearAsync(reactions, answer, cancellationToken),
        { ChatMember: { } change } => _channels.HearAsync(change, answer, cancellationToken),
        { ChatJoinRequest: { } request } => _channels.HearAsync(request, answer, cancellationToken),
        { MessageReaction: { } reaction } when IsGroup(reaction.Chat) => _groups.HearAsync(reaction, answer, cancellationToken),
        _ => Task.CompletedTask,
    };

    private static bool IsGroup(Chat chat) => chat.Type is ChatType.Group or ChatType.Supergroup;
}

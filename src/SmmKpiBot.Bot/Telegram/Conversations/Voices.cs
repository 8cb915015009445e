using SmmKpiBot.Bot.Access;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>
/// Tells customers from those who answer them. People are known by the roles they got from invitations. In a group with a client its people ask and the team
/// answers; around a channel both answer for the brand, and so do the administrators of the discussion group.
/// </summary>
internal sealed class Voices(UserStore users, GroupAdmins admins)
{
    private readonly UserStore _users = users;
    private readonly GroupAdmins _admins = admins;

    public async Task<Voice> OfAsync(Feed feed, long clientId, Message message, CancellationToken cancellationToken)
    {
        if (message.IsServiceMessage || CommandText.Parse(message.Text ?? message.Caption ?? string.Empty) is not null)
        {
            return Voice.Nobody;
        }

        if (message.SenderChat is { } chat)
        {
            return OfChat(feed, message.Chat, chat);
        }

        return message.From is null or { IsBot: true } ? Voice.Nobody : await OfUserAsync(feed, clientId, message.Chat.Id, message.From.Id, message.DirectMessagesTopic?.User?.Id, cancellationToken);
    }

    /// <summary>Who put a reaction on a message.</summary>
    public async Task<Voice> OfAsync(Feed feed, long clientId, MessageReactionUpdated reaction, CancellationToken cancellationToken) => reaction switch
    {
        { ActorChat: { } chat } => OfChat(feed, reaction.Chat, chat),
        { User: { IsBot: false, Id: var user } } => await OfUserAsync(feed, clientId, reaction.Chat.Id, user, null, cancellationToken),
        _ => Voice.Nobody,
    };

    /// <summary>Who answers in the name of the owner of a business account, and whether others who write there belong to the team.</summary>
    public async Task<Voice> OfMemberAsync(long clientId, long userId, CancellationToken cancellationToken) => (await _users.RightsAsync(userId, cancellationToken)).RoleFor(clientId) switch
    {
        Role.Owner or Role.Staff => Voice.Agency,
        Role.Client => Voice.Client,
        _ => Voice.Customer,
    };

    private static Voice OfChat(Feed feed, Chat place, Chat sender)
    {
        if (sender.Id == place.Id)
        {
            // An anonymous administrator: in a group with a client that is the team.
            return feed.Kind == FeedKind.Group ? Voice.Agency : Voice.Brand;
        }

        // People can write in the name of channels of their own.
        var isBrand = feed.ChannelId == sender.Id || (feed is { Kind: FeedKind.Direct, ChannelId: null } && sender.Type == ChatType.Channel);
        return isBrand ? Voice.Brand : Voice.Customer;
    }

    private async Task<Voice> OfUserAsync(Feed feed, long clientId, long chatId, long userId, long? topicOf, CancellationToken cancellationToken)
    {
        if (feed.Kind == FeedKind.Direct && topicOf == userId)
        {
            return Voice.Customer;
        }

        var voice = await OfMemberAsync(clientId, userId, cancellationToken);
        if (voice == Voice.Client && feed.Kind == FeedKind.Group)
        {
            return Voice.Customer;
        }

        // Whoever writes into a topic of somebody else's direct messages is an administrator of the channel.
        var isAdministrator = voice == Voice.Customer
            && ((feed.Kind == FeedKind.Direct && topicOf is not null) || (feed.Kind == FeedKind.Comments && await _admins.IncludeAsync(chatId, userId, cancellationToken)));
        return isAdministrator ? Voice.Brand : voice;
    }
}

using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Periods;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace SmmKpiBot.Bot.Telegram.Channels;

/// <summary>
/// Channels whose administrator the bot is: posts, reactions, and who comes and goes. Of a channel that nobody of the team has said to be a client's only the
/// number of posts is kept.
/// </summary>
internal sealed class ChannelListener(FeedStore feeds, FeedDesk desk, ClientStore clients, ChannelConnecting connecting, CollectWakes wakes, AuthorHasher hasher)
{
    private readonly FeedStore _feeds = feeds;
    private readonly FeedDesk _desk = desk;
    private readonly ClientStore _clients = clients;
    private readonly ChannelConnecting _connecting = connecting;
    private readonly CollectWakes _wakes = wakes;
    private readonly AuthorHasher _hasher = hasher;

    /// <summary>The bot became an administrator of a channel: owners are asked whose it is. One that was assigned before goes on, its members too.</summary>
    public async Task BecameAsync(ChatMemberUpdated change, Answer answer, CancellationToken cancellationToken)
    {
        if (await _feeds.OfChatAsync(change.Chat.Id, null, cancellationToken) is { State: FeedState.On } feed)
        {
            answer.Write(async (connection, transaction) =>
            {
                await _feeds.ResumeAsync(connection, transaction, feed);
                await _connecting.ConnectAsync(connection, transaction, feed);
            });
            _wakes.WakeAfter(answer);
        }
        else
        {
            _desk.OfferChannel(change.Chat, change.From.Id, answer, cancellationToken);
        }
    }

    /// <summary>A post, new or edited. An edit tells of a post that was missed.</summary>
    public async Task HearAsync(Message message, bool isNew, Answer answer, CancellationToken cancellationToken)
    {
        if (message.IsServiceMessage || await _feeds.OfChatAsync(message.Chat.Id, null, cancellationToken) is not { Kind: FeedKind.Channel } feed)
            return;
        if (feed.State == FeedState.Offered && isNew)
            answer.Write((connection, transaction) => FeedStore.MissAsync(connection, transaction, feed.Id));
        else if (feed.IsOn(out _, out _) && message.Date >= feed.Since.UtcDateTime.AddSeconds(-1))
            answer.Write((connection, transaction) => ChannelStore.PostAsync(connection, transaction, feed, new(message.Id, message.MediaGroupId, Kind(message), message.Date), isNew));
    }

    /// <summary>All reactions to a post as of now. Those of a post that is not known say nothing, for nobody tells when it was published.</summary>
    public async Task HearAsync(MessageReactionCountUpdated reactions, Answer answer, CancellationToken cancellationToken)
    {
        if (await OnAsync(reactions.Chat, cancellationToken) is not { } feed)
            return;
        var total = reactions.Reactions.Sum(reaction => (long)reaction.TotalCount);
        answer.Write((connection, transaction) => ChannelStore.ReactAsync(connection, transaction, feed.Id, reactions.MessageId, total, reactions.Date));
    }

    /// <summary>Somebody came or went.</summary>
    public async Task HearAsync(ChatMemberUpdated change, Answer answer, CancellationToken cancellationToken)
    {
        var (before, after) = (IsIn(change.OldChatMember), IsIn(change.NewChatMember));
        var user = change.NewChatMember.User;
        if (before == after || user.IsBot || await OnAsync(change.Chat, cancellationToken) is not { } feed
            || change.Date < feed.Since.UtcDateTime.AddSeconds(-1) || await _clients.FindAsync(feed.ClientId ?? 0, cancellationToken) is not { } client)
        {
            return;
        }

        var move = new ChannelMove(_hasher.Author(user.Id), change.Date, after, LocalDay.Of(change.Date, client.TimeZone));
        var name = NameOf(change.InviteLink);
        answer.Write(async (connection, transaction) =>
        {
            var link = after && name is not null ? await ChannelStore.LinkAsync(connection, transaction, feed.Id, name) : (long?)null;
            await ChannelStore.MoveAsync(connection, transaction, feed.Id, move, link);
        });
    }

    /// <summary>Somebody asks to be let in. Whether they are is up to the administrators; the link is remembered until then.</summary>
    public async Task HearAsync(ChatJoinRequest request, Answer answer, CancellationToken cancellationToken)
    {
        if (NameOf(request.InviteLink) is not { } name || await OnAsync(request.Chat, cancellationToken) is not { } feed)
            return;
        answer.Write(async (connection, transaction) =>
        {
            var link = await ChannelStore.LinkAsync(connection, transaction, feed.Id, name);
            await ChannelStore.RequestAsync(connection, transaction, feed.Id, _hasher.Author(request.From.Id), link, request.Date);
        });
    }

    private async Task<Feed?> OnAsync(Chat chat, CancellationToken cancellationToken) =>
        await _feeds.OfChatAsync(chat.Id, null, cancellationToken) is { Kind: FeedKind.Channel } feed && feed.IsOn(out _, out _) ? feed : null;

    private static bool IsIn(ChatMember member) =>
        member.Status is ChatMemberStatus.Creator or ChatMemberStatus.Administrator or ChatMemberStatus.Member || member is ChatMemberRestricted { IsMember: true };

    /// <summary>Only a link that somebody gave a name is an advertisement.</summary>
    private static string? NameOf(ChatInviteLink? link) => link is { IsPrimary: false, Name: { } name } && name.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    private static string Kind(Message message) => message switch
    {
        { Photo: not null } => "photo",
        { Video: not null } or { VideoNote: not null } or { Animation: not null } => "video",
        { Poll: not null } => "poll",
        { Audio: not null } or { Voice: not null } => "audio",
        { Document: not null } => "file",
        { Text: not null } => "text",
        _ => "other",
    };
}

using System.Data.Common;
using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Bot.Telegram.Channels;
using SmmKpiBot.Data.Conversations;
using Telegram.Bot.Types;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>Groups with clients, comments of channels and their direct messages, where somebody switched measuring on.</summary>
internal sealed class GroupListener(FeedStore feeds, FeedDesk desk, Voices voices, LiveInbox inbox, AuthorHasher hasher, TimeProvider timeProvider)
{
    private readonly FeedStore _feeds = feeds;
    private readonly FeedDesk _desk = desk;
    private readonly Voices _voices = voices;
    private readonly LiveInbox _inbox = inbox;
    private readonly AuthorHasher _hasher = hasher;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>A message, new or edited.</summary>
    public async Task HearAsync(Message message, Answer answer, CancellationToken cancellationToken)
    {
        var topic = message.IsTopicMessage ? message.MessageThreadId : null;
        var feed = await _feeds.OfChatAsync(message.Chat.Id, topic, cancellationToken);
        if (feed is null && message.Chat.IsDirectMessages && !message.IsServiceMessage)
        {
            await _desk.OfferDirectAsync(message.Chat, answer, cancellationToken);
        }
        else if (feed is { State: FeedState.Offered })
        {
            answer.Write((connection, transaction) => FeedStore.MissAsync(connection, transaction, feed.Id));
        }

        if (feed is null || !feed.IsOn(out _, out var clientId) || message.Date < feed.Since.UtcDateTime.AddSeconds(-1))
        {
            return;
        }

        if (feed.Kind == FeedKind.Comments && message.IsAutomaticForward)
        {
            answer.Write((connection, transaction) => Comments.NotePostAsync(connection, transaction, feed, message));
            return;
        }

        var voice = await _voices.OfAsync(feed, clientId, message, cancellationToken);
        if (voice != Voice.Nobody)
        {
            answer.Write((connection, transaction) => TakeAsync(connection, transaction, feed.Id, message, voice, cancellationToken));
        }
    }

    /// <summary>A reaction of the brand ends the wait of the conversation, where nobody has answered since and the client chose that it counts.</summary>
    public async Task HearAsync(MessageReactionUpdated reaction, Answer answer, CancellationToken cancellationToken)
    {
        var feed = reaction.NewReaction.Length > reaction.OldReaction.Length ? await _feeds.OfMessageAsync(reaction.Chat.Id, reaction.MessageId, cancellationToken) : null;
        if (feed is null || !feed.IsOn(out _, out var clientId) || await _voices.OfAsync(feed, clientId, reaction, cancellationToken) is Voice.Nobody or Voice.Customer)
        {
            return;
        }

        answer.Write(async (connection, transaction) =>
        {
            var message = await ThreadStore.FindAsync(connection, transaction, feed.Id, feed.MessageId(reaction.MessageId));
            if (message is { Inbound: true } && !await ThreadStore.IsAnsweredAsync(connection, transaction, feed.Id, message) && await OnAsync(connection, transaction, feed.Id) is var (_, accountId))
            {
                var closure = new WaitClosure(accountId, message.Conversation, reaction.Date, ClosureReason.Reaction);
                await _inbox.TakeAsync(connection, transaction, new LiveDelivery { AccountId = accountId, Closures = [closure] }, cancellationToken);
            }
        });
    }

    /// <summary>The bot is in the group again: what was measured there goes on.</summary>
    public Task ResumeAsync(Chat chat, Answer answer)
    {
        answer.Write(async (connection, transaction) =>
        {
            foreach (var feed in await FeedStore.OfChatAsync(connection, transaction, chat.Id))
            {
                await _feeds.ResumeAsync(connection, transaction, feed);
            }
        });
        return Task.CompletedTask;
    }

    private async Task TakeAsync(DbConnection connection, DbTransaction transaction, long feedId, Message message, Voice voice, CancellationToken cancellationToken)
    {
        // It may have been switched off, or moved to a new id, since it was looked up.
        if (await OnAsync(connection, transaction, feedId) is not var (feed, accountId) || feed is null)
        {
            return;
        }

        var author = _hasher.Author(message.SenderChat?.Id ?? message.From?.Id ?? 0);
        var isInbound = voice == Voice.Customer;
        var place = await PlaceAsync(connection, transaction, feed, message, isInbound ? author : null);
        if (place is not ({ } conversation, var thread))
        {
            return;
        }

        var kind = feed.Kind == FeedKind.Comments ? MessageKind.Comment : MessageKind.Message;
        var id = feed.MessageId(message.Id);
        var isNew = await ThreadStore.NoteAsync(connection, transaction, feed.Id, new(id, thread, conversation, isInbound, message.Date)) > 0;
        if (isNew && feed.Kind == FeedKind.Comments)
            await ChannelStore.CommentAsync(connection, transaction, feed, conversation);
        var live = new LiveMessage(
            new ConversationMessage
            {
                AccountId = accountId,
                Conversation = conversation,
                MessageId = HeardText.IdOf(message, id, !isInbound),
                At = message.Date,
                Direction = isInbound ? Direction.Inbound : Direction.Outbound,
                Kind = kind,
                Author = isInbound ? author : message.SenderChat is null && message.From is { } user ? HeardText.NameOf(user) : null,
                NoAnswer = isInbound ? HeardText.NoAnswer(message, kind, feed.ChannelName is { } name ? [name] : []) : NoAnswerReason.None,
                Answerer = voice == Voice.Agency ? Answerer.Agency : voice == Voice.Client ? Answerer.Client : Answerer.Unknown,
                ObservedAt = _timeProvider.GetUtcNow(),
            },
            isInbound ? HeardText.Words(message) : null,
            isInbound ? HeardText.Link(message) : null,
            isInbound ? HeardText.Media(message) : null);
        await _inbox.TakeAsync(connection, transaction, new LiveDelivery { AccountId = accountId, Messages = [live] }, cancellationToken);
    }

    private static async Task<(Feed Feed, long AccountId)?> OnAsync(DbConnection connection, DbTransaction transaction, long feedId) =>
        await FeedStore.FindAsync(connection, transaction, feedId) is { } feed && feed.IsOn(out var accountId, out _) ? (feed, accountId) : null;

    /// <summary>The conversation of a message, by names that outlive the chat's id, and its thread; null for what belongs to none.</summary>
    private async Task<(string Conversation, long Thread)?> PlaceAsync(DbConnection connection, DbTransaction transaction, Feed feed, Message message, string? customer)
    {
        if (await ThreadStore.FindAsync(connection, transaction, feed.Id, feed.MessageId(message.Id)) is { } known)
        {
            return (known.Conversation, known.ThreadId);
        }

        switch (feed.Kind)
        {
            case FeedKind.Comments:
                return await Comments.PlaceAsync(connection, transaction, feed, message, customer);
            case FeedKind.Direct:
                return message.DirectMessagesTopic is { } topic ? ("topic:" + _hasher.Hash(FormattableString.Invariant($"telegram-topic:{topic.TopicId}")), 0) : null;
            default:
                var thread = message is { IsTopicMessage: true, MessageThreadId: { } id } ? id : 0;
                return (thread == 0 ? "group" : FormattableString.Invariant($"topic:{thread}"), thread);
        }
    }
}

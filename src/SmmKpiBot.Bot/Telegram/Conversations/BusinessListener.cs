using System.Data.Common;
using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Conversations;
using Telegram.Bot.Types;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>
/// Chats of business accounts that are connected to the bot: the owner answers, everybody else is a customer. A customer's chat has the same id as the
/// bot's own chat with that person, so everything is keyed by account and chat, and the chat by a keyed hash.
/// </summary>
internal sealed class BusinessListener(FeedStore feeds, FeedDesk desk, Voices voices, LiveInbox inbox, CustomerChats customers, AuthorHasher hasher, BotCalls bot, TimeProvider timeProvider)
{
    private readonly FeedStore _feeds = feeds;
    private readonly FeedDesk _desk = desk;
    private readonly Voices _voices = voices;
    private readonly LiveInbox _inbox = inbox;
    private readonly CustomerChats _customers = customers;
    private readonly AuthorHasher _hasher = hasher;
    private readonly BotCalls _bot = bot;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>An account was connected, disconnected, or changed what the bot may see.</summary>
    public Task ConnectAsync(BusinessConnection connection, Answer answer, CancellationToken cancellationToken)
    {
        answer.Write((database, transaction) => _desk.ConnectedAsync(database, transaction, connection, cancellationToken));
        return Task.CompletedTask;
    }

    /// <summary>A message of either side, new or edited.</summary>
    public async Task HearAsync(Message message, Answer answer, CancellationToken cancellationToken)
    {
        if (message.BusinessConnectionId is not { } connectionId || message.From is not { } from || message.IsServiceMessage || message.Chat.Id == _bot.BotId)
        {
            return;
        }

        var known = await _feeds.OfConnectionAsync(connectionId, cancellationToken);
        if (known is null && await _bot.BusinessConnectionAsync(connectionId, cancellationToken) is { } connection)
        {
            // Connected while nobody looked: what Telegram says of it now is as good as the update.
            await ConnectAsync(connection, answer, cancellationToken);
            answer.Write((database, transaction) => FeedStore.MissAsync(database, transaction, connectionId));
            return;
        }

        if (known is not ({ } feed, true) || message.Chat.Id == feed.ChatId)
        {
            return;
        }

        if (feed.State == FeedState.Offered)
        {
            answer.Write((database, transaction) => FeedStore.MissAsync(database, transaction, feed.Id));
        }
        else if (feed.IsOn(out var accountId, out var clientId) && message.Date >= feed.Since.UtcDateTime.AddSeconds(-1) && await ReadAsync(message, from, feed, accountId, clientId, cancellationToken) is { } live)
        {
            Take(answer, feed, accountId, (connection, transaction) => HeardAsync(connection, transaction, message, live), cancellationToken);
            if (live.Message.Direction == Direction.Inbound)
            {
                var heard = new HeardCustomer(clientId, accountId, live.Message.Conversation, connectionId, message.Chat.Id, live.Message.At);
                answer.Write((connection, transaction) => _customers.HearAsync(connection, transaction, heard));
            }
        }
    }

    /// <summary>Messages were taken away; only their ids are told.</summary>
    public async Task ForgetAsync(BusinessMessagesDeleted deleted, Answer answer, CancellationToken cancellationToken)
    {
        if (await _feeds.OfConnectionAsync(deleted.BusinessConnectionId, cancellationToken) is ({ } feed, _) && feed.IsOn(out var accountId, out _))
        {
            var conversation = _hasher.BusinessConversation(deleted.Chat.Id);
            Take(
                answer,
                feed,
                accountId,
                async (connection, transaction) =>
                {
                    var gone = await AlbumParts.ForgetAsync(connection, transaction, accountId, conversation, deleted.MessageIds);
                    return new LiveDelivery { AccountId = accountId, Deleted = [.. gone.Select(id => (conversation, id))] };
                },
                cancellationToken);
        }
    }

    /// <summary>Null for what is no conversation with a customer.</summary>
    private async Task<LiveMessage?> ReadAsync(Message message, User from, Feed feed, long accountId, long clientId, CancellationToken cancellationToken)
    {
        var isOwner = from.Id == feed.ChatId || message.SenderBusinessBot is not null;
        var voice = await _voices.OfMemberAsync(clientId, from.Id, cancellationToken);
        if (!isOwner && (from.IsBot || voice == Voice.Agency))
        {
            // Colleagues among themselves, and bots.
            return null;
        }

        var words = isOwner ? null : HeardText.Words(message);
        return new LiveMessage(
            new ConversationMessage
            {
                AccountId = accountId,
                Conversation = _hasher.BusinessConversation(message.Chat.Id),
                MessageId = HeardText.IdOf(message, message.Id, isOwner),
                At = message.Date,
                Direction = isOwner ? Direction.Outbound : Direction.Inbound,
                Author = isOwner ? HeardText.NameOf(from) : _hasher.Author(from.Id),
                Automatic = isOwner && (message.SenderBusinessBot is not null || message.IsFromOffline),
                NoAnswer = isOwner ? NoAnswerReason.None : HeardText.NoAnswer(message, MessageKind.Message),
                Answerer = !isOwner ? Answerer.Unknown : voice == Voice.Agency ? Answerer.Agency : voice == Voice.Client ? Answerer.Client : Answerer.Unknown,
                ObservedAt = _timeProvider.GetUtcNow(),
            },
            words,
            Media: isOwner ? null : HeardText.Media(message));
    }

    private static async Task<LiveDelivery> HeardAsync(DbConnection connection, DbTransaction transaction, Message message, LiveMessage live)
    {
        if (live.Message.Direction == Direction.Outbound && message.MediaGroupId is { } album)
            await AlbumParts.NoteAsync(connection, transaction, live.Message.AccountId, live.Message.Conversation, message.Id, album, live.Message.At);
        return new LiveDelivery { AccountId = live.Message.AccountId, Messages = [live] };
    }

    private void Take(Answer answer, Feed feed, long accountId, Func<DbConnection, DbTransaction, Task<LiveDelivery>> delivery, CancellationToken cancellationToken) =>
        answer.Write(async (connection, transaction) =>
        {
            if (await FeedStore.FindAsync(connection, transaction, feed.Id) is { } now && now.IsOn(out var current, out _) && current == accountId)
            {
                await _inbox.TakeAsync(connection, transaction, await delivery(connection, transaction), cancellationToken);
            }
        });
}

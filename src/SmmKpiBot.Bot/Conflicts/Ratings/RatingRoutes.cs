using System.Globalization;
using Dapper;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Conflicts.Ratings;

/// <summary>
/// Finds how the customer of a conflict can be asked: in the chat of a business account whose owner lets the bot reply, for a day after the customer's last
/// message; and in a client's group, as a reply to the message. A shared inbox asks by itself. Everywhere else it says why not.
/// </summary>
internal sealed class RatingRoutes(Database database, FeedStore feeds, CustomerChats chats, BotCalls bot, TimeProvider timeProvider)
{
    private const string Topic = "topic:";
    private const string BusinessPrefix = "chat:";
    private const string InboxPrefix = "chatwoot/";

    private readonly Database _database = database;
    private readonly FeedStore _feeds = feeds;
    private readonly CustomerChats _chats = chats;
    private readonly BotCalls _bot = bot;
    private readonly TimeProvider _timeProvider = timeProvider;

    public async Task<RatingRoute> FindAsync(ConflictCase conflict, CancellationToken cancellationToken)
    {
        if (conflict is not { AccountId: { } accountId, Account: { } account, Conversation: { } conversation } || NetworkNames.IsLedger(account))
            return new NoRoute(RatingText.NoConversation);
        return await _feeds.OfAccountAsync(accountId, cancellationToken) switch
        {
            { Kind: FeedKind.Business } feed => await BusinessAsync(feed, accountId, conversation, cancellationToken),
            { Kind: FeedKind.Group } feed => await GroupAsync(feed, accountId, conversation, conflict.MessageId, cancellationToken),
            { Kind: FeedKind.Comments } => new NoRoute(RatingText.Public),
            _ when account.StartsWith(InboxPrefix, StringComparison.Ordinal) => new SurveyRoute(),
            _ => new NoRoute(RatingText.NoWay(NetworkNames.NetworkOf(account))),
        };
    }

    private async Task<RatingRoute> BusinessAsync(Feed feed, long accountId, string conversation, CancellationToken cancellationToken)
    {
        if (!conversation.StartsWith(BusinessPrefix, StringComparison.Ordinal)
            || await _chats.FindAsync(accountId, conversation, cancellationToken) is not { } chat || chat.WritableUntil <= _timeProvider.GetUtcNow())
        {
            return new NoRoute(RatingText.TooLate);
        }

        var connection = await _bot.BusinessConnectionAsync(chat.ConnectionId, cancellationToken);
        if (connection is not { IsEnabled: true })
            return new NoRoute(RatingText.Disconnected(feed.Title));
        if (connection.Rights?.CanReply != true)
            return new NoRoute(RatingText.NoRight(feed.Title));
        return new ChatRoute(CustomerChatId.Of(chat.Id), conversation[BusinessPrefix.Length..]) { Until = chat.WritableUntil };
    }

    private async Task<RatingRoute> GroupAsync(Feed feed, long accountId, string conversation, string? messageId, CancellationToken cancellationToken)
    {
        const string author = """
            select author from message where account_id = @accountId and conversation = @conversation and message_id = @messageId and direction = 0
            order by batch_id desc limit 1
            """;
        const string enabled = "select count(*) from bound_chat where chat_id = @ChatId and enabled = 1";
        await using var connection = await _database.OpenAsync(cancellationToken);
        if (await connection.ExecuteScalarAsync<string?>(author, new { accountId, conversation, messageId }) is not { } customer || !long.TryParse(messageId, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return new NoRoute(RatingText.NoConversation);
        if (await connection.ExecuteScalarAsync<long>(enabled, new { feed.ChatId }) == 0)
            return new NoRoute(RatingText.OutOfGroup(feed.Title));
        var thread = conversation.StartsWith(Topic, StringComparison.Ordinal) ? int.Parse(conversation[Topic.Length..], CultureInfo.InvariantCulture) : (int?)null;

        // A group that has moved counts its messages anew: the old ones cannot be replied to.
        var isThere = id / Feed.IdsOfAGeneration == feed.Generation;
        return new ChatRoute(feed.ChatId, customer) { ThreadId = thread, ReplyTo = isThere ? (int)(id % Feed.IdsOfAGeneration) : null };
    }
}

using System.Data.Common;
using SmmKpiBot.Bot.Delivery;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>Feeds follow their chats: to a new id, and off while the bot is put out.</summary>
internal sealed class FeedFollower(FeedStore feeds, FeedDesk desk) : IChatWatcher
{
    private readonly FeedStore _feeds = feeds;
    private readonly FeedDesk _desk = desk;

    public Task MovedAsync(DbConnection connection, DbTransaction transaction, long fromChatId, long toChatId, CancellationToken cancellationToken) =>
        FeedStore.MoveAsync(connection, transaction, fromChatId, toChatId);

    public async Task DisabledAsync(DbConnection connection, DbTransaction transaction, long chatId, string reason, CancellationToken cancellationToken)
    {
        foreach (var feed in await FeedStore.OfChatAsync(connection, transaction, chatId))
        {
            await _feeds.PauseAsync(connection, transaction, feed);
            await _desk.NotifyAsync(connection, transaction, feed, FeedWords.PutOut, cancellationToken);
        }
    }
}

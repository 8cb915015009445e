namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>Asks Telegram now and then whether the bot still hears what it measures, and writes down what it says. Where it says nothing, all stays as it was.</summary>
internal sealed class FeedWatch(FeedStore feeds, FeedCheck check, Data.Database.Database database)
{
    private readonly FeedStore _feeds = feeds;
    private readonly FeedCheck _check = check;
    private readonly Data.Database.Database _database = database;

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var feed in await _feeds.ToCheckAsync(cancellationToken))
        {
            if (await _check.FindAsync(feed, cancellationToken) is { IsKnown: true } finding)
                await _database.WriteAsync((connection, transaction) => _feeds.FoundAsync(connection, transaction, feed, finding.Trouble), cancellationToken);
        }
    }
}

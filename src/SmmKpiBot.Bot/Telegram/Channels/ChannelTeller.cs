using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Facts.Collected;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Telegram.Channels;

/// <summary>
/// Makes facts of what Telegram told of channels, once a minute, so that a thousand people who join in an hour are no thousand corrections of a figure. The collector
/// writes other kinds of facts of the same accounts, so neither needs to wait for the other.
/// </summary>
internal sealed partial class ChannelTeller(
    FeedStore feeds, ChannelStore channels, ClientStore clients, CollectedFacts facts, Data.Database.Database database, TimeProvider timeProvider, ILogger<ChannelTeller> logger) : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly FeedStore _feeds = feeds;
    private readonly ChannelStore _channels = channels;
    private readonly ClientStore _clients = clients;
    private readonly CollectedFacts _facts = facts;
    private readonly Data.Database.Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;
    private readonly ILogger _logger = logger;

    /// <summary>Tells everything that is untold.</summary>
    public async Task TellAsync(CancellationToken cancellationToken)
    {
        foreach (var (feed, isHeard) in await _feeds.ChannelsAsync(cancellationToken))
        {
            if (feed.IsOn(out var accountId, out var clientId) && await _clients.FindAsync(clientId, cancellationToken) is { } client)
                await TellAsync(feed, accountId, client, isHeard, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TellAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }

            await Task.Delay(Rest, _timeProvider, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TellAsync(Feed feed, long accountId, Client client, bool isHeard, CancellationToken cancellationToken)
    {
        var now = _timeProvider.GetUtcNow();
        if (isHeard)
            await _channels.HeardAsync(feed.Id, LocalDay.Of(now, client.TimeZone), cancellationToken);
        var posts = await _channels.UntoldPostsAsync(feed.Id, cancellationToken);
        var days = await _channels.UntoldDaysAsync(feed.Id, cancellationToken);
        if (posts.Count + days.Count == 0)
            return;
        var news = await _facts.CompareAsync(ChannelFacts.Page(feed, accountId, client, posts, days, now), client.TimeZone, cancellationToken);
        await _database.WriteAsync(
            async (connection, transaction) =>
            {
                if (await ChannelStore.ToldAsync(connection, transaction, feed.Id, posts, days))
                    await CollectedFacts.WriteAsync(connection, transaction, news, cancellationToken);
            },
            cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "What happened in channels could not be told; trying again")]
    private partial void LogFailed(Exception exception);
}

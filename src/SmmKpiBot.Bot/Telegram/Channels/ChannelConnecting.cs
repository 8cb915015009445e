using System.Data.Common;
using System.Globalization;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Collecting;

namespace SmmKpiBot.Bot.Telegram.Channels;

/// <summary>A channel that was assigned to a client is collected too: its number of members can only be asked for.</summary>
internal sealed class ChannelConnecting(SourceBook sources, TimeProvider timeProvider)
{
    private readonly SourceBook _sources = sources;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Connects the feed's account in the transaction that assigns it; what Telegram says of the place is asked for by its first run.</summary>
    public async Task ConnectAsync(DbConnection connection, DbTransaction transaction, Feed feed)
    {
        if (feed.Kind != FeedKind.Channel || !feed.IsOn(out var accountId, out var clientId) || _sources.Find(FeedStore.Network) is not { IsOn: true } source)
            return;
        var (now, place) = (_timeProvider.GetUtcNow(), feed.ChatId.ToString(CultureInfo.InvariantCulture));
        var wanted = new AccountConnection
        {
            Account = new Account { Id = accountId, ClientId = clientId, Network = FeedStore.Network, Name = feed.Title, ExternalId = place },
            PlaceId = place,
            PlaceName = feed.Title,
            DayZone = TimeZoneInfo.Utc,
            ConnectedAt = now,

            // Long ago: the first run looks at the place itself.
            CheckedAt = DateTimeOffset.UnixEpoch,
        };
        await AccountConnections.ConnectAsync(connection, transaction, wanted);
        foreach (var plan in source.Streams)
            await StreamStates.AddAsync(connection, transaction, accountId, plan.Name, CollectTimes.BeforeFirst(plan, wanted.DayZone, now), null, now);
    }
}

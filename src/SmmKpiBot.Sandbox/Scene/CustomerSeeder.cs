using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sandbox.Demo;

namespace SmmKpiBot.Sandbox.Scene;

/// <summary>Measures the business accounts of the scene for their clients, as an owner would have answered when they were connected.</summary>
internal sealed class CustomerSeeder(Database database, ClientStore clients, FeedStore feeds, FactBatchStore batches, TimeProvider timeProvider)
{
    public async Task SeedAsync(AgencyScene scene, DemoCalendar calendar, CancellationToken cancellationToken)
    {
        foreach (var chat in scene.CustomerChats)
        {
            var client = await clients.FindAsync(chat.ClientSlug, cancellationToken) ?? throw new InvalidOperationException($"The demo has no client {chat.ClientSlug}.");
            var accountId = await ConnectAsync(chat, client.Id, cancellationToken);
            await CoverAsync(accountId, calendar, cancellationToken);
        }
    }

    private Task<long> ConnectAsync(CustomerChat chat, long clientId, CancellationToken cancellationToken) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var owner = chat.Connection.Owner;
            var found = new NewFeed(FeedKind.Business, owner.Id, null, owner.FullName, BroughtBy: owner.Id);
            var (feed, _) = await feeds.OfferAsync(connection, transaction, found) ?? throw new InvalidOperationException("Too many feeds wait for an answer.");
            await FeedStore.ConnectAsync(connection, transaction, chat.Connection.Id, feed.Id, true);
            var measured = await feeds.SwitchOnAsync(connection, transaction, feed, clientId);
            return measured.IsOn(out var accountId, out _) ? accountId : throw new InvalidOperationException("The feed was switched on a moment ago.");
        },
        cancellationToken);

    /// <summary>Nobody wrote there before the sandbox started: silence, not ignorance.</summary>
    private async Task CoverAsync(long accountId, DemoCalendar calendar, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        await using var writer = await batches.BeginAsync(new NewBatch { AccountId = accountId, Origin = BatchOrigin.Network, ObservedAt = now }, cancellationToken);
        await writer.WriteAsync(new ObservedSpan(accountId, FactKind.Messages, calendar.Start, calendar.DaysAgo(1), now), cancellationToken);
        await writer.CompleteAsync(cancellationToken);
    }
}

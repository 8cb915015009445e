using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Posts;
using SmmKpiBot.IntegrationTests.Database;

namespace SmmKpiBot.IntegrationTests.Facts;

/// <summary>A client with one account, and words for writing and reading its facts.</summary>
public abstract class FactTest(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    protected static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    protected static readonly DateOnly Day = new(2026, 11, 10);
    private static readonly ClientDefaults Defaults = new("Europe/Kyiv", "uk");

    protected FakeTimeProvider Clock { get; } = new(Noon);

    protected FactBatchStore Batches => new(Database, Clock);

    protected Client Client { get; private set; } = null!;

    protected Account Account { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Client = await new ClientStore(Database, Defaults).AddAsync("acme", "Acme", [], Cancel);
        Account = (await new AccountStore(Database).AddAsync(Client.Id, "facebook", "page", null, Cancel))!;
    }

    protected Task<FactBatchWriter> BeginAsync(DateTimeOffset observedAt, BatchOrigin origin = BatchOrigin.Import, string? hash = null) =>
        Batches.BeginAsync(new NewBatch { AccountId = Account.Id, Origin = origin, ObservedAt = observedAt, FileName = "file.csv", ContentHash = hash }, Cancel);

    /// <summary>Stores a whole batch and gives its id.</summary>
    protected async Task<long> StoreAsync(DateTimeOffset observedAt, BatchOrigin origin, Func<FactBatchWriter, Task> write)
    {
        await using var writer = await BeginAsync(observedAt, origin);
        await write(writer);
        await writer.CompleteAsync(Cancel);
        return writer.BatchId;
    }

    protected Task<long> ImportAsync(DateTimeOffset observedAt, params MetricPoint[] points) => StorePointsAsync(observedAt, BatchOrigin.Import, points);

    protected Task<long> CollectAsync(DateTimeOffset observedAt, params MetricPoint[] points) => StorePointsAsync(observedAt, BatchOrigin.Network, points);

    protected Task<ClientFacts> ReadAsync(DateTimeOffset? knownBy = null) => new FactReader(Database, Defaults).ReadAsync(
        new FactQuery { ClientId = Client.Id, From = Day.AddDays(-30), To = Day.AddDays(30), ConversationsSince = Noon.AddDays(-30), KnownBy = knownBy }, Cancel);

    protected MetricPoint Point(DateTimeOffset observedAt, long? value, string metric = MetricCatalogue.Views, string dimension = "", DateOnly? day = null) =>
        new(Account.Id, metric, dimension, day ?? Day, value, observedAt, Noon.AddDays(2));

    protected Post Post(DateTimeOffset observedAt, string id) =>
        new() { AccountId = Account.Id, PostId = id, PublishedAt = Noon.AddDays(-8), ObservedAt = observedAt };

    protected AdDay Ad(DateTimeOffset observedAt, string campaign) =>
        new() { AccountId = Account.Id, Day = Day, Campaign = campaign, ObservedAt = observedAt, SettlesAt = Noon };

    private Task<long> StorePointsAsync(DateTimeOffset observedAt, BatchOrigin origin, MetricPoint[] points) => StoreAsync(
        observedAt,
        origin,
        async writer =>
        {
            foreach (var point in points)
                await writer.WriteAsync(point, Cancel);
        });
}

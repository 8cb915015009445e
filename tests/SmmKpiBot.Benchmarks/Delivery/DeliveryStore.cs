using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Benchmarks.Delivery;

/// <summary>A database in a folder of its own, and senders on it.</summary>
internal sealed class DeliveryStore : IAsyncDisposable
{
    public const string Token = "123456:bench-token-that-opens-nothing";

    private readonly string _folder = Directory.CreateTempSubdirectory("smmkpibot-bench-").FullName;
    private readonly TimeProvider _clock;

    private DeliveryStore(TimeProvider clock, DatabaseOptions? options)
    {
        _clock = clock;
        Options = options ?? new DatabaseOptions { ConnectionString = $"Data Source={Path.Combine(_folder, "bench.db")}" };
        Database = Open(Options);
        Outbox = new Outbox(Database, clock);
    }

    public DatabaseOptions Options { get; }

    public Data.Database.Database Database { get; }

    public Outbox Outbox { get; }

    /// <param name="options">An empty database; null: an SQLite file of its own.</param>
    public static async Task<DeliveryStore> CreateAsync(TimeProvider clock, DatabaseOptions? options, CancellationToken cancellationToken)
    {
        var store = new DeliveryStore(clock, options);
        await store.Database.MigrateAsync(cancellationToken);
        return store;
    }

    public static Data.Database.Database Open(DatabaseOptions options) => new(Microsoft.Extensions.Options.Options.Create(options));

    public static IReadOnlyDictionary<string, string?> WithoutLimits { get; } = new Dictionary<string, string?>
    {
        ["Delivery:PerSecond"] = "0",
        ["Delivery:ChatPerSecond"] = "0",
        ["Delivery:GroupPerMinute"] = "0",
    };

    public static ServiceCollection Services(Data.Database.Database database, TimeProvider clock, string baseUrl, IReadOnlyDictionary<string, string?> settings)
    {
        var services = new ServiceCollection();
        var all = new Dictionary<string, string?>(settings) { ["Telegram:Token"] = Token, ["Telegram:ApiBaseUrl"] = baseUrl };
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error).AddConsole());
        services.AddMetrics();
        services.AddSingleton(clock);
        services.AddSingleton(database);
        services.AddDelivery();
        return services;
    }

    public ServiceCollection Services(string baseUrl, IReadOnlyDictionary<string, string?> settings) => Services(Database, _clock, baseUrl, settings);

    /// <summary>Enqueues in a few large transactions.</summary>
    public async Task EnqueueAsync(IEnumerable<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var chunk in messages.Chunk(2000))
        {
            await Database.WriteAsync(
                async (connection, transaction) =>
                {
                    foreach (var message in chunk)
                        await Outbox.EnqueueAsync(connection, transaction, message, cancellationToken);
                },
                cancellationToken);
        }
    }

    public async Task<long> UnsentAsync(CancellationToken cancellationToken)
    {
        await using var connection = await Database.OpenAsync(cancellationToken);
        return await OutboxStore.DepthAsync(connection, null, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}

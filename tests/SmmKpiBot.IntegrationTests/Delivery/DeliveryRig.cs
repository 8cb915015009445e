using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.IntegrationTests.Canary;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Sandbox.BotApi;
using SmmKpiBot.Sandbox.BotApi.State;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Delivery;

/// <summary>The real outbox and sender on a real database, a stand-in Telegram over HTTP, and a clock that only the test moves.</summary>
internal sealed class DeliveryRig : IAsyncDisposable
{
    public const long Person = 501;
    public const long Group = -701;
    public const long Forum = -1001;

    private readonly TestDatabase _database;
    private readonly Dictionary<string, string?> _settings;
    private ServiceProvider? _services;

    private DeliveryRig(TestDatabase database, BotApiServer server, FakeTimeProvider clock, Dictionary<string, string?> settings)
    {
        _database = database;
        Server = server;
        Clock = clock;
        _settings = settings;
        Outbox = new Outbox(database.Store, clock);
        for (var id = Person; id < Person + 40; id++)
            server.World.AddPrivateChat(server.World.AddUser(id, $"Person {id}"));
        server.World.AddGroup(Group, "Group", ChatKind.Group, false, server.World.FindUser(Person)!);
        server.World.AddGroup(Forum, "Forum", ChatKind.Supergroup, forum: true);
    }

    public BotApiServer Server { get; }

    public FakeTimeProvider Clock { get; }

    /// <summary>Enqueues without a sender; the running sender has its own.</summary>
    public Outbox Outbox { get; }

    public FollowedChats Followed { get; } = new();

    /// <summary>Others that hear of what the sender does.</summary>
    public Action<IServiceCollection> Besides { get; set; } = _ => { };

    public LogLines Logs { get; } = new();

    public OutboxStore Store => new(_database.Store, Outbox, Clock);

    public Data.Database.Database Database => _database.Store;

    public T Get<T>()
        where T : notnull => (_services ?? throw new InvalidOperationException("The sender is not started.")).GetRequiredService<T>();

    public static async Task<DeliveryRig> StartAsync(TestDatabase database, bool isLimited = false, string? baseUrl = null, int timeoutSeconds = 60)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var server = await BotApiServer.StartAsync(new BotApiOptions { Clock = clock, StrictRates = isLimited }, TestContext.Current.CancellationToken);
        var settings = new Dictionary<string, string?>
        {
            ["Telegram:Token"] = server.Token,
            ["Telegram:ApiBaseUrl"] = baseUrl ?? server.BaseUrl,
            ["Delivery:TimeoutSeconds"] = $"{timeoutSeconds}",
        };
        if (!isLimited)
        {
            foreach (var limit in (string[])["PerSecond", "ChatPerSecond", "GroupPerMinute"])
                settings[$"Delivery:{limit}"] = "0";
        }

        return new DeliveryRig(database, server, clock, settings);
    }

    /// <summary>A sender of its own, as another instance of the program would have it.</summary>
    public ServiceProvider NewInstance()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(_settings).Build());
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs).AddProvider(CanaryRun.Watch.Logs));
        services.AddMetrics();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(_database.Store);
        services.AddSingleton<IChatWatcher>(Followed);
        services.AddDelivery();
        Besides(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    public async Task RunSenderAsync()
    {
        _services = NewInstance();
        await Get<Sender>().StartAsync(CancellationToken.None);
    }

    public async Task StopSenderAsync()
    {
        if (_services is null)
            return;
        await _services.GetRequiredService<Sender>().StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        _services = null;
    }

    public Task<bool> EnqueueAsync(long chatId, string html, OutboxKind kind = OutboxKind.Alert, int? threadId = null) =>
        EnqueueAsync(new OutboxMessage { ChatId = chatId, ThreadId = threadId, Kind = kind, Content = new TextContent(html) });

    public async Task<bool> EnqueueAsync(OutboxMessage message)
    {
        var isNew = await Outbox.EnqueueAsync(message, TestContext.Current.CancellationToken);
        _services?.GetRequiredService<Outbox>().Wake();
        return isNew;
    }

    /// <summary>Moves the clock on until something is so.</summary>
    public async Task UntilAsync(Func<Task<bool>> isSo, double stepSeconds = 0.25)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        while (!await isSo())
        {
            if (patience.IsCancellationRequested)
                Assert.Fail($"It did not happen in time.\n{Logs.Tail(2000)}");
            Clock.Advance(TimeSpan.FromSeconds(stepSeconds));
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, CancellationToken.None);
        }
    }

    public Task UntilAsync(Func<bool> isSo, double stepSeconds = 0.25) => UntilAsync(() => Task.FromResult(isSo()), stepSeconds);

    /// <summary>Runs a sender until nothing waits any more.</summary>
    public async Task SendAllAsync()
    {
        if (_services is null)
            await RunSenderAsync();
        await UntilAsync(async () => await UnsentAsync() == 0);
    }

    public IReadOnlyList<string> TextsOf(long chatId) => [.. Server.World.MessagesOf(chatId).Select(message => message.Text ?? message.Caption ?? "")];

    public async Task<IReadOnlyList<OutboxEntry>> RowsAsync() => [.. (await Store.ListAsync(null, 100_000, CancellationToken.None)).Reverse()];

    public async Task<OutboxEntry> RowAsync() => Assert.Single(await RowsAsync());

    public async Task<IReadOnlyList<string>> JournalAsync()
    {
        await using var connection = await _database.Store.OpenAsync(CancellationToken.None);
        return [.. await connection.QueryAsync<string>("SELECT outcome FROM outbox_attempt ORDER BY outbox_id, attempt")];
    }

    public async Task<long> UnsentAsync()
    {
        await using var connection = await _database.Store.OpenAsync(CancellationToken.None);
        return await OutboxStore.DepthAsync(connection, null, CancellationToken.None);
    }

    public Task<int> ExecuteAsync(string sql, object? values = null) =>
        _database.Store.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, values, transaction), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await StopSenderAsync();
        await Server.DisposeAsync();
    }

    /// <summary>Remembers what it was told.</summary>
    internal sealed class FollowedChats : IChatWatcher
    {
        public ConcurrentQueue<string> Told { get; } = new();

        /// <summary>It writes what the database refuses.</summary>
        public bool Breaks { get; set; }

        public async Task MovedAsync(DbConnection connection, DbTransaction transaction, long fromChatId, long toChatId, CancellationToken cancellationToken)
        {
            Told.Enqueue($"moved {fromChatId} {toChatId}");
            if (Breaks)
                await connection.ExecuteAsync("insert into client (id, slug, name, name_folded) values (901, 'a', 'A', 'a'), (901, 'b', 'B', 'b')", transaction: transaction);
        }

        public Task DisabledAsync(DbConnection connection, DbTransaction transaction, long chatId, string reason, CancellationToken cancellationToken)
        {
            Told.Enqueue($"disabled {chatId} {reason}");
            return Task.CompletedTask;
        }
    }

    /// <summary>Everything that was logged, down to Trace, with exceptions.</summary>
    internal sealed class LogLines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public string Text => string.Join('\n', _lines);

        /// <summary>The last characters of it.</summary>
        public string Tail(int length) => Text is var text && text.Length > length ? text[^length..] : text;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}

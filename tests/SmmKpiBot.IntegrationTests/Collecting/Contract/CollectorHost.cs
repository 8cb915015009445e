using System.Collections.Concurrent;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Sources.Collecting;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Collecting.Contract;

/// <summary>The bot's own parts over a database and a clock that is moved by hand. Nothing runs by itself: each round is asked for.</summary>
internal sealed class CollectorHost : IAsyncDisposable
{
    private readonly HeardLogs _logs;

    private CollectorHost(WebApplication bot, FakeTimeProvider clock, HeardLogs logs)
    {
        Bot = bot;
        Clock = clock;
        _logs = logs;
    }

    public WebApplication Bot { get; }

    public FakeTimeProvider Clock { get; }

    public Client Client { get; private set; } = null!;

    /// <summary>Every line that was logged, at Trace.</summary>
    public IReadOnlyCollection<string> Logs => _logs.Lines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<CollectorHost> StartAsync(FakeTimeProvider clock, TestDatabase database, params string[] settings)
    {
        var logs = new HeardLogs();
        string[] arguments =
        [
            "--Telegram:Token", "1234567:not-used-here",
            "--Database:Provider", database.Options.Provider,
            "--Database:ConnectionString", database.Options.ConnectionString,
            "--Security:KeyFile", Path.Combine(database.Folder, "bot.key"),
            "--Web:Listen", "http://127.0.0.1:0",
            "--Logging:LogLevel:Default", "Trace",
            .. settings,
        ];
        var bot = BotHost.Build(arguments, builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(clock);
            builder.Logging.ClearProviders().AddProvider(logs);
        });
        var host = new CollectorHost(bot, clock, logs);
        var clients = host.Get<ClientStore>();
        host.Client = await clients.FindAsync("acme", Stop) ?? await clients.AddAsync("acme", "Acme", [], Stop);
        return host;
    }

    public T Get<T>()
        where T : notnull => Bot.Services.GetRequiredService<T>();

    public async Task<Account> AddAccountAsync(string network, string name = "main") => (await Get<AccountStore>().AddAsync(Client.Id, network, name, null, Stop))!;

    /// <summary>An account that is connected to the rig's place.</summary>
    /// <param name="withHistory">Fills in history too, which takes long and is the subject of tests of its own.</param>
    public async Task<Account> ConnectAsync(NetworkRig rig, string name = "main", bool withHistory = false)
    {
        const string sql = "delete from collection_stream where is_history = 1";
        var account = await Get<AccountStore>().FindAsync(Client.Id, $"{rig.Network}/{name}", Stop) ?? await AddAccountAsync(rig.Network, name);
        await DriveAsync(Get<AccountConnecting>().ConnectAsync(account, rig.Secrets, rig.PlaceId, Stop));
        if (!withHistory)
            await Get<Data.Database.Database>().WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction), Stop);
        return account;
    }

    /// <summary>Collects everything that is due by the clock of now.</summary>
    public Task RoundAsync() => DriveAsync(Get<CollectRound>().RunAsync(Stop));

    /// <summary>Moves the clock to the account's next regular run, and collects.</summary>
    public async Task NextRoundAsync()
    {
        if (await Get<CollectionLeases>().NextAsync(Stop) is { } next && next > Clock.GetUtcNow())
            Clock.SetUtcNow(next);
        await RoundAsync();
    }

    public Task<AskedOutcome> AskAsync(Account account, DateOnly? since = null) => DriveAsync(Get<AskedCollection>().RunAsync(account, since, null, Stop));

    public async Task<BrandFacts> StoredAsync(Account account, DateOnly from, DateTimeOffset? knownBy = null) => BrandFacts.Of(await FactsAsync(from, knownBy), account.Id, from);

    public Task<ClientFacts> FactsAsync(DateOnly from, DateTimeOffset? knownBy = null) => Get<FactReader>().ReadAsync(
        new FactQuery { ClientId = Client.Id, From = from, To = new(2027, 12, 31), ConversationsSince = DateTimeOffset.UnixEpoch, KnownBy = knownBy }, Stop);

    public async Task<IReadOnlyList<StreamState>> StatesAsync(Account account) => await Get<StreamStates>().ListAsync(account.Id, null, Stop);

    public async Task<AccountConnection> ConnectionAsync(Account account) => (await Get<AccountConnections>().FindAsync(account.Id, Stop))!;

    public async Task<long> VersionAsync() => (await Get<ClientStore>().FindAsync(Client.Id, Stop))!.Version;

    /// <summary>All rows of facts of the account, with what they say, without the number of their batch, and posts without the followers that other streams told.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(Account account)
    {
        const string points = """
            select s.metric || ' ' || s.dimension || ' ' || p.day || ' ' || coalesce(cast(p.value as text), '-') from metric_point p join series s on s.id = p.series_id where p.account_id = @Id
            """;
        const string ads = """
            select 'ad ' || day || ' ' || campaign || ' ' || coalesce(cast(spend_micros as text), '-') || ' ' || coalesce(cast(clicks as text), '-') from ad_day where account_id = @Id
            """;
        const string traffic = "select 'traffic ' || day || ' ' || source || ' ' || medium || ' ' || coalesce(cast(sessions as text), '-') from traffic_day where account_id = @Id";
        const string posts = """
            select 'post ' || post_id || ' ' || published_at || ' ' || coalesce(cast(reactions as text), '-') || ' ' || coalesce(cast(views as text), '-') || ' ' || coalesce(cast(comments as text), '-')
            from post_observation where account_id = @Id
            """;
        const string messages = "select 'message ' || conversation || ' ' || message_id || ' ' || at from message where account_id = @Id";
        await using var connection = await Get<Data.Database.Database>().OpenAsync(Stop);
        var rows = new List<string>();
        foreach (var sql in (string[])[points, ads, traffic, posts, messages])
            rows.AddRange(await connection.QueryAsync<string>(sql, new { account.Id }));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var connection = await Get<Data.Database.Database>().OpenAsync(Stop);
        return await connection.ExecuteScalarAsync<T>(sql);
    }

    /// <summary>The pages of a stream as its source tells them, without storing any.</summary>
    public async Task<IReadOnlyList<SourcePage>> PagesAsync(Account account, StreamPlan plan, DateOnly from, DateOnly to, string? cursor = null)
    {
        var (source, reading) = await ReadingAsync(account, plan, from, to, cursor);
        var pages = new List<SourcePage>();
        await DriveAsync(ReadAsync());
        return pages;

        async Task ReadAsync()
        {
            await foreach (var page in source.ReadAsync(reading, Stop))
                pages.Add(page);
        }
    }

    public async Task<(ISource Source, SourceReading Reading)> ReadingAsync(Account account, StreamPlan plan, DateOnly from, DateOnly to, string? cursor)
    {
        var connection = await ConnectionAsync(account);
        var secrets = new Dictionary<string, string>();
        foreach (var field in connection.Fields)
            secrets.Add(field, (await Get<Data.Security.Credentials>().ReadAsync(account, field, Stop))!);
        var reading = new SourceReading
        {
            Client = Client,
            Account = account,
            Place = connection.AsPlace(),
            Access = new(secrets),
            Stream = plan,
            From = from,
            To = to,
            Cursor = cursor,
            ObservedAt = Clock.GetUtcNow(),
            Priority = CallPriority.Asked,
        };
        return (Get<SourceBook>().Find(account.Network)!, reading);
    }

    /// <summary>Waits for something that itself waits for the clock: rests between attempts, limits of time.</summary>
    public async Task<T> DriveAsync<T>(Task<T> work)
    {
        await DriveAsync((Task)work);
        return await work;
    }

    /// <inheritdoc cref="DriveAsync{T}"/>
    public async Task DriveAsync(Task work)
    {
        while (await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Stop)) != work)
            Clock.Advance(TimeSpan.FromSeconds(1));
        await work;
    }

    public ValueTask DisposeAsync() => Bot.DisposeAsync();

    private sealed class HeardLogs : ILoggerProvider
    {
        private readonly ConcurrentQueue<string> _lines = [];

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => new Category(_lines);

        public void Dispose()
        {
        }

        private sealed class Category(ConcurrentQueue<string> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull
            {
                lines.Enqueue(state.ToString() ?? "");
                return null;
            }

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                lines.Enqueue($"{formatter(state, exception)} {exception}");
        }
    }
}

using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.IntegrationTests.Alerts;

/// <summary>The rooms of the bot over one database, as a program that was just started has them, with words for figures, rules and what was told.</summary>
internal sealed class AlertRig : IAsyncDisposable
{
    public const long StaffChat = -200;
    public const long OwnerChat = 300;

    private readonly ServiceProvider _services;

    public AlertRig(TestDatabase database, FakeTimeProvider clock, Action<IServiceCollection>? configure = null, params (string Key, string Value)[] settings)
    {
        Clock = clock;
        Dictionary<string, string?> configuration = new()
        {
            ["Database:Provider"] = database.Options.Provider,
            ["Database:ConnectionString"] = database.Options.ConnectionString,
            ["Security:KeyFile"] = Path.Combine(database.Folder, "test.key"),
        };
        foreach (var (key, value) in settings)
            configuration[key] = value;
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build());
        services.AddLogging();
        services.AddSingleton<TimeProvider>(clock);
        services.AddRooms();
        services.AddAlertRound();
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; }

    public AlertRound Round => Get<AlertRound>();

    public Data.Database.Database Database => Get<Data.Database.Database>();

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<Client> AddClientAsync(string slug)
    {
        var client = await Get<ClientStore>().AddAsync(slug, slug.ToUpperInvariant(), [], Cancel);
        await Get<AccountStore>().AddAsync(client.Id, "facebook", slug, null, Cancel);
        return client;
    }

    public Task<long> BindAsync(long chatId, ChatPurpose purpose) => Database.WriteAsync(
        (connection, transaction) => new ChatBindings(Clock).BindAsync(connection, transaction, new NewBinding(chatId, null, purpose, Language.En, null, null), null, []), Cancel);

    /// <summary>Fires at once when a day's views are at most 100, and is over at once above 110.</summary>
    public Task<AlertRule> AddRuleAsync(Client client, AlertSeverity severity = AlertSeverity.Warning, string kpi = "reach.views") => SaveAsync(new()
    {
        Id = Ulid.New(Clock.GetUtcNow()),
        ClientId = client.Id,
        Severity = severity,
        Check = new KpiValueCheck { Kpi = kpi, WindowDays = 1, Fire = 100 },
        FireAfter = 1,
        ClearAfter = 1,
    });

    public Task<AlertRule> SaveAsync(AlertRule rule) => Database.WriteAsync((connection, transaction) => Get<AlertRuleStore>().SaveAsync(connection, transaction, rule, "Olha"), Cancel);

    /// <summary>The views of yesterday (or of so many days before it) become known.</summary>
    public async Task ViewsAsync(Client client, long views, int daysBefore = 0)
    {
        var account = (await Get<AccountStore>().ListAsync(client.Id, Cancel))[0];
        var now = Clock.GetUtcNow();
        var day = Data.Periods.LocalDay.Of(now, client.TimeZone).AddDays(-1 - daysBefore);
        await using var writer = await Get<FactBatchStore>().BeginAsync(new NewBatch { AccountId = account.Id, Origin = BatchOrigin.Network, ObservedAt = now }, Cancel);
        await writer.WriteAsync(new MetricPoint(account.Id, MetricCatalogue.Views, "", day, views, now, now), Cancel);
        await writer.WriteAsync(new ObservedSpan(account.Id, FactKind.OfMetric(MetricCatalogue.Views), day, day, now), Cancel);
        await writer.CompleteAsync(Cancel);
    }

    public Task RunAsync() => Round.RunAsync(Cancel);

    /// <summary>Lets time pass, with a look at every instant that the round asks for; the looks between, at which nothing happens, count as taken.</summary>
    public async Task PassAsync(TimeSpan span)
    {
        var end = Clock.GetUtcNow() + span;
        while (await Round.NextAsync(Cancel) is { } next && next < end)
        {
            if (next > Clock.GetUtcNow())
                Clock.SetUtcNow(next);
            else
                Clock.Advance(TimeSpan.FromSeconds(1));
            await Get<Heartbeat>().PassOverAsync(Clock.GetUtcNow(), Cancel);
            await RunAsync();
        }

        Clock.SetUtcNow(end);
        await Get<Heartbeat>().PassOverAsync(end, Cancel);
        await RunAsync();
    }

    public async Task<IReadOnlyList<ToldMessage>> ToldAsync()
    {
        await using var connection = await Database.OpenAsync(Cancel);
        var rows = await connection.QueryAsync<Row>("SELECT chat_id AS ChatId, kind AS Kind, payload AS Payload, dedup_key AS DedupKey, state AS State FROM outbox ORDER BY id");
        return [.. rows.Select(row => new ToldMessage(row.ChatId, (OutboxKind)row.Kind, OutboxPayload.Parse(row.Payload), row.DedupKey, (OutboxState)row.State))];
    }

    public async Task<IReadOnlyList<StoredState>> StoredAsync()
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return await AlertStateStore.OpenAsync(connection, null);
    }

    /// <summary>States with an open episode.</summary>
    public async Task<IReadOnlyList<AlertState>> OpenAsync() => [.. (await StoredAsync()).Select(stored => stored.State)];

    /// <summary>As if everything that waits had been sent.</summary>
    public Task DeliverAsync() => Database.WriteAsync(
        (connection, transaction) => connection.ExecuteAsync("UPDATE outbox SET state = 2, attempt = 1, message_id = id WHERE state = 0", null, transaction), Cancel);

    public async Task<long> CountAsync(string table)
    {
        await using var connection = await Database.OpenAsync(Cancel);
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM " + table);
    }

    public async ValueTask DisposeAsync() => await _services.DisposeAsync();

    private sealed record Row
    {
        public long ChatId { get; init; }

        public long Kind { get; init; }

        public string Payload { get; init; } = "";

        public string? DedupKey { get; init; }

        public long State { get; init; }
    }
}

/// <summary>A row of the outbox.</summary>
internal sealed record ToldMessage(long ChatId, OutboxKind Kind, OutboxPayload Payload, string? Key, OutboxState State)
{
    public string Text => Payload.Html;
}

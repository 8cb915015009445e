using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Sandbox.Networks.Graph;
using SmmKpiBot.Sandbox.Networks.Model;
using SmmKpiBot.Sources.Collecting;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Meta;

/// <summary>A network of Meta, registered as the host registers it, over the stand-in; reading it as a collector does.</summary>
internal sealed class MetaRig : IAsyncDisposable
{
    public static readonly DateOnly FirstDay = new(2026, 8, 1);

    private readonly ServiceProvider _services;

    private MetaRig(FakeTimeProvider clock, FakeTimeProvider networkClock, GraphServer server, ServiceProvider services, NotedBudget budget)
    {
        Clock = clock;
        NetworkClock = networkClock;
        Server = server;
        _services = services;
        Budget = budget;
        Source = services.GetRequiredService<ISource>();
    }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public FakeTimeProvider Clock { get; }

    /// <summary>The same one, unless the network's is ahead or behind.</summary>
    public FakeTimeProvider NetworkClock { get; }

    public GraphServer Server { get; }

    public BrandModel Model => Server.Model;

    public GraphFaults Faults => Server.Faults;

    public NotedBudget Budget { get; }

    public ISource Source { get; }

    public AuthorHasher Hasher => _services.GetRequiredService<AuthorHasher>();

    public Collected Facts { get; } = new();

    public SourceAccess Access { get; set; } = new(new Dictionary<string, string> { ["token"] = GraphBrand.SystemToken });

    /// <summary>A Thursday; clocks in California went back four days before.</summary>
    public static Task<MetaRig> StartAsync<TNetwork>(params (string Key, string Value)[] settings)
        where TNetwork : INetwork, new() => StartAsync<TNetwork>(TimeSpan.Zero, settings);

    /// <param name="ahead">So far the network's clock is ahead of ours; below zero: behind.</param>
    public static async Task<MetaRig> StartAsync<TNetwork>(TimeSpan ahead, params (string Key, string Value)[] settings)
        where TNetwork : INetwork, new()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 5, 14, 0, 0, TimeSpan.Zero));
        var networkClock = ahead == TimeSpan.Zero ? clock : new FakeTimeProvider(clock.GetUtcNow() + ahead);
        var server = await GraphServer.StartAsync(networkClock, new BrandModel("brand one", FirstDay), Stop);
        var network = new TNetwork();
        var section = "Networks:" + network.Section;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [section + ":ApiBaseUrl"] = server.BaseUrl,
            [section + ":AppId"] = GraphBrand.AppId,
            [section + ":AppSecret"] = GraphBrand.AppSecret,
        }.Concat(settings.Select(setting => KeyValuePair.Create($"{section}:{setting.Key}", (string?)setting.Value)))).Build();
        var budget = new NotedBudget();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddSingleton<TimeProvider>(clock).AddSingleton<IApiBudget>(budget)
            .AddSingleton(new AuthorHasher("a key of at least 16 bytes"u8)).AddLogging();
        network.Register(services);
        return new MetaRig(clock, networkClock, server, services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }), budget);
    }

    public Task<SourcePlace> CheckAsync(string externalId) => Source.CheckAsync(Access, externalId, CallPriority.Asked, Stop);

    /// <summary>Reads as far as it goes, and keeps what it brought.</summary>
    public async Task<IReadOnlyList<SourcePage>> ReadAsync(SourcePlace place, string stream, int days, Func<SourceReading, SourceReading>? change = null)
    {
        var pages = new List<SourcePage>();
        await foreach (var page in Source.ReadAsync(Reading(place, stream, days, change), Stop))
        {
            Facts.Take(page);
            pages.Add(page);
        }

        return pages;
    }

    /// <summary>The last days up to today.</summary>
    public SourceReading Reading(SourcePlace place, string stream, int days, Func<SourceReading, SourceReading>? change = null)
    {
        var now = Clock.GetUtcNow();
        var today = Data.Periods.LocalDay.Of(now, place.DayZone);
        var reading = new SourceReading
        {
            Client = new Client { Id = 1, Slug = "acme", Name = "Acme", Language = "uk", TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv") },
            Account = new Account { Id = 7, ClientId = 1, Network = Source.Network, Name = "brand", ExternalId = place.ExternalId },
            Place = place,
            Access = Access,
            Stream = Source.Streams.Single(plan => plan.Name == stream),
            From = today.AddDays(1 - days),
            To = today,
            ObservedAt = now,
            Priority = CallPriority.Scheduled,
        };
        return change?.Invoke(reading) ?? reading;
    }

    /// <summary>Lets time pass while something rests between its tries.</summary>
    public async Task<T> WithTimeAsync<T>(Task<T> work, TimeSpan step)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!work.IsCompleted && await ticks.WaitForNextTickAsync(Stop))
            Clock.Advance(step);
        return await work;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
    }
}

/// <summary>Notes what sources ask and tell of budgets, and refuses nothing.</summary>
internal sealed class NotedBudget : IApiBudget
{
    public ConcurrentDictionary<string, double> Shares { get; } = new();

    public ConcurrentDictionary<string, int> Entered { get; } = new();

    public ValueTask EnterAsync(string key, CallPriority priority, CancellationToken cancellationToken)
    {
        Entered.AddOrUpdate(key, 1, (_, count) => count + 1);
        return ValueTask.CompletedTask;
    }

    public void Report(string key, double usedShare, TimeSpan? resetsAfter) => Shares[key] = usedShare;

    public void Spend(string key, double share, DateTimeOffset resetsAt) => throw new NotSupportedException("Meta tells what is used.");
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.IntegrationTests.Http;
using SmmKpiBot.Sandbox.Networks.Google;
using SmmKpiBot.Sandbox.Networks.GoogleOAuth;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Google;

/// <summary>One of Google's networks against the stand-in, both on one clock that passes only while something rests.</summary>
internal sealed class GoogleRig : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private GoogleRig(ShownClock clock, GoogleServer google, ServiceProvider services)
    {
        Clock = clock;
        Google = google;
        _services = services;
        Source = services.GetRequiredService<ISource>();
    }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ShownClock Clock { get; }

    public GoogleServer Google { get; }

    public ISource Source { get; }

    public SpentBudget Budget => (SpentBudget)_services.GetRequiredService<IApiBudget>();

    public Client Client { get; set; } = new() { Id = 1, Slug = "acme", Name = "Acme", TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv"), Language = "en" };

    /// <param name="settings">Below the section of the network.</param>
    public static async Task<GoogleRig> StartAsync<TNetwork>(Func<GoogleServer, Dictionary<string, string?>> settings)
        where TNetwork : INetwork, new()
    {
        var clock = new ShownClock();
        var google = await GoogleServer.StartAsync(clock, Stop);
        google.Faults.Silent += () => clock.Rest(SourceResilience.AttemptTimeout);
        var network = new TNetwork();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton<IApiBudget, SpentBudget>();
        services.AddSingleton(new AuthorHasher(new byte[32]));
        var section = new Dictionary<string, string?>(settings(google)) { ["TokenUrl"] = google.BaseUrl + GoogleOAuthEndpoint.TokenPath, ["AuthorizeUrl"] = google.BaseUrl + GoogleOAuthEndpoint.AuthorizePath };
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(section.Select(one => KeyValuePair.Create($"Networks:{network.Section}:{one.Key}", one.Value))).Build());
        network.Register(services);
        return new(clock, google, services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
    }

    /// <summary>Lets the clock pass until it is done.</summary>
    public async Task<T> PassAsync<T>(Task<T> call)
    {
        await Clock.PassAsync(call);
        return await call;
    }

    public async Task<SourceException> FailAsync(Task call)
    {
        await Clock.PassAsync(call);
        return await Assert.ThrowsAsync<SourceException>(() => call);
    }

    public SourceReading Reading(SourcePlace place, SourceAccess access, string stream, DateOnly from, DateOnly to) => new()
    {
        Client = Client,
        Account = new Account { Id = 7, ClientId = 1, Network = Source.Network, Name = "acme", ExternalId = place.ExternalId },
        Place = place,
        Access = access,
        Stream = Source.Streams.Single(one => one.Name == stream),
        From = from,
        To = to,
        ObservedAt = Clock.GetUtcNow(),
        Priority = CallPriority.Scheduled,
    };

    public Task<List<SourcePage>> ReadAsync(SourceReading reading) => PassAsync(PagesAsync(Source, reading));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Google.DisposeAsync();
    }

    private static async Task<List<SourcePage>> PagesAsync(ISource source, SourceReading reading)
    {
        var pages = new List<SourcePage>();
        await foreach (var page in source.ReadAsync(reading, Stop))
            pages.Add(page);
        return pages;
    }
}

/// <summary>A budget that is never used up, and remembers what it heard.</summary>
internal sealed class SpentBudget : IApiBudget
{
    private readonly List<(string Key, double UsedShare, TimeSpan? ResetsAfter)> _reports = [];

    private readonly List<(string Key, double Share, DateTimeOffset ResetsAt)> _spent = [];

    public int Entered { get; private set; }

    public IReadOnlyList<(string Key, double UsedShare, TimeSpan? ResetsAfter)> Reports => _reports;

    public IReadOnlyList<(string Key, double Share, DateTimeOffset ResetsAt)> Spent => _spent;

    public ValueTask EnterAsync(string key, CallPriority priority, CancellationToken cancellationToken)
    {
        Entered++;
        return ValueTask.CompletedTask;
    }

    public void Report(string key, double usedShare, TimeSpan? resetsAfter) => _reports.Add((key, usedShare, resetsAfter));

    public void Spend(string key, double share, DateTimeOffset resetsAt) => _spent.Add((key, share, resetsAt));
}

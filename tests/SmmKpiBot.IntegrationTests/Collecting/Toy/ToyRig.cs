using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.IntegrationTests.Collecting.Contract;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Collecting.Toy;

/// <summary>The toy for the contract suite.</summary>
internal sealed class ToyRig : NetworkRig
{
    private ToyRig(FakeTimeProvider clock, ToyBrand brand, ToyServer server, ToyServer foreign)
        : base(clock)
    {
        Brand = brand;
        Server = server;
        Foreign = foreign;
    }

    public ToyBrand Brand { get; }

    public ToyServer Server { get; }

    public ToyServer Foreign { get; }

    public override string Network => ToyNetwork.Name;

    public override string[] Settings => ["--Networks:Toy:ApiBaseUrl", Server.BaseUrl];

    public override string PlaceId => ToyServer.Place;

    public override IReadOnlyDictionary<string, string> Secrets { get; } = new Dictionary<string, string> { [ToyClient.Token] = ToyServer.Token };

    public override IReadOnlyList<string> PrivateTexts => [ToyServer.CustomerText];

    public override IReadOnlySet<string> SnapshotMetrics { get; } = new HashSet<string> { MetricCatalogue.Followers, MetricCatalogue.Audience };

    public override int Calls => Server.Calls;

    public override int ForeignCalls => Foreign.Calls;

    public static async Task<ToyRig> StartAsync(FakeTimeProvider clock)
    {
        var brand = new ToyBrand(clock);
        var foreign = await ToyServer.StartAsync(brand, TestContext.Current.CancellationToken);
        var server = await ToyServer.StartAsync(brand, TestContext.Current.CancellationToken);
        server.Foreign = new Uri(foreign.BaseUrl);
        return new(clock, brand, server, foreign);
    }

    public override BrandFacts Expected(DateOnly from) => Brand.Expected(from);

    public override void Restate()
    {
        Brand.Correct(Brand.Today);
        Brand.Correct(Brand.Today.AddDays(-1));
        Brand.Correct(Brand.Today.AddDays(-3));
    }

    public override void Begin(Misbehaviour what) => Server.Misbehaves = what;

    public override void End() => Server.Misbehaves = null;

    public override async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Foreign.DisposeAsync();
    }
}

using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Rates;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.IntegrationTests.Facts;
using SmmKpiBot.Reporting.Kpis;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Rates;

public sealed class RateStoreSqliteTests(PostgresServer server) : RateStoreTests(Dialect.Sqlite, server);

public sealed class RateStorePostgresTests(PostgresServer server) : RateStoreTests(Dialect.Postgres, server);

public abstract class RateStoreTests(Dialect dialect, PostgresServer server) : FactTest(dialect, server)
{
    private RateStore Rates => new(Database, Clock);

    private ClientStore Clients => new(Database, new ClientDefaults("Europe/Kyiv", "uk"));

    [Fact]
    public async Task AddAsync_SmallAndLargeRates_ComeBackToTheLastDigit()
    {
        CurrencyRate[] rates = [new("IRR", Day, 0.000987654m, RateOrigin.Nbu), new("KWD", Day, 136.123456789m, RateOrigin.Hand), new("USD", Day.AddDays(1), 41.5m, RateOrigin.Nbu)];

        Assert.Equal(3, await Rates.AddAsync(rates, Cancel));

        Assert.Equal(rates, await Rates.ListAsync(Day, Day.AddDays(1), Cancel));
        Assert.Equal(rates[2..], await Rates.ListAsync(Day.AddDays(1), Day.AddDays(1), Cancel));
    }

    [Fact]
    public async Task AddAsync_TheSameAgain_WritesNothingAndChangesNoClient()
    {
        await ConvertAsync();
        await Rates.AddAsync([new("USD", Day, 41.5m, RateOrigin.Nbu)], Cancel);
        var version = await VersionAsync();

        Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(0, await Rates.AddAsync([new("USD", Day, 41.5m, RateOrigin.Nbu)], Cancel));
        Assert.Equal(version, await VersionAsync());
        Assert.Equal(1, await Rates.AddAsync([new("USD", Day, 41.6m, RateOrigin.Nbu)], Cancel));
        Assert.True(await VersionAsync() > version);
    }

    [Fact]
    public async Task AddAsync_ByHand_CountsBeforeTheBanksUntilItIsTakenBack()
    {
        await Rates.AddAsync([new("USD", Day, 40m, RateOrigin.Hand)], Cancel);
        await Rates.AddAsync([new("USD", Day, 41.5m, RateOrigin.Nbu)], Cancel);
        Assert.Equal(40m, Assert.Single(await Rates.ListAsync(Day, Day, Cancel)).Hryvnias);

        Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True(await Rates.RemoveAsync("USD", Day, Cancel));
        Assert.False(await Rates.RemoveAsync("USD", Day, Cancel));
        Assert.Equal((41.5m, RateOrigin.Nbu), Assert.Single(await Rates.ListAsync(Day, Day, Cancel)) is var rate ? (rate.Hryvnias, rate.Origin) : default);
    }

    [Fact]
    public async Task ReportAsync_RestatedRate_RestatesTheFigureAndKeepsWhatWasSaidThen()
    {
        await ConvertAsync();
        await StoreAsync(Noon, BatchOrigin.Network, async writer => await writer.WriteAsync(Ad(Noon, "abroad") with { SpendMicros = 10_000_000, Currency = "USD" }, Cancel));
        await Rates.AddAsync([new("USD", Day.AddDays(-2), 41m, RateOrigin.Nbu)], Cancel);
        var then = Clock.GetUtcNow();
        Assert.Equal(410m, await SpendAsync());

        Clock.Advance(TimeSpan.FromHours(1));
        await Rates.AddAsync([new("USD", Day, 42m, RateOrigin.Nbu)], Cancel);
        Clock.Advance(TimeSpan.FromHours(1));
        await Rates.AddAsync([new("USD", Day, 42.5m, RateOrigin.Nbu)], Cancel);

        Assert.Equal(425m, await SpendAsync());
        Assert.Equal(420m, await SpendAsync(then.AddHours(1)));
        Assert.Equal(410m, await SpendAsync(then));
        Assert.Equal(10_000_000, Assert.Single((await ReadAsync()).Ads).SpendMicros);
    }

    [Fact]
    public async Task ReportAsync_OnlyARateThatIsTooOld_GivesNoFigure()
    {
        await ConvertAsync();
        await StoreAsync(Noon, BatchOrigin.Network, async writer => await writer.WriteAsync(Ad(Noon, "abroad") with { SpendMicros = 10_000_000, Currency = "USD" }, Cancel));
        await Rates.AddAsync([new("USD", Day.AddDays(-8), 41m, RateOrigin.Nbu)], Cancel);

        Assert.Null(await SpendAsync());
        await Rates.AddAsync([new("USD", Day.AddDays(-7), 41m, RateOrigin.Nbu)], Cancel);
        Assert.Equal(410m, await SpendAsync());
    }

    private Task<Client> ConvertAsync() => Clients.SetAsync(Client.Id, [KeyValuePair.Create("currency", "UAH"), KeyValuePair.Create("convert-currency", "true")], Cancel);

    private async Task<long> VersionAsync() => (await Clients.FindAsync(Client.Id, Cancel))!.Version;

    private async Task<decimal?> SpendAsync(DateTimeOffset? knownBy = null)
    {
        var client = (await Clients.FindAsync(Client.Id, Cancel))!;
        var day = Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        KpiQuery query = new() { Client = client, Period = PeriodChoice.Parse($"{day}..{day}", new(2026, 11, 20)), Comparison = null, KnownBy = knownBy };
        var spend = Assert.Single((await new KpiReports(new FactReader(Database), Clock).ReportAsync(query, Cancel)).Kpis, kpi => kpi.Key == "paid.spend");
        return spend.Value;
    }
}

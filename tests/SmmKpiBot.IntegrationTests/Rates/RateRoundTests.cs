using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Rates;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Rates;
using SmmKpiBot.IntegrationTests.Collecting.Contract;
using SmmKpiBot.IntegrationTests.Database;
using SmmKpiBot.Reporting.Texts;
using SmmKpiBot.Sandbox.Networks.NationalBank;
using Xunit;

namespace SmmKpiBot.IntegrationTests.Rates;

public sealed class RateRoundSqliteTests(PostgresServer server) : RateRoundTests(Dialect.Sqlite, server);

public sealed class RateRoundPostgresTests(PostgresServer server) : RateRoundTests(Dialect.Postgres, server);

public abstract class RateRoundTests(Dialect dialect, PostgresServer server) : DatabaseTest(dialect, server)
{
    private const long Operator = 77;

    /// <summary>A Saturday; ads run since Tuesday.</summary>
    private static readonly DateTimeOffset Saturday = new(2026, 11, 7, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Tuesday = new(2026, 11, 3);

    private readonly FakeTimeProvider _clock = new(Saturday);
    private NationalBankServer _bank = null!;
    private CollectorHost _host = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _bank = await NationalBankServer.StartAsync(Cancel);
        for (var day = new DateOnly(2026, 10, 20); day <= new DateOnly(2026, 11, 6); day = day.AddDays(1))
        {
            if (day.DayOfWeek is not DayOfWeek.Saturday and not DayOfWeek.Sunday)
                _bank.Publish("USD", day, 41m + (day.Day / 100m));
        }

        _host = await CollectorHost.StartAsync(_clock, TestDatabase, "--Rates:ApiBaseUrl", _bank.BaseUrl);
        await _host.Get<ClientStore>().SetAsync(_host.Client.Id, [KeyValuePair.Create("currency", "UAH"), KeyValuePair.Create("convert-currency", "true")], Cancel);
    }

    public override async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _bank.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task RunAsync_NobodyNeedsARate_AsksNothing()
    {
        await RoundAsync();

        Assert.Empty(_bank.Asked);
    }

    [Fact]
    public async Task RunAsync_ANewCurrency_ReadsItsPastWithTheDaysBeforeItAndThenOnlyWhatIsRecent()
    {
        await SpendAsync("USD", Tuesday);

        await RoundAsync();
        await RoundAsync();

        Assert.Equal("?start=20261027&end=20261111&valcode=usd&sort=exchangedate&order=asc&json", Assert.Single(_bank.Asked));
        Assert.Equal(9, (await RatesAsync()).Count);

        _clock.SetUtcNow(Saturday.AddDays(9));
        await RoundAsync();

        Assert.Equal("?start=20261109&end=20261120&valcode=usd&sort=exchangedate&order=asc&json", _bank.Asked[^1]);
        Assert.Equal(2, _bank.Asked.Count);
    }

    [Fact]
    public async Task RunAsync_EarlierMoneyTurnsUp_ReadsBackToItAtOnce()
    {
        await SpendAsync("USD", Tuesday);
        await RoundAsync();

        await SpendAsync("USD", Tuesday.AddYears(-1));
        await RoundAsync();

        Assert.Equal(
            ["?start=20251027&end=20261027&valcode=usd&sort=exchangedate&order=asc&json", "?start=20261028&end=20261111&valcode=usd&sort=exchangedate&order=asc&json"],
            _bank.Asked.Skip(1));
    }

    [Fact]
    public async Task RunAsync_TheNextDay_ReadsTheNewRateAndACorrectedOne()
    {
        await SpendAsync("USD", Tuesday);
        await RoundAsync();
        _bank.Publish("USD", new(2026, 11, 9), 42m);
        _bank.Publish("USD", new(2026, 11, 5), 40m);

        var next = await _host.Get<RateRound>().NextAsync(Cancel);
        Assert.Equal(new DateTimeOffset(2026, 11, 7, 17, 0, 0, TimeSpan.FromHours(2)), next);
        _clock.SetUtcNow(next.GetValueOrDefault());
        await RoundAsync();

        var rates = (await RatesAsync()).ToDictionary(rate => rate.Day, rate => rate.Hryvnias);
        Assert.Equal((42m, 40m), (rates[new(2026, 11, 9)], rates[new(2026, 11, 5)]));
    }

    [Fact]
    public async Task RunAsync_RatesOfManyUnits_AreOfOne()
    {
        _bank.Publish("JPY", new(2026, 11, 6), 2.7345m, units: 10);
        await SpendAsync("JPY", Tuesday);

        await RoundAsync();

        Assert.Equal(0.27345m, Assert.Single(await RatesAsync()).Hryvnias);
    }

    [Fact]
    public async Task RunAsync_AnotherCurrencyThanTheHryvnia_ReadsBothSides()
    {
        await _host.Get<ClientStore>().SetAsync(_host.Client.Id, [KeyValuePair.Create("currency", "EUR")], Cancel);
        _bank.Publish("EUR", new(2026, 11, 6), 45m);
        await SpendAsync("USD", Tuesday);

        await RoundAsync();

        Assert.Equal(["EUR", "USD"], (await RatesAsync()).Select(rate => rate.Currency).Distinct());
    }

    [Theory]
    [InlineData("""[{"message":"Wrong parameters format"}]""")]
    [InlineData("""[{"exchangedate":"06.11.2026","cc":"EUR","rate":45,"units":1,"rate_per_unit":45}]""")]
    [InlineData("""[{"exchangedate":"06.11.2026","cc":"USD","rate":0,"units":1,"rate_per_unit":0}]""")]
    [InlineData("""[{"exchangedate":"11/06/2026","cc":"USD","rate":41,"units":1,"rate_per_unit":41}]""")]
    [InlineData("""[{"exchangedate":"06.11.2026","cc":"USD","rate":41}]""")]
    [InlineData("<html>Checking your browser</html>")]
    public async Task RunAsync_AnAnswerThatIsNoRate_StoresNothingOfItAndCostsNoOtherCurrency(string body)
    {
        _bank.Fails = request => request.Query["valcode"] == "usd" ? Results.Content(body, body[0] == '<' ? "text/html" : "application/json") : null;
        _bank.Publish("GBP", new(2026, 11, 6), 55m);
        _bank.Publish("ZAR", new(2026, 11, 6), 2.4m);
        foreach (var currency in (string[])["GBP", "USD", "ZAR"])
            await SpendAsync(currency, Tuesday);

        await RoundAsync();

        Assert.Equal(["GBP", "ZAR"], (await RatesAsync()).Select(rate => rate.Currency));
        Assert.Equal(1, (await _host.Get<RateFeed>().ReadAsync(Cancel)).Failures);
    }

    [Fact]
    public async Task RunAsync_TheBankIsAway_TellsOperatorsOnceAndWhenItIsBack()
    {
        await BindAsync();
        await SpendAsync("USD", Tuesday);
        _bank.Fails = _ => Results.StatusCode(StatusCodes.Status503ServiceUnavailable);

        for (var hour = 0; hour < 6; hour++)
        {
            await RoundAsync();
            _clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Contains("No rates of the National Bank of Ukraine since", Assert.Single(await ToldAsync()), StringComparison.Ordinal);
        Assert.Empty(await RatesAsync());
        _bank.Fails = null;
        await RoundAsync();
        await RoundAsync();

        Assert.Equal(RateFeedText.ComeAgain.En, Assert.Single((await ToldAsync()).Skip(1)));
        Assert.NotEmpty(await RatesAsync());
    }

    /// <summary>What names no client outlives any.</summary>
    [Fact]
    public async Task RunAsync_AClientErasedBeforeOperatorsHearOfTheBank_TheyHearStill()
    {
        await BindAsync();
        await SpendAsync("USD", Tuesday);
        _bank.Fails = _ => Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        for (var hour = 0; hour < 6; hour++)
        {
            await RoundAsync();
            _clock.Advance(TimeSpan.FromHours(1));
        }

        await _host.Get<ClientEraser>().EraseAsync(_host.Client.Id, Cancel);

        Assert.Contains("No rates of the National Bank of Ukraine since", Assert.Single(await ToldAsync()), StringComparison.Ordinal);
    }

    private Task RoundAsync() => _host.DriveAsync(_host.Get<RateRound>().RunAsync(Cancel));

    private Task<IReadOnlyList<CurrencyRate>> RatesAsync() => _host.Get<RateStore>().ListAsync(new(2025, 1, 1), new(2027, 1, 1), Cancel);

    private async Task SpendAsync(string currency, DateOnly day)
    {
        var account = await _host.Get<AccountStore>().FindAsync(_host.Client.Id, "meta-ads/main", Cancel) ?? await _host.AddAccountAsync("meta-ads");
        await using var writer = await _host.Get<FactBatchStore>().BeginAsync(new NewBatch { AccountId = account.Id, Origin = BatchOrigin.Network, ObservedAt = _clock.GetUtcNow() }, Cancel);
        await writer.WriteAsync(
            new AdDay { AccountId = account.Id, Day = day, Campaign = currency, SpendMicros = 1_000_000, Currency = currency, ObservedAt = _clock.GetUtcNow(), SettlesAt = _clock.GetUtcNow() }, Cancel);
        await writer.CompleteAsync(Cancel);
    }

    private Task<long> BindAsync() => Database.WriteAsync(
        (connection, transaction) => new ChatBindings(_clock).BindAsync(connection, transaction, new NewBinding(Operator, null, ChatPurpose.Owner, Language.En, null, null), null, []), Cancel);

    private async Task<IReadOnlyList<string>> ToldAsync()
    {
        const string sql = "select payload from outbox where chat_id = 77 order by id";
        await using var connection = await Database.OpenAsync(Cancel);
        return [.. (await Dapper.SqlMapper.QueryAsync<string>(connection, sql)).Select(payload => OutboxPayload.Parse(payload).Html)];
    }
}

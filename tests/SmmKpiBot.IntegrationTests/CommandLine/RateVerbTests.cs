using System.Text.Json;
using Xunit;

namespace SmmKpiBot.IntegrationTests.CommandLine;

public sealed class RateVerbTests : IDisposable
{
    private readonly BotProcess _bot = new();

    public void Dispose() => _bot.Dispose();

    [Fact]
    public async Task Rates_ByHand_ConvertWhatAClientAsksForAndSaySoInTheReport()
    {
        var ads = _bot.WriteFile("ads.csv", "date,campaign,spend,currency,impressions\n2026-11-03,abroad,10,USD,1000\n2026-11-04,abroad,20,USD,1000\n2026-11-04,local,300,UAH,1000\n");
        var rates = _bot.WriteFile("rates.csv", "date,currency,rate\n2026-11-03,usd,40\n2026-11-04,USD,41.5\n");
        await DoneAsync("client", "add", "acme", "--name", "Acme", "currency=UAH");
        await DoneAsync("account", "add", "acme", "meta-ads", "main");
        await DoneAsync("import", ads, "--client", "acme", "--account", "meta-ads/main");
        Assert.Equal(["UAH", "USD"], (await SpendAsync()).Select(kpi => kpi.GetProperty("currency").GetString()));

        await DoneAsync("client", "set", "acme", "convert-currency=true");
        var without = Assert.Single(await SpendAsync());
        Assert.Equal(JsonValueKind.Null, without.GetProperty("value").ValueKind);
        Assert.Contains("there is no rate of USD for 3–4\u00A0November", without.GetProperty("note").GetString(), StringComparison.Ordinal);

        var imported = await DoneAsync("rate", "import", rates, "--format", "json");
        await DoneAsync("rate", "set", "USD", "2026-11-04", "42");
        Assert.Equal(2, imported.Json.GetProperty("changed").GetInt32());
        var spend = Assert.Single(await SpendAsync());
        Assert.Equal((300 + 400 + 840, "UAH"), (spend.GetProperty("value").GetDecimal(), spend.GetProperty("currency").GetString()));
        Assert.Contains("≈ Converted to UAH from USD (40–42) at rates entered by hand", spend.GetProperty("note").GetString(), StringComparison.Ordinal);

        var listed = (await DoneAsync("rate", "list", "--since", "2026-11-01", "--format", "json")).Json.EnumerateArray().Select(rate => (rate.GetProperty("day").GetString(), rate.GetProperty("rate").GetDecimal()));
        Assert.Equal([("2026-11-03", 40m), ("2026-11-04", 42m)], listed);
    }

    [Fact]
    public async Task RateRemove_OfARateByHand_TakesItBackOnce()
    {
        await DoneAsync("rate", "set", "EUR", "2026-11-04", "45.5");

        await DoneAsync("rate", "remove", "EUR", "2026-11-04");
        var again = await _bot.SayAsync("rate", "remove", "EUR", "2026-11-04");

        Assert.Equal(2, again.ExitCode);
        Assert.Contains("No rate of EUR is set by hand for 2026-11-04", again.Error, StringComparison.Ordinal);
        Assert.Contains("No rates of these days are known.", (await DoneAsync("rate", "list", "--since", "2026-11-01")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("XXX", "2026-11-04", "41", "'XXX' is no currency in use")]
    [InlineData("UAH", "2026-11-04", "1", "A hryvnia is always one hryvnia")]
    [InlineData("USD", "04.11.2026", "41", "'04.11.2026' is no day: write it like 2026-11-06")]
    [InlineData("USD", "2126-11-04", "41", "from 2004 to a week from today")]
    [InlineData("USD", "2026-11-04", "41,5", "'41,5' is no rate: write the hryvnias of one unit with a decimal point")]
    [InlineData("USD", "2026-11-04", "0", "above 0 and up to 1000000")]
    [InlineData("USD", "2026-11-04", "41.0000000001", "at most 9 decimals")]
    public async Task RateSet_SomethingWrong_IsExit2AndSaysWhatToWrite(string currency, string day, string rate, string expected)
    {
        var run = await _bot.SayAsync("rate", "set", currency, day, rate);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("date,currency,rate\n2026-11-03,EUR,41,5\n", "rates.csv line 2: 4 cells, but the header names 3. Write decimals with a point")]
    [InlineData("date,currency,rate,rate\n2026-11-03,EUR,41,5\n", "rates.csv has the column rate twice.")]
    [InlineData("", "rates.csv is empty: its first line names the columns.")]
    [InlineData("date,currency,rate\n\"2026-11-03,EUR,41\n", "rates.csv")]
    [InlineData("date,currency\n2026-11-03,USD\n", "needs the columns date, currency, rate; it has: date, currency.")]
    [InlineData("date,currency,rate\n2026-11-03,USD,40\n2026-11-04,USD,much\n", "rates.csv line 3: 'much' is no rate")]
    [InlineData("date,currency,rate\n2026-11-03,USD,40\n2026-11-03,USD,41\n", "rates.csv line 3: a day of a currency has one rate; remove the other row of it")]
    public async Task RateImport_ABadFile_IsExit3AndStoresNothing(string content, string expected)
    {
        var run = await _bot.SayAsync("rate", "import", _bot.WriteFile("rates.csv", content));

        Assert.Equal(3, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Contains("No rates of these days are known.", (await DoneAsync("rate", "list", "--since", "2026-11-01")).Output, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<JsonElement>> SpendAsync() =>
        [.. (await DoneAsync("kpi", "acme", "--period", "2026-11-02..2026-11-08", "--as-of", "2026-11-20", "--compare", "none", "--kpi", "paid.spend", "--format", "json")).Json.GetProperty("kpis").EnumerateArray()];

    private async Task<BotProcess.Run> DoneAsync(params string[] arguments)
    {
        var run = await _bot.SayAsync(arguments);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', arguments)}: exit code {run.ExitCode}: {run.Error}");
        return run;
    }
}

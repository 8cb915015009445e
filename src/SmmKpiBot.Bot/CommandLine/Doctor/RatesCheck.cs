using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Rates;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Rates;
using SmmKpiBot.Sources.NationalBank;

namespace SmmKpiBot.Bot.CommandLine.Doctor;

/// <summary>Do rates come, and is there one for each currency that has to be converted? Looked at only where a client wants money converted.</summary>
internal sealed class RatesCheck(IServiceProvider services)
{
    private const string What = "currency rates";

    private readonly IServiceProvider _services = services;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var converting = (await _services.GetRequiredService<ClientStore>().ListAsync(cancellationToken)).Where(client => client.ConvertsCurrency).ToList();
        if (converting.Count == 0)
        {
            return [];
        }

        List<Finding> findings =
        [
            .. converting.Where(client => client.Currency is null).Select(client => new Finding(
                What, Health.Notice, $"{client.Slug} wants money converted but has no currency to convert it to: client set {client.Slug} currency=UAH")),
        ];
        var isOn = _services.GetRequiredService<IOptions<NationalBankOptions>>().Value.IsOn;
        var state = await _services.GetRequiredService<RateFeed>().ReadAsync(cancellationToken);
        if (isOn && state.Failures > 0)
        {
            findings.Add(new(What, Health.Wrong, $"The National Bank of Ukraine was asked in vain {state.Failures} times: {state.Reason}"));
        }

        var missing = await MissingAsync(cancellationToken);
        if (missing.Count > 0)
        {
            findings.Add(new(What, Health.Notice, $"There is no rate of {string.Join(", ", missing)} for today: {(isOn ? "a running bot asks within the hour, unless the bank has none" : "set Rates:ApiBaseUrl to ask the bank")}; by hand: rate set."));
        }

        return findings.Count > 0 ? findings : [new(What, Health.Ok, isOn ? "They come from the National Bank of Ukraine." : "All that are needed today are known.")];
    }

    private async Task<IReadOnlyList<string>> MissingAsync(CancellationToken cancellationToken)
    {
        var today = LocalDay.Of(_services.GetRequiredService<TimeProvider>().GetUtcNow(), TimeZoneInfo.Utc);
        CurrencyRates rates = new(await _services.GetRequiredService<RateStore>().ListAsync(today.AddDays(-CurrencyRates.LongestAgeDays), today, cancellationToken));
        var needs = await _services.GetRequiredService<RateFeed>().NeedsAsync(cancellationToken);
        return [.. needs.Keys.Where(currency => rates.On(currency, today) is null).Order(StringComparer.Ordinal)];
    }
}

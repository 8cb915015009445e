using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Rates;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.NationalBank;

/// <summary>The public JSON of the National Bank of Ukraine: official rates of the hryvnia by currency and span of days.</summary>
public sealed class NationalBankClient(IHttpClientFactory http, IOptions<NationalBankOptions> options, TimeProvider timeProvider)
{
    public const string HttpClientName = "national-bank";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly IHttpClientFactory _http = http;
    private readonly NationalBankOptions _options = options.Value;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>All rates of a currency that the bank has dated within a span of days, both ends in: none of days without one.</summary>
    /// <exception cref="SourceException">The bank does not answer, or with something else than rates.</exception>
    public async Task<IReadOnlyList<CurrencyRate>> RatesAsync(string currency, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var query = $"start={Compact(from)}&end={Compact(to)}&valcode={currency.ToLowerInvariant()}&sort=exchangedate&order=asc&json";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(_options.ApiBaseUrl), "/NBU_Exchange/exchange_site?" + query));

        // Whoever does not say who he is, is sent away.
        request.Headers.UserAgent.ParseAdd("SmmKpiBot/1.0");
        request.Headers.Accept.ParseAdd("application/json");
        using var response = await _http.CreateClient(HttpClientName).SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw SourceAnswers.Refusal(response, _timeProvider.GetUtcNow());
        var published = await SourceAnswers.ReadAsync<List<PublishedRate>>(response, "rates", Json, cancellationToken);
        return [.. published.Select(rate => rate.ToRate(currency))];
    }

    private static string Compact(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}

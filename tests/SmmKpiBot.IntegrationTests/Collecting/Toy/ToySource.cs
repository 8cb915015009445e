using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.IntegrationTests.Collecting.Toy;

/// <summary>Reads the toy: figures by day, posts, ads and comments, page by page.</summary>
internal sealed class ToySource(ToyClient client, IOptions<ToyOptions> options) : ISource
{
    private readonly ToyClient _client = client;
    private readonly IOptions<ToyOptions> _options = options;

    public string Network => ToyNetwork.Name;

    public bool IsOn => _options.Value.ApiBaseUrl.Length > 0;

    public string Switch => "Networks:Toy:ApiBaseUrl";

    public IReadOnlyList<StreamPlan> Streams { get; } =
    [
        new() { Name = "followers", Every = TimeSpan.FromHours(6), LookbackDays = 1 },
        new() { Name = "daily", Every = TimeSpan.FromDays(1), AfterDayCloses = TimeSpan.FromHours(2), LookbackDays = 7, SweepDays = 30, HistoryDays = 40, HistoryWindowDays = 10 },
        new() { Name = "posts", Every = TimeSpan.FromHours(4), LookbackDays = 7, HistoryDays = 40, HistoryWindowDays = 10, IsExpectedDaily = false },
        new() { Name = "ads", Every = TimeSpan.FromDays(1), AfterDayCloses = TimeSpan.FromHours(3), LookbackDays = 28, IsExpectedDaily = false },
        new() { Name = "comments", Every = TimeSpan.FromMinutes(10), LookbackDays = 2, IsExpectedDaily = false },
    ];

    public IReadOnlyList<AccessWay> Ways { get; } =
    [
        new PastedSecret(ToyClient.Token)
        {
            HowTo = "Look under the toy.",
            HowToUk = "Подивіться під іграшкою.",
            Problem = text => text.StartsWith("toy-", StringComparison.Ordinal) && !text.Any(char.IsControl) ? null : new SourceWords("Токен іграшки починається з toy-.", "A toy's token begins with toy-."),
        },
    ];

    public async Task<SourcePlace> CheckAsync(SourceAccess access, string externalId, CallPriority priority, CancellationToken cancellationToken) =>
        Place(await _client.GetAsync(access, $"v1/places/{Uri.EscapeDataString(externalId)}", priority, cancellationToken));

    public async IAsyncEnumerable<SourcePlace> DiscoverAsync(SourceAccess access, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var place in (await _client.GetAsync(access, "v1/places", CallPriority.Asked, cancellationToken)).GetProperty("data").EnumerateArray())
            yield return Place(place);
    }

    public async IAsyncEnumerable<SourcePage> ReadAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cursor = reading.Cursor;
        do
        {
            var from = reading.From.ToString("O", CultureInfo.InvariantCulture);
            var to = reading.To.ToString("O", CultureInfo.InvariantCulture);
            var path = $"v1/places/{reading.Place.ExternalId}/{reading.Stream.Name}?from={from}&to={to}&after={cursor}";
            var answer = await _client.GetAsync(reading.Access, path, reading.Priority, cancellationToken);
            cursor = answer.TryGetProperty("next", out var next) ? next.GetString() : null;
            yield return ToyResponses.Map(answer, reading) with { Cursor = cursor };
        }
        while (cursor is not null);
    }

    private static SourcePlace Place(JsonElement place) => new(place.GetProperty("id").GetString()!, place.GetProperty("name").GetString()!)
    {
        DayZone = TimeZoneInfo.FindSystemTimeZoneById(place.GetProperty("zone").GetString()!),
        Currency = place.GetProperty("currency").GetString(),
        AccessExpiresAt = place.TryGetProperty("expires", out var at) ? at.GetDateTimeOffset() : null,
    };
}

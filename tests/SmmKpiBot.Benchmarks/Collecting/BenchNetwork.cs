using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Posts;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Benchmarks.Collecting;

/// <summary>A network that answers as much as the measure needs.</summary>
internal sealed class BenchNetwork : INetwork
{
    public const string Name = "bench";

    public string Key => Name;

    public string Section => "Bench";

    public void Register(IServiceCollection services)
    {
        services.AddOptions<BenchOptions>().BindConfiguration($"Networks:{Section}");
        services.AddSingleton<ISource, BenchSource>();
        services.AddSourceHttp(Name, provider => new SourceHosts(provider.GetRequiredService<IOptions<BenchOptions>>().Value.ApiBaseUrl));
    }
}

/// <summary>The settings section <c>Networks:Bench</c>.</summary>
internal sealed class BenchOptions
{
    public string ApiBaseUrl { get; set; } = "";
}

/// <summary>Reads days of figures, ads and posts, a week to a page.</summary>
internal sealed class BenchSource(IHttpClientFactory http, IOptions<BenchOptions> options, TimeProvider clock) : ISource
{
    public const string Token = "token";

    private const int DaysPerPage = 7;

    private readonly IHttpClientFactory _http = http;
    private readonly IOptions<BenchOptions> _options = options;
    private readonly TimeProvider _clock = clock;
    private long _waited;

    public string Network => BenchNetwork.Name;

    public bool IsOn => _options.Value.ApiBaseUrl.Length > 0;

    public string Switch => "Networks:Bench:ApiBaseUrl";

    /// <summary>All the time that calls took, one after the other.</summary>
    public TimeSpan Waited => TimeSpan.FromTicks(Volatile.Read(ref _waited));

    public IReadOnlyList<StreamPlan> Streams { get; } =
    [
        new() { Name = "days", Every = TimeSpan.FromDays(1), AfterDayCloses = TimeSpan.FromHours(1), LookbackDays = 7, HistoryDays = 42, HistoryWindowDays = 14 },
        new() { Name = "ads", Every = TimeSpan.FromDays(1), AfterDayCloses = TimeSpan.FromHours(1), LookbackDays = 7 },
        new() { Name = "posts", Every = TimeSpan.FromDays(1), LookbackDays = 7, HistoryDays = 42, HistoryWindowDays = 14 },
    ];

    public IReadOnlyList<AccessWay> Ways { get; } = [new PastedSecret(Token) { HowTo = "Any.", HowToUk = "Будь-який.", Problem = text => text.Length > 0 ? null : new SourceWords("Порожньо.", "It is empty.") }];

    public Task<SourcePlace> CheckAsync(SourceAccess access, string externalId, CallPriority priority, CancellationToken cancellationToken) =>
        Task.FromResult(new SourcePlace(externalId, $"Place {externalId}") { DayZone = TimeZoneInfo.Utc, Currency = "UAH" });

    public async IAsyncEnumerable<SourcePlace> DiscoverAsync(SourceAccess access, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await CheckAsync(access, "1", CallPriority.Asked, cancellationToken);
    }

    public async IAsyncEnumerable<SourcePage> ReadAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var from = reading.Cursor is { } cursor ? DateOnly.ParseExact(cursor, "O", CultureInfo.InvariantCulture) : reading.From;
        while (from <= reading.To)
        {
            var to = from.AddDays(DaysPerPage - 1) is var end && end < reading.To ? end : reading.To;
            var answer = await GetAsync($"{reading.Place.ExternalId}/{reading.Stream.Name}/{from:O}/{to:O}", cancellationToken);
            from = to.AddDays(1);
            yield return Map(answer, reading) with { Cursor = from <= reading.To ? from.ToString("O", CultureInfo.InvariantCulture) : null };
        }
    }

    private async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var response = await _http.CreateClient(BenchNetwork.Name).GetAsync(new Uri(new Uri(_options.Value.ApiBaseUrl), path), cancellationToken);
        Interlocked.Add(ref _waited, TimeProvider.System.GetElapsedTime(began).Ticks);
        return response.IsSuccessStatusCode
            ? await SourceAnswers.ReadAsync<JsonElement>(response, path, JsonSerializerOptions.Web, cancellationToken)
            : throw SourceAnswers.Refusal(response, _clock.GetUtcNow());
    }

    private static SourcePage Map(JsonElement answer, SourceReading reading)
    {
        var (points, ads, posts, told) = (new List<MetricPoint>(), new List<AdDay>(), new List<Post>(), new List<ObservedSpan>());
        foreach (var day in answer.EnumerateArray())
        {
            var label = DateOnly.ParseExact(day.GetProperty("day").GetString()!, "O", CultureInfo.InvariantCulture);
            var settlesAt = LocalDay.Start(label.AddDays(1), TimeZoneInfo.Utc) + TimeSpan.FromDays(3);
            foreach (var row in day.GetProperty("rows").EnumerateArray())
            {
                switch (reading.Stream.Name)
                {
                    case "days":
                        points.Add(new(reading.Account.Id, row[0].GetString()!, row[1].GetString()!, label, row[2].GetInt64(), reading.ObservedAt, settlesAt));
                        break;
                    case "ads":
                        ads.Add(new AdDay { AccountId = reading.Account.Id, Day = label, Campaign = row[0].GetString()!, SpendMicros = row[2].GetInt64(), Currency = "UAH", Clicks = row[2].GetInt64(), ObservedAt = reading.ObservedAt, SettlesAt = settlesAt });
                        break;
                    default:
                        posts.Add(new Post { AccountId = reading.Account.Id, PostId = row[0].GetString()!, PublishedAt = LocalDay.Start(label, TimeZoneInfo.Utc).AddHours(9), Reactions = row[2].GetInt64(), Views = row[2].GetInt64() * 10, ObservedAt = reading.ObservedAt });
                        break;
                }
            }

            told.AddRange(Kinds(reading.Stream.Name).Select(kind => new ObservedSpan(reading.Account.Id, kind, label, label, reading.ObservedAt)));
        }

        return new() { Points = points, Ads = ads, Posts = posts, Told = told };
    }

    private static string[] Kinds(string stream) => stream switch
    {
        "days" => [FactKind.OfMetric(MetricCatalogue.Views), FactKind.OfMetric(MetricCatalogue.Audience)],
        "ads" => [FactKind.Ads],
        _ => [FactKind.Posts],
    };
}

using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>A property of Google Analytics 4: its visits, and the different people behind them.</summary>
internal sealed class GoogleAnalyticsSource(
    IOptions<GoogleAnalyticsOptions> options, GoogleAnalyticsAccess access, GoogleAnalyticsClient client, TrafficReading traffic, VisitorsReading visitors, ContentReading content, TimeProvider timeProvider) : ISource
{
    public const string Traffic = "traffic";
    public const string Visitors = "visitors";
    public const string Content = "content";

    private readonly GoogleAnalyticsOptions _options = options.Value;
    private readonly GoogleAnalyticsAccess _access = access;
    private readonly GoogleAnalyticsClient _client = client;
    private readonly TrafficReading _traffic = traffic;
    private readonly VisitorsReading _visitors = visitors;
    private readonly ContentReading _content = content;
    private readonly TimeProvider _timeProvider = timeProvider;

    public string Network => GoogleAnalyticsNetwork.NetworkKey;

    public bool IsOn => _options.IsOn;

    public string Switch => GoogleAnalyticsOptions.Section + ":ApiBaseUrl";

    public IReadOnlyList<StreamPlan> Streams { get; } =
    [
        new()
        {
            Name = Traffic,
            Every = TimeSpan.FromHours(8),
            AfterDayCloses = TimeSpan.FromHours(4),
            LookbackDays = 3,
            SweepDays = 90,
            HistoryDays = 400,
        },
        new()
        {
            // A site has visits each day, but whole months may pass without one from social networks.
            Name = Visitors,
            IsExpectedDaily = false,
            Every = TimeSpan.FromHours(12),
            AfterDayCloses = TimeSpan.FromHours(4),
            LookbackDays = 3,
            SweepDays = 90,
            HistoryDays = 400,
        },

        // Many sites have no tags of content at all.
        new() { Name = Content, IsExpectedDaily = false, Every = TimeSpan.FromHours(24), AfterDayCloses = TimeSpan.FromHours(4), LookbackDays = 3, SweepDays = 90, HistoryDays = 400, HistoryWindowDays = 84 },
    ];

    public IReadOnlyList<AccessWay> Ways => _access.Ways;

    public async Task<SourcePlace> CheckAsync(SourceAccess access, string externalId, CallPriority priority, CancellationToken cancellationToken)
    {
        var property = Property(externalId);
        var today = LocalDay.Of(_timeProvider.GetUtcNow(), TimeZoneInfo.Utc);
        var request = new ReportRequest { DateRanges = [ReportDates.Of(new Period(today.AddDays(-7), today))], Metrics = [new(ReportFields.Sessions)] };
        var report = await CheckAsync(access, property, request, priority, cancellationToken);
        var zone = report.Metadata.TimeZone is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var found)
            ? found
            : throw new SourceException(SourceProblem.Unexpected, new SourceWords(
                $"Ресурс рахує дні в поясі «{report.Metadata.TimeZone}», якого цей комп’ютер не знає.",
                $"The property counts its days in the zone '{report.Metadata.TimeZone}', which this machine does not know."));
        return new(property, await _client.NameAsync(access, property, cancellationToken) ?? $"GA4 {property}")
        {
            DayZone = zone,
            Currency = report.Metadata.CurrencyCode,
            Remarks = [.. report.Metadata.SchemaRestrictionResponse.ActiveMetricRestrictions.Select(one => GoogleAnalyticsRemarks.Restricted(one.MetricName))],
        };
    }

    public async IAsyncEnumerable<SourcePlace> DiscoverAsync(SourceAccess access, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? page = null;
        do
        {
            var summaries = await _client.SummariesAsync(access, page, cancellationToken);
            foreach (var property in summaries.Accounts.SelectMany(account => account.PropertySummaries))
                yield return await FindAsync(access, property, cancellationToken);
            page = summaries.NextPageToken;
        }
        while (!string.IsNullOrEmpty(page));
    }

    public string? CountedBy(Client client, SourcePlace place, StreamPlan plan) => plan.Name == Traffic ? TrafficMapping.CountedBy(client) : null;

    public IAsyncEnumerable<SourcePage> ReadAsync(SourceReading reading, CancellationToken cancellationToken) => reading.Stream.Name switch
    {
        Traffic => _traffic.ReadAsync(reading, cancellationToken),
        Visitors => _visitors.ReadAsync(reading, cancellationToken),
        Content => _content.ReadAsync(reading, cancellationToken),
        var other => throw new ArgumentException($"Google Analytics has no stream {other}.", nameof(reading)),
    };

    /// <summary>A property that is listed and not opened costs the others nothing.</summary>
    private async Task<SourcePlace> FindAsync(SourceAccess access, PropertySummary property, CancellationToken cancellationToken)
    {
        try
        {
            return await CheckAsync(access, property.Property, CallPriority.Asked, cancellationToken);
        }
        catch (SourceException exception) when (exception is { Problem: SourceProblem.Forbidden or SourceProblem.Unexpected or SourceProblem.RateLimited, Words: { } why })
        {
            var number = Property(property.Property);
            return new(number, property.DisplayName ?? $"GA4 {number}") { DayZone = TimeZoneInfo.Utc, Refusal = why };
        }
    }

    private async Task<ReportBody> CheckAsync(SourceAccess access, string property, ReportRequest request, CallPriority priority, CancellationToken cancellationToken)
    {
        try
        {
            return (await _client.ReportsAsync(access, property, [request], priority, cancellationToken))[0];
        }
        catch (RefusedFieldException exception)
        {
            throw exception.Refusal;
        }
    }

    /// <summary>The number, as people write it or as Google does.</summary>
    private static string Property(string externalId)
    {
        var id = externalId.Trim();
        id = id.StartsWith("properties/", StringComparison.Ordinal) ? id["properties/".Length..] : id;
        return id.Length is > 0 and <= 20 && id.All(char.IsAsciiDigit)
            ? id
            : throw new SourceException(SourceProblem.Forbidden, NoNumber(id.Length > 40 ? id[..40] : id));
    }

    private static SourceWords NoNumber(string id) => new(
        $"«{id}» — не номер ресурсу: у Google Analytics відкрийте «Адміністратор» → «Налаштування ресурсу» і скопіюйте id ресурсу (самі цифри; G-… і UA-… — інше).",
        $"'{id}' is not the number of a property: in Google Analytics open Admin, Property settings, and copy the property's id (digits only; G-… and UA-… are others).");
}

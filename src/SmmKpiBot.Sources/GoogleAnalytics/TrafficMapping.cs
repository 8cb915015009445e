using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Import.Layouts;

namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>
/// Two reports, one of visits and one of events, in our rows. Ad content has a report of its own: each further dimension makes Google put more of the rare rows
/// together. Visits without a campaign name (<c>(not set)</c>, <c>(referral)</c>) are one row.
/// </summary>
internal static class TrafficMapping
{
    /// <summary>Google corrects a day for so long after it has closed.</summary>
    private static readonly TimeSpan Settles = TimeSpan.FromHours(48);

    /// <summary>What counts as a conversion; a client who never said it has Google's own event for purchases.</summary>
    public static IReadOnlyDictionary<string, ConversionKind> Conversions(Client client) =>
        client.Conversions.Count > 0 ? client.Conversions : new Dictionary<string, ConversionKind> { ["purchase"] = ConversionKind.Purchase };

    /// <summary>The same as a text: when it changes, days that were read before were counted otherwise.</summary>
    public static string CountedBy(Client client) => string.Join(',', Conversions(client).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    /// <param name="reports">Of visits, and of events.</param>
    public static SourcePage Map(SourceReading reading, Period days, Reports reports)
    {
        var (visits, events) = (reports.Tables[0], reports.Tables[1]);
        var conversions = new DayConversions(Conversions(reading.Client), events);

        var visitsByKey = visits.Rows.ToLookup(VisitKey.Of);
        var eventsByKey = events.Rows.ToLookup(VisitKey.Of);

        // Where a row of visits could not be read, one that has only events may be the same: to call its visits none would be a guess.
        bool IsKnown(ReportRow row) => visitsByKey.Contains(VisitKey.Of(row)) || !(visits.BadDays.Contains(null) || visits.BadDays.Contains(row.Day));
        var rows = visits.Rows.Concat(events.Rows.Where(IsKnown)).Where(row => row.Day is { } day && days.Contains(day)).Select(VisitKey.Of).Distinct()
            .OrderBy(key => key.Day).ThenBy(key => $"{key.Source}\n{key.Medium}\n{key.Campaign}\n{key.Channel}", StringComparer.Ordinal);
        return new()
        {
            Traffic = [.. rows.Select(key => Row(reading, key, [.. visitsByKey[key]], [.. eventsByKey[key]], visits, conversions))],
            Told = [.. Told(reading, days, [.. visits.BadDays, .. events.BadDays])],
            Refused = reports.Refused,
            Bad = [.. visits.Bad, .. events.Bad],
            UnknownFields = visits.UnknownFields.Concat(events.UnknownFields).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value)),
            Remarks = [.. GoogleAnalyticsRemarks.Of(reading.Place, reports.Tables), .. conversions.Remarks(reading.Client)],
        };
    }

    private static TrafficDay Row(
        SourceReading reading, VisitKey key, IReadOnlyList<ReportRow> visits, IReadOnlyList<ReportRow> events, ReportTable table, DayConversions conversions)
    {
        var metadata = table.Metadata;
        long? Sum(string metric) => table.Metrics.Contains(metric) ? visits.Sum(row => row.Count(metric)) : null;
        var mayRevenue = metadata.CurrencyCode is not null && metadata.SchemaRestrictionResponse.ActiveMetricRestrictions.All(one => one.MetricName != ReportFields.Revenue);
        var revenue = mayRevenue && table.Metrics.Contains(ReportFields.Revenue) ? visits.Sum(row => row.Metric(ReportFields.Revenue)) : null;
        return new()
        {
            AccountId = reading.Account.Id,
            Day = key.Day,
            Source = key.Source,
            Medium = key.Medium,
            Campaign = key.Campaign,
            Channel = key.Channel,
            Sessions = Sum(ReportFields.Sessions),

            // The same person may be in two rows that are one here.
            Users = visits.Count > 1 ? null : Sum(ReportFields.Users),
            EngagedSessions = Sum(ReportFields.EngagedSessions),
            EngagedSeconds = Sum(ReportFields.EngagedSeconds),
            PageViews = Sum(ReportFields.PageViews),
            Purchases = conversions.Count(key.Day, ConversionKind.Purchase, events),
            Signups = conversions.Count(key.Day, ConversionKind.Signup, events),
            CallRequests = conversions.Count(key.Day, ConversionKind.CallRequest, events),
            OtherConversions = conversions.Count(key.Day, ConversionKind.Other, events),
            ConvertingSessions = conversions.AreAllKeyEvents(key.Day) && table.Metrics.Contains(ReportFields.KeyEventRate)
                ? (long)visits.Sum(row => decimal.Round((row.Metric(ReportFields.KeyEventRate) * row.Metric(ReportFields.Sessions)) ?? 0))
                : null,
            TakenBack = conversions.TakenBack(key.Day),
            RevenueMicros = revenue is { } money ? (long)decimal.Round(money * 1_000_000) : null,
            Currency = revenue is null ? null : metadata.CurrencyCode,
            ObservedAt = reading.ObservedAt,
            SettlesAt = LocalDay.Start(key.Day.AddDays(1), reading.Place.DayZone) + Settles,
        };
    }

    /// <summary>A day with a row that could not be read is not wholly told; one without a readable day could be any.</summary>
    private static IEnumerable<ObservedSpan> Told(SourceReading reading, Period days, IReadOnlyList<DateOnly?> bad) => bad.Contains(null)
        ? []
        : days.EachDay().Where(day => !bad.Contains(day)).Select(day => new ObservedSpan(reading.Account.Id, FactKind.Traffic, day, day, reading.ObservedAt));
}

/// <summary>What makes a row one of ours.</summary>
internal readonly record struct VisitKey(DateOnly Day, string Source, string Medium, string Campaign, string Channel)
{
    public static VisitKey Of(ReportRow row) => new(
        row.Day ?? DateOnly.MinValue, row.Dimension(ReportFields.Source), row.Dimension(ReportFields.Medium), CampaignName.Read(row.Dimension(ReportFields.Campaign)), row.Dimension(ReportFields.Channel));
}

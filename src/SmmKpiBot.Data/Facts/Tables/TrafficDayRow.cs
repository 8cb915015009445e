using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Facts.Tables;

/// <summary>A row of <c>traffic_day</c>.</summary>
internal sealed record TrafficDayRow : StoredRow
{
    public const string Columns = """
        t.account_id as AccountId, t.day as Day, t.source as Source, t.medium as Medium, t.campaign as Campaign, t.channel as Channel, t.batch_id as BatchId,
        t.sessions as Sessions, t.users as Users, t.engaged_sessions as EngagedSessions, t.engaged_seconds as EngagedSeconds, t.page_views as PageViews,
        t.purchases as Purchases, t.signups as Signups, t.call_requests as CallRequests, t.other_conversions as OtherConversions,
        t.converting_sessions as ConvertingSessions, t.revenue_micros as RevenueMicros, t.currency as Currency, t.taken_back as TakenBack, t.settles_at as SettlesAt
        """;

    public long AccountId { get; init; }

    public long Day { get; init; }

    public string Source { get; init; } = "";

    public string Medium { get; init; } = "";

    public string Campaign { get; init; } = "";

    public string Channel { get; init; } = "";

    public long? Sessions { get; init; }

    public long? Users { get; init; }

    public long? EngagedSessions { get; init; }

    public long? EngagedSeconds { get; init; }

    public long? PageViews { get; init; }

    public long? Purchases { get; init; }

    public long? Signups { get; init; }

    public long? CallRequests { get; init; }

    public long? OtherConversions { get; init; }

    public long? ConvertingSessions { get; init; }

    public long? RevenueMicros { get; init; }

    public string? Currency { get; init; }

    public long TakenBack { get; init; }

    public long SettlesAt { get; init; }

    public TrafficDay ToFact(DateTimeOffset observedAt) => new()
    {
        AccountId = AccountId,
        Day = DateOnly.FromDayNumber((int)Day),
        Source = Source,
        Medium = Medium,
        Campaign = Campaign,
        Channel = Channel,
        Sessions = Sessions,
        Users = Users,
        EngagedSessions = EngagedSessions,
        EngagedSeconds = EngagedSeconds,
        PageViews = PageViews,
        Purchases = Purchases,
        Signups = Signups,
        CallRequests = CallRequests,
        OtherConversions = OtherConversions,
        ConvertingSessions = ConvertingSessions,
        RevenueMicros = RevenueMicros,
        Currency = Currency,
        TakenBack = (ConversionCells)TakenBack,
        ObservedAt = observedAt,
        SettlesAt = UnixMicros.ToInstant(SettlesAt),
    };
}

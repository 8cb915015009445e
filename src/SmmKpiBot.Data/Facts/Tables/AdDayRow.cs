using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Facts.Tables;

/// <summary>A row of <c>ad_day</c>.</summary>
internal sealed record AdDayRow : StoredRow
{
    public const string Columns = """
        d.account_id as AccountId, d.day as Day, d.campaign as Campaign, d.batch_id as BatchId, d.spend_micros as SpendMicros, d.currency as Currency,
        d.impressions as Impressions, d.clicks as Clicks, d.new_followers as NewFollowers, d.taken_back as TakenBack, d.settles_at as SettlesAt
        """;

    public long AccountId { get; init; }

    public long Day { get; init; }

    public string Campaign { get; init; } = "";

    public long? SpendMicros { get; init; }

    public string? Currency { get; init; }

    public long? Impressions { get; init; }

    public long? Clicks { get; init; }

    public long? NewFollowers { get; init; }

    public long TakenBack { get; init; }

    public long SettlesAt { get; init; }

    public AdDay ToFact(DateTimeOffset observedAt) => new()
    {
        AccountId = AccountId,
        Day = DateOnly.FromDayNumber((int)Day),
        Campaign = Campaign,
        SpendMicros = SpendMicros,
        Currency = Currency,
        Impressions = Impressions,
        Clicks = Clicks,
        NewFollowers = NewFollowers,
        AreFollowersTakenBack = TakenBack != 0,
        ObservedAt = observedAt,
        SettlesAt = UnixMicros.ToInstant(SettlesAt),
    };
}

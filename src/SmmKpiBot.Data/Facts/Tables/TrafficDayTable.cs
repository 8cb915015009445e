using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Facts.Tables;

internal readonly record struct TrafficDayKey(int Day, string Source, string Medium, string Campaign, string Channel);

/// <summary>Traffic days; rows of one file with one key are added up.</summary>
internal sealed class TrafficDayTable : FactTable<TrafficDay, TrafficDayKey>
{
    public override string[] Columns { get; } =
    [
        "account_id", "day", "source", "medium", "campaign", "channel", "batch_id", "sessions", "users", "engaged_sessions", "engaged_seconds", "page_views",
        "purchases", "signups", "call_requests", "other_conversions", "converting_sessions", "revenue_micros", "currency", "taken_back", "settles_at",
    ];

    public override string Upsert => """
        insert into traffic_day (account_id, day, source, medium, campaign, channel, batch_id, sessions, users, engaged_sessions, engaged_seconds, page_views,
            purchases, signups, call_requests, other_conversions, converting_sessions, revenue_micros, currency, taken_back, settles_at)
        values (@account_id, @day, @source, @medium, @campaign, @channel, @batch_id, @sessions, @users, @engaged_sessions, @engaged_seconds, @page_views,
            @purchases, @signups, @call_requests, @other_conversions, @converting_sessions, @revenue_micros, @currency, @taken_back, @settles_at)
        on conflict (account_id, day, source, medium, campaign, channel, batch_id) do update set sessions = excluded.sessions, users = excluded.users,
            engaged_sessions = excluded.engaged_sessions, engaged_seconds = excluded.engaged_seconds, page_views = excluded.page_views,
            purchases = excluded.purchases, signups = excluded.signups, call_requests = excluded.call_requests, other_conversions = excluded.other_conversions,
            converting_sessions = excluded.converting_sessions, revenue_micros = excluded.revenue_micros, currency = excluded.currency,
            taken_back = excluded.taken_back, settles_at = excluded.settles_at
        """;

    public override string Copy => """
        copy traffic_day (account_id, day, source, medium, campaign, channel, batch_id, sessions, users, engaged_sessions, engaged_seconds, page_views,
            purchases, signups, call_requests, other_conversions, converting_sessions, revenue_micros, currency, taken_back, settles_at) from stdin (format binary)
        """;

    public override TrafficDayKey Key(TrafficDay row) => new(row.Day.DayNumber, row.Source, row.Medium, row.Campaign, row.Channel);

    public override void Fill(TrafficDay row, long batchId, object?[] values)
    {
        values[0] = row.AccountId;
        values[1] = (long)row.Day.DayNumber;
        values[2] = row.Source;
        values[3] = row.Medium;
        values[4] = row.Campaign;
        values[5] = row.Channel;
        values[6] = batchId;
        values[7] = row.Sessions;
        values[8] = row.Users;
        values[9] = row.EngagedSessions;
        values[10] = row.EngagedSeconds;
        values[11] = row.PageViews;
        values[12] = row.Purchases;
        values[13] = row.Signups;
        values[14] = row.CallRequests;
        values[15] = row.OtherConversions;
        values[16] = row.ConvertingSessions;
        values[17] = row.RevenueMicros;
        values[18] = row.Currency;
        values[19] = (long)row.TakenBack;
        values[20] = UnixMicros.Of(row.SettlesAt);
    }

    /// <summary>Money of two currencies is not added.</summary>
    public override (RowOutcome Outcome, TrafficDay Row) Merge(TrafficDay old, TrafficDay row)
    {
        if (old.RevenueMicros is not null && row.RevenueMicros is not null && old.Currency != row.Currency)
            return (RowOutcome.Conflicting, old);
        return SumOrTooLarge(old, () => old with
        {
            Sessions = Sum(old.Sessions, row.Sessions),
            Users = Sum(old.Users, row.Users),
            EngagedSessions = Sum(old.EngagedSessions, row.EngagedSessions),
            EngagedSeconds = Sum(old.EngagedSeconds, row.EngagedSeconds),
            PageViews = Sum(old.PageViews, row.PageViews),
            Purchases = Sum(old.Purchases, row.Purchases),
            Signups = Sum(old.Signups, row.Signups),
            CallRequests = Sum(old.CallRequests, row.CallRequests),
            OtherConversions = Sum(old.OtherConversions, row.OtherConversions),
            ConvertingSessions = Sum(old.ConvertingSessions, row.ConvertingSessions),
            RevenueMicros = Sum(old.RevenueMicros, row.RevenueMicros),
            Currency = old.RevenueMicros is null ? row.Currency : old.Currency,
            SettlesAt = old.SettlesAt > row.SettlesAt ? old.SettlesAt : row.SettlesAt,
        });
    }

    public override async Task<TrafficDay?> FindAsync(DbConnection connection, long batchId, TrafficDay row, CancellationToken cancellationToken)
    {
        const string sql = $"""
            select {TrafficDayRow.Columns} from traffic_day t
            where t.account_id = @AccountId and t.day = @day and t.source = @Source and t.medium = @Medium and t.campaign = @Campaign and t.channel = @Channel
                and t.batch_id = @batchId
            """;
        var key = new { row.AccountId, day = (long)row.Day.DayNumber, row.Source, row.Medium, row.Campaign, row.Channel, batchId };
        var found = await connection.QuerySingleOrDefaultAsync<TrafficDayRow>(new CommandDefinition(sql, key, cancellationToken: cancellationToken));
        return found?.ToFact(row.ObservedAt);
    }
}

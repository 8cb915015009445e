using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Facts.Tables;

internal readonly record struct AdDayKey(int Day, string Campaign);

/// <summary>Ad days; rows of one file with one key are added up.</summary>
internal sealed class AdDayTable : FactTable<AdDay, AdDayKey>
{
    public override string[] Columns { get; } =
        ["account_id", "day", "campaign", "batch_id", "spend_micros", "currency", "impressions", "clicks", "new_followers", "taken_back", "settles_at"];

    public override string Upsert => """
        insert into ad_day (account_id, day, campaign, batch_id, spend_micros, currency, impressions, clicks, new_followers, taken_back, settles_at)
        values (@account_id, @day, @campaign, @batch_id, @spend_micros, @currency, @impressions, @clicks, @new_followers, @taken_back, @settles_at)
        on conflict (account_id, day, campaign, batch_id) do update set spend_micros = excluded.spend_micros, currency = excluded.currency,
            impressions = excluded.impressions, clicks = excluded.clicks, new_followers = excluded.new_followers, taken_back = excluded.taken_back,
            settles_at = excluded.settles_at
        """;

    public override string Copy =>
        "copy ad_day (account_id, day, campaign, batch_id, spend_micros, currency, impressions, clicks, new_followers, taken_back, settles_at) from stdin (format binary)";

    public override AdDayKey Key(AdDay row) => new(row.Day.DayNumber, row.Campaign);

    public override void Fill(AdDay row, long batchId, object?[] values)
    {
        values[0] = row.AccountId;
        values[1] = (long)row.Day.DayNumber;
        values[2] = row.Campaign;
        values[3] = batchId;
        values[4] = row.SpendMicros;
        values[5] = row.Currency;
        values[6] = row.Impressions;
        values[7] = row.Clicks;
        values[8] = row.NewFollowers;
        values[9] = row.AreFollowersTakenBack ? 1L : 0L;
        values[10] = UnixMicros.Of(row.SettlesAt);
    }

    /// <summary>Money of two currencies is not added.</summary>
    public override (RowOutcome Outcome, AdDay Row) Merge(AdDay old, AdDay row)
    {
        if (old.SpendMicros is not null && row.SpendMicros is not null && old.Currency != row.Currency)
            return (RowOutcome.Conflicting, old);
        return SumOrTooLarge(old, () => old with
        {
            SpendMicros = Sum(old.SpendMicros, row.SpendMicros),
            Currency = old.SpendMicros is null ? row.Currency : old.Currency,
            Impressions = Sum(old.Impressions, row.Impressions),
            Clicks = Sum(old.Clicks, row.Clicks),
            NewFollowers = Sum(old.NewFollowers, row.NewFollowers),
            SettlesAt = old.SettlesAt > row.SettlesAt ? old.SettlesAt : row.SettlesAt,
        });
    }

    public override async Task<AdDay?> FindAsync(DbConnection connection, long batchId, AdDay row, CancellationToken cancellationToken)
    {
        const string sql = $"""
            select {AdDayRow.Columns} from ad_day d
            where d.account_id = @AccountId and d.day = @day and d.campaign = @Campaign and d.batch_id = @batchId
            """;
        var key = new { row.AccountId, day = (long)row.Day.DayNumber, row.Campaign, batchId };
        var found = await connection.QuerySingleOrDefaultAsync<AdDayRow>(new CommandDefinition(sql, key, cancellationToken: cancellationToken));
        return found?.ToFact(row.ObservedAt);
    }
}

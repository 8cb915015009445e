using System.Data.Common;
using System.Globalization;
using Dapper;
using SmmKpiBot.Bot.Access;

namespace SmmKpiBot.Bot.Waits;

/// <summary>The last time in which nobody looked at who waits, for longer than anything is told late: the program was away.</summary>
internal sealed record WaitGap(long From, long To)
{
    public const string Prefix = "waits-gap:";

    /// <summary>What comes later than that after its instant, or after it happened, is history and wakes nobody.</summary>
    public static readonly long Fresh = (long)TimeSpan.FromHours(24).TotalMicroseconds;

    /// <summary>Not written down at every look: the gap only begins that much earlier.</summary>
    private static readonly long OftenEnough = (long)TimeSpan.FromMinutes(1).TotalMicroseconds;

    /// <summary>The message in which a chat hears of all whom it would have heard of meanwhile.</summary>
    public string KeyOf(BoundChat chat) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{To}:{chat.Id}");

    public static bool IsKey(string key) => key.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>News, which is told at once: it happened lately and was seen at once.</summary>
    public static bool IsFresh(OpenWaitRow row, long now) => !IsLate(row, now) && !IsSeenLate(row);

    /// <summary>
    /// Would it have been news, had the program not been away? What an inbox brings of its past when it is connected, and what came due before for whatever
    /// reason, would not.
    /// </summary>
    public async Task<bool> HidAsync(DbConnection connection, DbTransaction transaction, OpenWaitRow row, long now)
    {
        // Nobody counts it any more.
        if (IsFresh(row, now) || row.UntilAt <= now)
            return false;
        if (IsLate(row, now) && !(row.InstantAt(now) >= From && row.InstantAt(now) <= To && now - To <= Fresh))
            return false;
        return !IsSeenLate(row) || (row.BeganAt >= From - Fresh && row.ObservedAt <= To + Fresh && await WasReadAsync(connection, transaction, row.AccountId));
    }

    private static bool IsLate(OpenWaitRow row, long now) => now - row.InstantAt(now) > Fresh;

    public static bool IsSeenLate(OpenWaitRow row) => row.ObservedAt - row.BeganAt > Fresh;

    private async Task<bool> WasReadAsync(DbConnection connection, DbTransaction transaction, long accountId)
    {
        const string sql = "select count(*) from (select 1 from batch where account_id = @accountId and origin = 1 and completed_at is not null and undone_at is null and observed_at <= @From limit 1) found";
        return await connection.ExecuteScalarAsync<long>(sql, new { accountId, From }, transaction) > 0;
    }

    /// <summary>Somebody looks now. Gives the last gap, which may have ended this moment.</summary>
    public static async Task<WaitGap?> LookAsync(Data.Database.Database database, long now, CancellationToken cancellationToken)
    {
        const string read = "select last_at as LastAt, gap_from as GapFrom, gap_to as GapTo from wait_watch where id = 1";
        const string look = """
            insert into wait_watch (id, last_at) values (1, @now)
            on conflict (id) do update set last_at = excluded.last_at,
                gap_from = case when excluded.last_at - wait_watch.last_at > @Fresh then wait_watch.last_at else wait_watch.gap_from end,
                gap_to = case when excluded.last_at - wait_watch.last_at > @Fresh then excluded.last_at else wait_watch.gap_to end
            where wait_watch.last_at < excluded.last_at or wait_watch.last_at > excluded.last_at + @OftenEnough
            """;
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(read);

        // A look of the future was written before the clock was set back: until then no gap would be seen.
        if (row is null || Math.Abs(now - row.LastAt) > OftenEnough)
        {
            await database.WriteAsync((writer, transaction) => writer.ExecuteAsync(look, new { now, Fresh, OftenEnough }, transaction), cancellationToken);
            row = await connection.QuerySingleAsync<Row>(read);
        }

        return row is { GapFrom: { } from, GapTo: { } to } ? new(from, to) : null;
    }

    private sealed record Row
    {
        public long LastAt { get; init; }

        public long? GapFrom { get; init; }

        public long? GapTo { get; init; }
    }
}

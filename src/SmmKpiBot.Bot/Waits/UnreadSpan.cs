using System.Data.Common;
using System.Globalization;
using Dapper;
using SmmKpiBot.Bot.Access;

namespace SmmKpiBot.Bot.Waits;

/// <summary>
/// A day and more in which an account could not be read though the program ran: its access was lost, or its network was away. Whoever wrote meanwhile is no news when
/// it is read again, and would be told of to nobody.
/// </summary>
internal static class UnreadSpan
{
    private const string Prefix = WaitGap.Prefix + "account:";

    /// <summary>Of the messages in which a chat hears of all whom it would have heard of meanwhile.</summary>
    public static bool IsKey(string key) => key.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The message for a wait that such a span has hidden and that was seen only lately; null where it has not. What an inbox brings of its past when it is connected was read by nobody before; and an account that others tell of, when they like, is not read at all.</summary>
    public static async Task<string?> KeyAsync(DbConnection connection, DbTransaction transaction, OpenWaitRow row, BoundChat chat, long now)
    {
        const string reads = """
            select observed_at from batch
            where account_id = @AccountId and origin = 1 and completed_at is not null and undone_at is null and observed_at <= @dayAfter
                and (exists (select 1 from account_connection c where c.account_id = @AccountId) or exists (select 1 from chatwoot_inbox i where i.account_id = @AccountId))
            order by observed_at desc limit 1
            """;
        if (row.UntilAt <= now || !WaitGap.IsSeenLate(row) || now - row.ObservedAt > WaitGap.Fresh)
            return null;

        var last = await connection.QuerySingleOrDefaultAsync<long?>(reads, new { row.AccountId, dayAfter = row.BeganAt + WaitGap.Fresh }, transaction);
        return last <= row.BeganAt ? string.Create(CultureInfo.InvariantCulture, $"{Prefix}{row.AccountId}:{last}:{chat.Id}") : null;
    }
}

using System.Data.Common;
using System.Globalization;
using Dapper;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Clients;

/// <summary>
/// Rows that belong to no single client and may still tell of one: messages that name several, and what is kept of chats. What such a message said of
/// others is not lost where it still holds: alerts are planned again without the erased client, and whoever still waits is told of anew.
/// </summary>
internal static class SharedTraces
{
    /// <summary>Told again is what was not sent; of what is on the wire now nobody would know whether it comes twice.</summary>
    private const string PlanAgain = """
        update alert_notice set stage = 0, message_key = null
        where stage = 2 and message_key in (
            select dedup_key from outbox where client_id is null and state in (0, 3) and dedup_key is not null and (names is null or names like @named))
        """;

    private const string Unsent = """
        select dedup_key from outbox where client_id is null and state in (0, 3) and dedup_key is not null and (names is null or names like @named)
        """;

    /// <summary>
    /// A message without a client that names this one, or of which nobody can tell whom it names, is not kept unless it arrived: it ends with a reason, its
    /// text cleared. One that is on the wire is forgotten by its key, so that it counts as one that may have arrived.
    /// </summary>
    private const string Messages = """
        update outbox set payload = '', attachment_id = null, state = 5, ended_at = coalesce(ended_at, @now), retry_at = null, mentioned = 1,
            reason = 'a client that it may name was erased', dedup_key = case when state = 1 then null else dedup_key end
        where client_id is null and payload <> '' and (names is null or names like @named)
        """;

    private const string Attachments = """
        delete from outbox_attachment where client_id is null and not exists (select 1 from outbox where outbox.attachment_id = outbox_attachment.id)
        """;

    /// <summary>The key of a group begins with its client.</summary>
    private const string AlertGroups = "delete from alert_group where group_key like @group";

    /// <summary>The pace of chats that only this client's figures went to, and of its customers'.</summary>
    private const string Chats = """
        delete from outbox_chat where (
            chat_id in (select chat_id from bound_chat where client_id = @clientId)
            and chat_id not in (select chat_id from bound_chat where client_id is null or client_id <> @clientId))
            or chat_id in (select @FirstCustomer + c.id from account a join customer_chat c on c.account_id = a.id where a.client_id = @clientId)
        """;

    /// <summary>To be called before the client itself goes, in the same transaction.</summary>
    public static async Task EraseAsync(DbConnection connection, DbTransaction transaction, long clientId, DateTimeOffset now)
    {
        var values = new
        {
            clientId,
            now = UnixMicros.Of(now),
            FirstCustomer = CustomerChatId.First,
            group = string.Create(CultureInfo.InvariantCulture, $"{clientId}/%"),
            named = string.Create(CultureInfo.InvariantCulture, $"%,{clientId},%"),
        };
        foreach (var key in (await connection.QueryAsync<string>(Unsent, values, transaction)).AsList())
            await ToldWaits.ForgetAsync(connection, transaction, key, values.now);
        foreach (var sql in (string[])[PlanAgain, Messages, Attachments, AlertGroups, Chats])
            await connection.ExecuteAsync(sql, values, transaction);
    }
}

using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Sources.Chatwoot;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Bot.Chatwoot;

/// <summary>Connected inboxes of Chatwoot: who is read next, and how the last reading went.</summary>
internal sealed class ChatwootStore(Database database, TimeProvider timeProvider)
{
    /// <summary>What is read when an inbox is connected: waits that are open then began before.</summary>
    private static readonly TimeSpan FirstReading = TimeSpan.FromDays(1);

    private const string Columns = """
        a.id AS AccountId, a.client_id AS ClientId, a.network AS Network, a.name AS Name, i.base_url AS BaseUrl, i.chatwoot_account AS ChatwootAccount, i.inbox AS Inbox,
        i.is_unsigned AS IsUnsigned, i.hook_hash AS HookHash, i.read_until AS ReadUntil, i.lease_until AS LeaseUntil, i.failures AS Failures, i.problem AS Problem, i.delivered_at AS DeliveredAt, i.tried_at AS TriedAt, i.throttled_at AS ThrottledAt
        """;

    private const string OfAccount = $"SELECT {Columns} FROM chatwoot_inbox AS i JOIN account AS a ON a.id = i.account_id WHERE i.account_id = @accountId";

    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;

    private long Now => UnixMicros.Of(_timeProvider.GetUtcNow());

    /// <summary>
    /// Connects the place, or moves it. What was read stays read; at another place its last day is read, as when it is connected for the first time. A reading that is
    /// under way loses its right.
    /// </summary>
    public Task ConnectAsync(DbConnection connection, DbTransaction transaction, ChatwootPlace place, string hookHash, bool isUnsigned)
    {
        const string sql = """
            INSERT INTO chatwoot_inbox (account_id, base_url, chatwoot_account, inbox, hook_hash, is_unsigned, connected_at, read_until, next_read_at)
            VALUES (@AccountId, @baseUrl, @ChatwootAccount, @Inbox, @hookHash, @isUnsigned, @now, @from, @now)
            ON CONFLICT (account_id) DO UPDATE SET base_url = excluded.base_url, chatwoot_account = excluded.chatwoot_account, inbox = excluded.inbox, hook_hash = excluded.hook_hash,
                is_unsigned = excluded.is_unsigned, next_read_at = excluded.next_read_at, lease_until = 0, failures = 0, problem = NULL, throttled_at = NULL,
                read_until = CASE WHEN chatwoot_inbox.read_until > excluded.read_until AND (chatwoot_inbox.base_url <> excluded.base_url
                    OR chatwoot_inbox.chatwoot_account <> excluded.chatwoot_account OR coalesce(chatwoot_inbox.inbox, 0) <> coalesce(excluded.inbox, 0))
                    THEN excluded.read_until ELSE chatwoot_inbox.read_until END
            """;
        var values = new
        {
            place.AccountId,
            place.ChatwootAccount,
            place.Inbox,
            hookHash,
            baseUrl = place.BaseUrl.ToString(),
            isUnsigned = isUnsigned ? 1L : 0L,
            now = Now,
            from = UnixMicros.Of(_timeProvider.GetUtcNow() - FirstReading),
        };
        return connection.ExecuteAsync(sql, values, transaction);
    }

    /// <summary>Where it was stays known: conversations of another place have the same numbers.</summary>
    public static async Task RemoveAsync(DbConnection connection, DbTransaction transaction, long accountId)
    {
        const string remove = "DELETE FROM chatwoot_inbox WHERE account_id = @accountId";
        if (await connection.QuerySingleOrDefaultAsync<ChatwootInbox>(OfAccount, new { accountId }, transaction) is not { } inbox)
        {
            return;
        }

        await AccountStore.IdentifyAsync(connection, transaction, accountId, inbox.Place.Identity);
        await connection.ExecuteAsync(remove, new { accountId }, transaction);
    }

    /// <summary>Is it still read by whoever claimed it so? Not when it was connected anew, disconnected, or claimed by another meanwhile.</summary>
    public static Task<bool> HoldsAsync(DbConnection connection, DbTransaction transaction, ChatwootInbox claimed)
    {
        const string sql = "SELECT EXISTS (SELECT 1 FROM chatwoot_inbox WHERE account_id = @AccountId AND lease_until = @LeaseUntil)";
        return connection.ExecuteScalarAsync<bool>(sql, new { claimed.AccountId, claimed.LeaseUntil }, transaction);
    }

    /// <summary>Does its webhook still lead here?</summary>
    public static Task<bool> HasHookAsync(DbConnection connection, DbTransaction transaction, ChatwootInbox known)
    {
        const string sql = "SELECT EXISTS (SELECT 1 FROM chatwoot_inbox WHERE account_id = @AccountId AND hook_hash = @HookHash)";
        return connection.ExecuteScalarAsync<bool>(sql, new { known.AccountId, known.HookHash }, transaction);
    }

    public async Task<ChatwootInbox?> FindAsync(long accountId, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<ChatwootInbox>(new CommandDefinition(OfAccount, new { accountId }, cancellationToken: cancellationToken));
    }

    public async Task<ChatwootInbox?> FindByHookAsync(string hookHash, CancellationToken cancellationToken)
    {
        const string sql = $"SELECT {Columns} FROM chatwoot_inbox AS i JOIN account AS a ON a.id = i.account_id WHERE i.hook_hash = @hookHash";
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<ChatwootInbox>(new CommandDefinition(sql, new { hookHash }, cancellationToken: cancellationToken));
    }

    /// <summary>Messages were stored under the numbers of the place it is connected to.</summary>
    public async Task<bool> HasMessagesAsync(long accountId, CancellationToken cancellationToken)
    {
        const string sql = "SELECT count(*) FROM (SELECT 1 FROM message WHERE account_id = @accountId LIMIT 1) AS one";
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, new { accountId }, cancellationToken: cancellationToken)) > 0;
    }

    /// <summary>Inboxes of a client, or of all.</summary>
    public async Task<IReadOnlyList<ChatwootInbox>> ListAsync(long? clientId, CancellationToken cancellationToken)
    {
        const string sql = $"SELECT {Columns} FROM chatwoot_inbox AS i JOIN account AS a ON a.id = i.account_id WHERE a.client_id = @clientId OR @clientId = 0 ORDER BY a.id";
        await using var connection = await _database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<ChatwootInbox>(new CommandDefinition(sql, new { clientId = clientId ?? 0 }, cancellationToken: cancellationToken))];
    }

    /// <summary>Takes what is due to be read, so that no other process reads it meanwhile.</summary>
    public async Task<IReadOnlyList<ChatwootInbox>> ClaimDueAsync(TimeSpan lease, CancellationToken cancellationToken)
    {
        const string due = "SELECT account_id FROM chatwoot_inbox WHERE next_read_at <= @now AND lease_until <= @now ORDER BY next_read_at";
        const string claim = "UPDATE chatwoot_inbox SET lease_until = @until WHERE account_id = @accountId AND next_read_at <= @now AND lease_until <= @now";
        var now = Now;
        await using var connection = await _database.OpenAsync(cancellationToken);
        var waiting = (await connection.QueryAsync<long>(new CommandDefinition(due, new { now }, cancellationToken: cancellationToken))).AsList();
        if (waiting.Count == 0)
        {
            return [];
        }

        var until = now + (long)lease.TotalMicroseconds;
        return await _database.WriteAsync(
            async (writer, transaction) =>
            {
                var claimed = new List<ChatwootInbox>();
                foreach (var accountId in waiting)
                {
                    if (await writer.ExecuteAsync(claim, new { accountId, now, until }, transaction) > 0)
                    {
                        claimed.Add(await writer.QuerySingleAsync<ChatwootInbox>(OfAccount, new { accountId }, transaction));
                    }
                }

                return claimed;
            },
            cancellationToken);
    }

    /// <summary>Everything up to <paramref name="until"/> has been read.</summary>
    public Task DoneAsync(ChatwootInbox inbox, DateTimeOffset until, DateTimeOffset next)
    {
        const string sql = """
            UPDATE chatwoot_inbox SET read_until = @until, next_read_at = @next, lease_until = 0, failures = 0, problem = NULL, throttled_at = NULL, tried_at = @now
            WHERE account_id = @AccountId AND lease_until = @LeaseUntil AND read_until <= @until
            """;
        var values = new { inbox.AccountId, inbox.LeaseUntil, until = UnixMicros.Of(until), next = UnixMicros.Of(next), now = Now };
        return _database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, values, transaction), CancellationToken.None);
    }

    public Task FailedAsync(ChatwootInbox inbox, SourceProblem problem, DateTimeOffset next)
    {
        const string sql = """
            UPDATE chatwoot_inbox SET next_read_at = @next, lease_until = 0, failures = failures + 1, problem = @problem, tried_at = @now,
                throttled_at = CASE WHEN @isThrottled = 1 THEN coalesce(throttled_at, @now) END
            WHERE account_id = @AccountId AND lease_until = @LeaseUntil
            """;
        var values = new { inbox.AccountId, inbox.LeaseUntil, problem = problem.ToString(), isThrottled = problem == SourceProblem.RateLimited ? 1L : 0L, next = UnixMicros.Of(next), now = Now };
        return _database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, values, transaction), CancellationToken.None);
    }

    /// <summary>Lets go of an inbox whose reading was broken off by the end of the program.</summary>
    public Task ReleaseAsync(ChatwootInbox inbox)
    {
        const string sql = "UPDATE chatwoot_inbox SET lease_until = 0 WHERE account_id = @AccountId AND lease_until = @LeaseUntil";
        return _database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, new { inbox.AccountId, inbox.LeaseUntil }, transaction), CancellationToken.None);
    }
}

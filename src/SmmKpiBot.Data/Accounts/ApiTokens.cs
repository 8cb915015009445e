using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Accounts;

/// <summary>Tokens of <c>POST /api/messages</c>. While an account has one, its messages come as they happen: its live feed is open.</summary>
public sealed class ApiTokens(Database.Database database, LiveFeeds feeds, TimeProvider timeProvider)
{
    private const string Columns = "t.id as Id, t.account_id as AccountId, a.name as AccountName, t.created_at as CreatedAt, t.token_hash as Hash";

    private readonly Database.Database _database = database;
    private readonly LiveFeeds _feeds = feeds;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>Makes a token; its text is given here and never again.</summary>
    public async Task<(ApiToken Token, string Text)> CreateAsync(Account account, CancellationToken cancellationToken)
    {
        const string sql = "insert into api_token (account_id, token_hash, created_at) values (@accountId, @hash, @now) returning id";
        var text = ApiToken.NewText();
        var accountId = account.Id;
        var createdAt = _timeProvider.GetUtcNow();
        var id = await _database.WriteAsync(
            async (connection, transaction) =>
            {
                await _feeds.OpenAsync(connection, transaction, accountId);
                return await connection.ExecuteScalarAsync<long>(sql, new { accountId, hash = ApiToken.Hash(text), now = UnixMicros.Of(createdAt) }, transaction);
            },
            cancellationToken);
        return (new ApiToken { Id = id, AccountId = accountId, AccountName = account.Name, CreatedAt = createdAt }, text);
    }

    /// <summary>The token of that text; null for a text that opens nothing, or nothing any more.</summary>
    public async Task<ApiToken?> FindAsync(string text, CancellationToken cancellationToken)
    {
        const string sql = $"select {Columns} from api_token t join account a on a.id = t.account_id where t.token_hash = @hash and t.revoked_at is null";
        var hash = ApiToken.Hash(text);
        await using var connection = await _database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<TokenRow>(new CommandDefinition(sql, new { hash }, cancellationToken: cancellationToken));

        // The index compares hashes, of which a guesser learns nothing; the comparison that decides takes the same time for all.
        return row is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(row.Hash), Encoding.ASCII.GetBytes(hash)) ? row.ToToken() : null;
    }

    /// <summary>Whether the token still opens its account, seen from inside a transaction.</summary>
    public static async Task<bool> IsValidAsync(DbConnection connection, DbTransaction transaction, ApiToken token)
    {
        const string sql = "select count(*) from api_token where id = @Id and revoked_at is null";
        return await connection.ExecuteScalarAsync<long>(sql, new { token.Id }, transaction) > 0;
    }

    /// <summary>Whether any token opens the account, seen from inside a transaction.</summary>
    public static Task<bool> HasAsync(DbConnection connection, DbTransaction transaction, long accountId)
    {
        const string sql = "select exists (select 1 from api_token where account_id = @accountId and revoked_at is null)";
        return connection.ExecuteScalarAsync<bool>(sql, new { accountId }, transaction);
    }

    /// <summary>The account's tokens that are not revoked, oldest first.</summary>
    public async Task<IReadOnlyList<ApiToken>> ListAsync(long accountId, CancellationToken cancellationToken)
    {
        const string sql = $"select {Columns} from api_token t join account a on a.id = t.account_id where t.account_id = @accountId and t.revoked_at is null order by t.id";
        await using var connection = await _database.OpenAsync(cancellationToken);
        return [.. (await connection.QueryAsync<TokenRow>(new CommandDefinition(sql, new { accountId }, cancellationToken: cancellationToken))).Select(row => row.ToToken())];
    }

    /// <summary>Revokes the account's tokens, or one of them; gives how many. With the last one its live feed closes, unless the account has a feed of another kind.</summary>
    public Task<int> RevokeAsync(long accountId, long? tokenId, CancellationToken cancellationToken)
    {
        const string revoke = "update api_token set revoked_at = @now where account_id = @accountId and revoked_at is null and (id = @id or @id = 0)";
        const string left = """
            select (select count(*) from api_token where account_id = @accountId and revoked_at is null) + (select count(*) from chatwoot_inbox where account_id = @accountId)
            """;
        return _database.WriteAsync(
            async (connection, transaction) =>
            {
                var values = new { accountId, id = tokenId ?? 0, now = UnixMicros.Of(_timeProvider.GetUtcNow()) };
                var revoked = await connection.ExecuteAsync(revoke, values, transaction);
                if (revoked > 0 && await connection.ExecuteScalarAsync<long>(left, new { accountId }, transaction) == 0)
                    await _feeds.CloseAsync(connection, transaction, accountId);
                return revoked;
            },
            cancellationToken);
    }

    private sealed record TokenRow
    {
        public long Id { get; init; }

        public long AccountId { get; init; }

        public string AccountName { get; init; } = "";

        public long CreatedAt { get; init; }

        public string Hash { get; init; } = "";

        public ApiToken ToToken() => new() { Id = Id, AccountId = AccountId, AccountName = AccountName, CreatedAt = UnixMicros.ToInstant(CreatedAt) };
    }
}

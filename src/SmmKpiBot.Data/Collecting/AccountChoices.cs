using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Collecting;

/// <summary>What people decided of accounts where their networks leave it open. It stays when an account is disconnected.</summary>
public sealed class AccountChoices(Database.Database database)
{
    private readonly Database.Database _database = database;

    /// <summary>Of one account, by name.</summary>
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(long accountId, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return (await ListAsync(connection, accountId, null, cancellationToken))[accountId].ToDictionary(choice => choice.Name, choice => choice.Value);
    }

    /// <summary>Keeps a choice, or forgets it; what was decided so before changes nothing. What the account is read for is due at once, but for what its network allows no calls for, and a run that still counts as before loses the account.</summary>
    /// <param name="value">Null: what the settings say counts again.</param>
    public static async Task SetAsync(DbConnection connection, DbTransaction transaction, long accountId, string name, string? value, DateTimeOffset now)
    {
        const string keep = "insert into account_choice (account_id, name, value) values (@accountId, @name, @value) on conflict (account_id, name) do update set value = excluded.value where account_choice.value <> excluded.value";
        const string forget = "delete from account_choice where account_id = @accountId and name = @name";
        const string interrupt = "update account_connection set fence = fence + 1, lease_until = 0 where account_id = @accountId";
        const string due = "update collection_stream set next_at = @now where account_id = @accountId and is_history = 0 and next_at > @now and coalesce(problem, '') <> @RateLimited";
        if (await connection.ExecuteAsync(value is null ? forget : keep, new { accountId, name, value }, transaction) == 0)
            return;

        await connection.ExecuteAsync(interrupt, new { accountId }, transaction);
        await connection.ExecuteAsync(due, new { accountId, now = UnixMicros.Of(now), CollectionTrouble.RateLimited }, transaction);
    }

    /// <summary>By account: of one, of all accounts of a client, or of all.</summary>
    internal static async Task<ILookup<long, ChoiceRow>> ListAsync(DbConnection connection, long? accountId, long? clientId, CancellationToken cancellationToken)
    {
        const string sql = """
            select account_id as AccountId, name as Name, value as Value from account_choice
            where (account_id = @accountId or @accountId = 0) and (@clientId = 0 or account_id in (select id from account where client_id = @clientId))
            """;
        var rows = await connection.QueryAsync<ChoiceRow>(new CommandDefinition(sql, new { accountId = accountId ?? 0, clientId = clientId ?? 0 }, cancellationToken: cancellationToken));
        return rows.ToLookup(row => row.AccountId);
    }

    internal sealed record ChoiceRow
    {
        public long AccountId { get; init; }

        public string Name { get; init; } = "";

        public string Value { get; init; } = "";
    }
}

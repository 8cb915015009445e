using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Data.Accounts;

/// <summary>Accounts of clients.</summary>
public sealed class AccountStore(Database.Database database)
{
    private const string Columns = "id, client_id as ClientId, network as Network, name as Name, external_id as ExternalId";
    private readonly Database.Database _database = database;

    /// <summary>Adds an account; null when the client has one of that name in that network already.</summary>
    public Task<Account?> AddAsync(long clientId, string network, string name, string? externalId, CancellationToken cancellationToken) =>
        _database.WriteAsync((connection, transaction) => AddAsync(connection, transaction, clientId, network, name, externalId), cancellationToken);

    /// <summary>Adds an account in the caller's transaction.</summary>
    public static async Task<Account?> AddAsync(DbConnection connection, DbTransaction transaction, long clientId, string network, string name, string? externalId)
    {
        const string sql = $"""
            insert into account (client_id, network, name, external_id) values (@clientId, @network, @name, @externalId)
            on conflict (client_id, network, name) do nothing
            returning {Columns}
            """;
        var added = await connection.QuerySingleOrDefaultAsync<Account>(sql, new { clientId, network, name, externalId }, transaction);
        if (added is not null)
            await ClientVersion.RaiseAsync(connection, transaction, clientId);
        return added;
    }

    /// <param name="fullName"><c>network/name</c>.</param>
    public async Task<Account?> FindAsync(long clientId, string fullName, CancellationToken cancellationToken)
    {
        const string sql = $"select {Columns} from account where client_id = @clientId and network = @network and name = @name";
        if (fullName.Split('/', 2) is not [var network, var name])
            return null;
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Account>(new CommandDefinition(sql, new { clientId, network, name }, cancellationToken: cancellationToken));
    }

    /// <summary>The client's accounts by network and name.</summary>
    public async Task<IReadOnlyList<Account>> ListAsync(long clientId, CancellationToken cancellationToken)
    {
        const string sql = $"select {Columns} from account where client_id = @clientId";
        await using var connection = await _database.OpenAsync(cancellationToken);
        var accounts = await connection.QueryAsync<Account>(new CommandDefinition(sql, new { clientId }, cancellationToken: cancellationToken));
        return [.. accounts.OrderBy(account => account.FullName, StringComparer.Ordinal)];
    }

    /// <summary>These accounts by id; those that are gone are missing.</summary>
    public async Task<IReadOnlyDictionary<long, Account>> OfAsync(IEnumerable<long> ids, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        var sql = $"select {Columns} from account where {AmongSql.Of(connection, "id", "ids")}";
        var accounts = await connection.QueryAsync<Account>(new CommandDefinition(sql, new { ids = AmongSql.Values(ids) }, cancellationToken: cancellationToken));
        return accounts.ToDictionary(account => account.Id);
    }

    /// <summary>Notes what the account is in its network: from then on it stands for that and for nothing else there.</summary>
    public static Task IdentifyAsync(DbConnection connection, DbTransaction transaction, long accountId, string externalId)
    {
        const string sql = "update account set external_id = @externalId where id = @accountId";
        return connection.ExecuteAsync(sql, new { accountId, externalId }, transaction);
    }

    /// <summary>Does it hold figures or messages that its network told?</summary>
    public async Task<bool> HoldsNetworkFactsAsync(long accountId, CancellationToken cancellationToken)
    {
        const string sql = "select exists (select 1 from batch where account_id = @accountId and origin = 1 and undone_at is null)";
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(sql, new { accountId }, cancellationToken: cancellationToken));
    }

    /// <summary>Removes the account with all its facts.</summary>
    public Task RemoveAsync(long accountId, CancellationToken cancellationToken)
    {
        const string sql = "delete from account where id = @accountId";
        return _database.WriteAsync(
            async (connection, transaction) =>
            {
                await ClientVersion.RaiseOfAccountAsync(connection, transaction, accountId);
                await connection.ExecuteAsync(sql, new { accountId }, transaction);
            },
            cancellationToken);
    }
}

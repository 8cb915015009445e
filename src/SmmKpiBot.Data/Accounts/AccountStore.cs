namespace SmmKpiBot.Data.Accounts;

/// <summary>Accounts of clients.</summary>
public sealed class AccountStore(Database.Database database)
{
    private readonly Database.Database _database = database;

    /// <summary>Adds an account; null when the client has one of that name in that network already.</summary>
    public Task<Account?> AddAsync(long clientId, string network, string name, string? externalId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <param name="fullName"><c>network/name</c>.</param>
    public Task<Account?> FindAsync(long clientId, string fullName, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<IReadOnlyList<Account>> ListAsync(long clientId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Removes the account with all its facts.</summary>
    public Task RemoveAsync(long accountId, CancellationToken cancellationToken) => throw new NotImplementedException();
}

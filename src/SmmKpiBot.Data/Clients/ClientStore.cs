namespace SmmKpiBot.Data.Clients;

/// <summary>Clients and their keys. Keys are stored as canonical text and parsed by <see cref="ClientKeys"/> when read.</summary>
public sealed class ClientStore(Database.Database database, ClientDefaults defaults)
{
    private readonly Database.Database _database = database;
    private readonly ClientDefaults _defaults = defaults;

    /// <exception cref="ClientKeyException">A key or value is not allowed, or the slug is taken or not a slug.</exception>
    public Task<Client> AddAsync(string slug, string name, IReadOnlyList<KeyValuePair<string, string>> keys, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <exception cref="ClientKeyException">A key or value is not allowed; nothing was changed.</exception>
    public Task<Client> SetAsync(long clientId, IReadOnlyList<KeyValuePair<string, string>> keys, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<Client?> FindAsync(string slug, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<Client?> FindAsync(long id, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>All clients, by slug.</summary>
    public Task<IReadOnlyList<Client>> ListAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The keys as they were set, canonical: what <c>client show</c> prints.</summary>
    public Task<IReadOnlyList<KeyValuePair<string, string>>> KeysAsync(long clientId, CancellationToken cancellationToken) => throw new NotImplementedException();
}

/// <summary>What a client has where its own key is not set; from the settings section <c>Agency</c>.</summary>
public sealed record ClientDefaults(string TimeZone, string Language);

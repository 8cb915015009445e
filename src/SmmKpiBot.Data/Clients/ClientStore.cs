using System.Data.Common;
using Dapper;

namespace SmmKpiBot.Data.Clients;

/// <summary>Clients and their keys. Keys are stored as canonical text and parsed by <see cref="ClientKeys"/> when read.</summary>
public sealed class ClientStore(Database.Database database, ClientDefaults defaults)
{
    private readonly Database.Database _database = database;
    private readonly ClientDefaults _defaults = defaults;

    /// <exception cref="ClientKeyException">A key or value is not allowed, or the slug is taken or not a slug.</exception>
    public async Task<Client> AddAsync(string slug, string name, IReadOnlyList<KeyValuePair<string, string>> keys, CancellationToken cancellationToken) =>
        (await AddAsync([new NewClient(slug, name, keys)], cancellationToken))[0];

    /// <summary>Adds all of them or, when one is not allowed, none.</summary>
    /// <exception cref="ClientKeyException">A key or value is not allowed, or a slug is taken or not a slug.</exception>
    public async Task<IReadOnlyList<Client>> AddAsync(IReadOnlyList<NewClient> clients, CancellationToken cancellationToken)
    {
        var checkedClients = clients.Select(client => client.Checked()).ToArray();
        var ids = await _database.WriteAsync(
            async (connection, transaction) =>
            {
                var added = new List<long>();
                foreach (var client in checkedClients)
                    added.Add(await InsertAsync(connection, transaction, client));
                return added;
            },
            cancellationToken);
        var all = await LoadAsync(ids, cancellationToken);
        return [.. ids.Select(id => all.Single(client => client.Id == id))];
    }

    /// <summary>Adds those that are new and changes the others, all of them or, when one is not allowed, none.</summary>
    /// <returns>The short names of the added ones.</returns>
    /// <exception cref="ClientKeyException">A slug, a key or a value is not allowed; nothing was changed.</exception>
    public Task<IReadOnlyList<string>> AddOrSetAsync(IReadOnlyList<NewClient> clients, CancellationToken cancellationToken)
    {
        var checkedClients = clients.Select(client => client.Checked()).ToArray();
        return _database.WriteAsync<IReadOnlyList<string>>(
            async (connection, transaction) =>
            {
                var added = new List<string>();
                foreach (var client in checkedClients)
                {
                    if (await IdOfAsync(connection, transaction, client.Slug) is { } id)
                    {
                        await StoreKeysAsync(connection, transaction, id, [KeyValuePair.Create(ClientKeys.Name, client.Name), .. client.Keys]);
                        continue;
                    }

                    await InsertAsync(connection, transaction, client);
                    added.Add(client.Slug);
                }

                return added;
            },
            cancellationToken);
    }

    /// <summary>Sets keys; an empty value clears one.</summary>
    /// <exception cref="ClientKeyException">A key or value is not allowed; nothing was changed.</exception>
    public async Task<Client> SetAsync(long clientId, IReadOnlyList<KeyValuePair<string, string>> keys, CancellationToken cancellationToken)
    {
        var canonical = NewClient.Canonical(keys);
        await _database.WriteAsync((connection, transaction) => StoreKeysAsync(connection, transaction, clientId, canonical), cancellationToken);
        return await FindAsync(clientId, cancellationToken) ?? throw new ClientKeyException("The client was removed.");
    }

    /// <summary>Sets keys in the caller's transaction.</summary>
    /// <exception cref="ClientKeyException">A key or value is not allowed; nothing was changed.</exception>
    public static Task SetAsync(DbConnection connection, DbTransaction transaction, long clientId, IReadOnlyList<KeyValuePair<string, string>> keys) =>
        StoreKeysAsync(connection, transaction, clientId, NewClient.Canonical(keys));

    public async Task<Client?> FindAsync(string slug, CancellationToken cancellationToken)
    {
        const string sql = "select id from client where slug = @slug";
        await using var connection = await _database.OpenAsync(cancellationToken);
        var id = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(sql, new { slug = slug.Trim().ToLowerInvariant() }, cancellationToken: cancellationToken));
        return id is null ? null : await FindAsync(id.Value, cancellationToken);
    }

    public async Task<Client?> FindAsync(long id, CancellationToken cancellationToken) =>
        (await LoadAsync([id], cancellationToken)).SingleOrDefault();

    /// <summary>All clients, by slug.</summary>
    public Task<IReadOnlyList<Client>> ListAsync(CancellationToken cancellationToken) => LoadAsync(null, cancellationToken);

    /// <summary>Clients of whose slug, name or an alias <paramref name="text"/> is a part, in any case of any alphabet; one named exactly so comes alone.</summary>
    public async Task<IReadOnlyList<Client>> SearchAsync(string text, CancellationToken cancellationToken)
    {
        const string sql = "select id, name_folded as Folded from client where name_folded like @pattern escape '!' order by slug";
        var folded = NameFolding.Fold(text);
        if (folded.Length == 0)
            return [];
        await using var connection = await _database.OpenAsync(cancellationToken);
        var pattern = $"%{folded.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal)}%";
        var rows = (await connection.QueryAsync<NameRow>(new CommandDefinition(sql, new { pattern }, cancellationToken: cancellationToken))).AsList();
        var exact = rows.Where(row => row.Folded.Split('\n').Contains(folded)).ToArray();
        return await LoadAsync([.. (exact.Length == 1 ? exact : [.. rows]).Select(row => row.Id)], cancellationToken);
    }

    /// <summary>The keys as they were set, canonical, the name first: what <c>client show</c> prints.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, string>>> KeysAsync(long clientId, CancellationToken cancellationToken)
    {
        const string sql = """
            select 'name' as Key, name as Value from client where id = @clientId
            union all
            select key, value from client_key where client_id = @clientId
            """;
        await using var connection = await _database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<KeyRow>(new CommandDefinition(sql, new { clientId }, cancellationToken: cancellationToken));
        return [.. rows.OrderBy(row => row.Key != ClientKeys.Name).ThenBy(row => row.Key, StringComparer.Ordinal).Select(row => KeyValuePair.Create(row.Key, row.Value))];
    }

    private static Task<long?> IdOfAsync(DbConnection connection, DbTransaction transaction, string slug)
    {
        const string sql = "select id from client where slug = @slug";
        return connection.ExecuteScalarAsync<long?>(sql, new { slug }, transaction);
    }

    private static async Task<long> InsertAsync(DbConnection connection, DbTransaction transaction, NewClient client)
    {
        const string sql = """
            insert into client (slug, name, name_folded) values (@Slug, @Name, @Folded)
            on conflict (slug) do nothing
            returning id
            """;
        var id = await connection.ExecuteScalarAsync<long?>(sql, new { client.Slug, client.Name, Folded = NameFolding.Fold(client.Slug) }, transaction)
            ?? throw new ClientKeyException($"There is a client '{client.Slug}' already. Choose another short name or use client set.");
        await StoreKeysAsync(connection, transaction, id, client.Keys);
        return id;
    }

    private static async Task StoreKeysAsync(DbConnection connection, DbTransaction transaction, long clientId, IReadOnlyList<KeyValuePair<string, string>> keys)
    {
        const string rename = "update client set name = @value where id = @clientId";
        const string clear = "delete from client_key where client_id = @clientId and key = @key";
        const string set = """
            insert into client_key (client_id, key, value) values (@clientId, @key, @value)
            on conflict (client_id, key) do update set value = excluded.value
            """;
        foreach (var (key, value) in keys)
        {
            var sql = key == ClientKeys.Name ? rename : value.Length == 0 ? clear : set;
            await connection.ExecuteAsync(sql, new { clientId, key, value }, transaction);
        }

        await FoldNamesAsync(connection, transaction, clientId);
        await ClientVersion.RaiseAsync(connection, transaction, clientId);
    }

    private static async Task FoldNamesAsync(DbConnection connection, DbTransaction transaction, long clientId)
    {
        const string select = """
            select c.slug as Slug, c.name as Name, k.value as Aliases
            from client c left join client_key k on k.client_id = c.id and k.key = 'aliases'
            where c.id = @clientId
            """;
        const string update = "update client set name_folded = @folded where id = @clientId";
        var names = await connection.QuerySingleOrDefaultAsync<NamesRow>(select, new { clientId }, transaction);
        if (names is null)
            return;
        var all = new[] { names.Slug, names.Name }.Concat((names.Aliases ?? "").Split(',')).Select(NameFolding.Fold).Where(name => name.Length > 0);
        await connection.ExecuteAsync(update, new { clientId, folded = string.Join('\n', all) }, transaction);
    }

    /// <summary>The client of an account as the caller's transaction sees it.</summary>
    public async Task<Client?> OfAccountAsync(DbConnection connection, DbTransaction transaction, long accountId, CancellationToken cancellationToken)
    {
        const string sql = "select client_id from account where id = @accountId";
        var id = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(sql, new { accountId }, transaction, cancellationToken: cancellationToken));
        return id is { } clientId ? await FindAsync(connection, transaction, clientId, cancellationToken) : null;
    }

    /// <summary>A client as the caller's transaction sees it.</summary>
    public async Task<Client?> FindAsync(DbConnection connection, DbTransaction? transaction, long id, CancellationToken cancellationToken) =>
        (await ReadAsync(connection, transaction, [id], cancellationToken)).SingleOrDefault();

    /// <summary>Some clients as the caller's transaction sees them; those that are gone are left out.</summary>
    public Task<IReadOnlyList<Client>> ListAsync(DbConnection connection, DbTransaction? transaction, IReadOnlyList<long> ids, CancellationToken cancellationToken) =>
        ReadAsync(connection, transaction, ids, cancellationToken);

    private async Task<IReadOnlyList<Client>> LoadAsync(IReadOnlyList<long>? ids, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        await using var snapshot = await _database.BeginSnapshotAsync(connection, cancellationToken);
        return await ReadAsync(connection, snapshot, ids, cancellationToken);
    }

    private async Task<IReadOnlyList<Client>> ReadAsync(DbConnection connection, DbTransaction? snapshot, IReadOnlyList<long>? ids, CancellationToken cancellationToken)
    {
        const string clients = "select id, version, slug, name from client";
        const string keys = "select client_id as ClientId, key, value from client_key";
        var some = clients + " where " + Database.AmongSql.Of(connection, "id", "ids");
        var someKeys = keys + " where " + Database.AmongSql.Of(connection, "client_id", "ids");
        var values = ids is null ? null : new { ids = Database.AmongSql.Values(ids) };
        var rows = await connection.QueryAsync<ClientRow>(new CommandDefinition(ids is null ? clients : some, values, snapshot, cancellationToken: cancellationToken));
        var keyRows = await connection.QueryAsync<KeyRow>(new CommandDefinition(ids is null ? keys : someKeys, values, snapshot, cancellationToken: cancellationToken));
        var keysOf = keyRows.ToLookup(row => row.ClientId, row => KeyValuePair.Create(row.Key, row.Value));
        return
        [
            .. rows
                .OrderBy(row => row.Slug, StringComparer.Ordinal)
                .Select(row => ClientKeys.Apply(_defaults.Client(row.Id, row.Slug, row.Name), keysOf[row.Id].OrderBy(pair => pair.Key, StringComparer.Ordinal)) with { Version = row.Version }),
        ];
    }

    private sealed record ClientRow
    {
        public long Id { get; init; }

        public long Version { get; init; }

        public string Slug { get; init; } = "";

        public string Name { get; init; } = "";
    }

    private sealed record KeyRow
    {
        public long ClientId { get; init; }

        public string Key { get; init; } = "";

        public string Value { get; init; } = "";
    }

    private sealed record NameRow
    {
        public long Id { get; init; }

        public string Folded { get; init; } = "";
    }

    private sealed record NamesRow
    {
        public string Slug { get; init; } = "";

        public string Name { get; init; } = "";

        public string? Aliases { get; init; }
    }
}

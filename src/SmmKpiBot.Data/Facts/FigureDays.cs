using Dapper;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Data.Facts;

/// <summary>An account, and the last day of which anything is known of it.</summary>
/// <param name="LastDay">Null: it never gave anything.</param>
public sealed record AccountDays(Account Account, DateOnly? LastDay)
{
    /// <summary>A person ended its reading: nothing newer is missed of it.</summary>
    public bool IsDisconnected { get; init; }
}

/// <summary>How fresh the figures of accounts are, of any number of clients in one read.</summary>
public sealed class FigureDays(Database.Database database)
{
    private readonly Database.Database _database = database;

    /// <summary>By client; the ledgers of conflicts, which no network brings, are left out.</summary>
    public async Task<ILookup<long, AccountDays>> ReadAsync(IReadOnlyCollection<long> clientIds, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);

        // The latest span of each kind stands first in the key: of none more is read than that.
        var sql = $"""
            select a.id as Id, a.client_id as ClientId, a.network as Network, a.name as Name, max((
                select s.to_day from observed_span s join batch b on b.id = s.batch_id
                where s.account_id = a.id and s.kind_id = k.id and b.completed_at is not null and b.undone_at is null
                order by s.to_day desc limit 1)) as LastDay
            from account a left join fact_kind k on 1 = 1
            where {AmongSql.Of(connection, "a.client_id", "clientIds")} and a.network <> @LedgerNetwork
            group by a.id, a.client_id, a.network, a.name
            order by a.network, a.name
            """;
        var values = new { clientIds = AmongSql.Values(clientIds), Account.LedgerNetwork };
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(sql, values, cancellationToken: cancellationToken));
        var ended = await AccountEnds.ListAsync(connection, cancellationToken);
        return rows.ToLookup(row => row.ClientId, row => row.ToDays() with { IsDisconnected = ended.ContainsKey(row.Id) });
    }

    private sealed record Row
    {
        public long Id { get; init; }

        public long ClientId { get; init; }

        public string Network { get; init; } = "";

        public string Name { get; init; } = "";

        public long? LastDay { get; init; }

        public AccountDays ToDays() => new(
            new() { Id = Id, ClientId = ClientId, Network = Network, Name = Name },
            LastDay is { } day ? DateOnly.FromDayNumber((int)day) : null);
    }
}

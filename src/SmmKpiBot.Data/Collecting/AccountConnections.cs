using System.Data.Common;
using System.Text.Json;
using Dapper;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Collecting;

/// <summary>Which accounts are connected to their networks, and to what there.</summary>
public sealed class AccountConnections(Database.Database database)
{
    private const string Select = """
        select a.id as AccountId, a.client_id as ClientId, a.network as Network, a.name as Name, a.external_id as ExternalId, c.place_id as PlaceId, c.place_name as PlaceName,
            c.zone as Zone, c.currency as Currency, c.details as Details, c.remarks as Remarks, c.fields as Fields, c.access_expires_at as AccessExpiresAt,
            c.connected_at as ConnectedAt, c.checked_at as CheckedAt, c.problem as Problem, c.reason as Reason, c.reason_uk as ReasonUk, c.problem_since as ProblemSince,
            c.failures as Failures, c.rest_until as RestUntil,
            c.refused_checks as RefusedChecks, c.check_again_at as CheckAgainAt
        from account_connection c join account a on a.id = c.account_id
        """;

    private readonly Database.Database _database = database;

    /// <summary>Connects the account, or connects it again: what stood in the way is forgotten, everything is due now, and a run that still has the old access loses the account.</summary>
    public static async Task ConnectAsync(DbConnection connection, DbTransaction transaction, AccountConnection wanted)
    {
        const string sql = """
            insert into account_connection (account_id, place_id, place_name, zone, currency, details, remarks, fields, access_expires_at, connected_at, checked_at)
            values (@AccountId, @PlaceId, @PlaceName, @Zone, @Currency, @Details, @Remarks, @Fields, @AccessExpiresAt, @ConnectedAt, @CheckedAt)
            on conflict (account_id) do update set place_id = excluded.place_id, place_name = excluded.place_name, zone = excluded.zone, currency = excluded.currency,
                details = excluded.details, remarks = excluded.remarks, fields = excluded.fields, access_expires_at = excluded.access_expires_at,
                checked_at = excluded.checked_at, problem = null, reason = null, reason_uk = null, problem_since = null, failures = 0, rest_until = 0,
                refused_checks = 0, check_again_at = 0, fence = account_connection.fence + 1, lease_until = 0
            """;
        const string due = "update collection_stream set next_at = @ConnectedAt, failures = 0, problem = null, reason = null, reason_uk = null, failing_since = null where account_id = @AccountId";
        var row = Row.Of(wanted);
        await connection.ExecuteAsync(sql, row, transaction);
        await connection.ExecuteAsync(due, row, transaction);
        await AccountEnds.BeginAsync(connection, transaction, row.AccountId);
    }

    /// <summary>Takes what the network says of the place now. An end of access that only the consent told stays.</summary>
    public static Task ConfirmAsync(DbConnection connection, DbTransaction transaction, AccountConnection now)
    {
        const string sql = """
            update account_connection set place_name = @PlaceName, zone = @Zone, currency = @Currency, details = @Details, remarks = @Remarks,
                access_expires_at = coalesce(@AccessExpiresAt, access_expires_at), checked_at = @CheckedAt, refused_checks = 0, check_again_at = 0
            where account_id = @AccountId
            """;
        return connection.ExecuteAsync(sql, Row.Of(now), transaction);
    }

    /// <summary>The place could not be looked at.</summary>
    /// <param name="refused">Looks that the network refused since it last confirmed the place.</param>
    public static Task PostponeCheckAsync(DbConnection connection, DbTransaction transaction, long accountId, int refused, DateTimeOffset until)
    {
        const string sql = "update account_connection set refused_checks = @refused, check_again_at = @until where account_id = @accountId";
        return connection.ExecuteAsync(sql, new { accountId, refused = (long)refused, until = UnixMicros.Of(until) }, transaction);
    }

    /// <summary>Nothing is read any more until the account is connected again.</summary>
    public static Task BreakAsync(DbConnection connection, DbTransaction transaction, long accountId, CollectionTrouble trouble, DateTimeOffset now)
    {
        const string sql = """
            update account_connection set problem = @Problem, reason = @Reason, reason_uk = @ReasonUk, problem_since = coalesce(problem_since, @now) where account_id = @accountId
            """;
        return connection.ExecuteAsync(sql, new { accountId, trouble.Problem, trouble.Reason, trouble.ReasonUk, now = UnixMicros.Of(now) }, transaction);
    }

    /// <summary>Leaves the account alone for a while after failures.</summary>
    public static Task RestAsync(DbConnection connection, DbTransaction transaction, long accountId, int failures, DateTimeOffset until)
    {
        const string sql = "update account_connection set failures = @failures, rest_until = @until where account_id = @accountId";
        return connection.ExecuteAsync(sql, new { accountId, failures = (long)failures, until = UnixMicros.Of(until) }, transaction);
    }

    /// <summary>The account can be read again.</summary>
    public static Task RecoverAsync(DbConnection connection, DbTransaction transaction, long accountId)
    {
        const string sql = """
            update account_connection set failures = 0, rest_until = 0, problem = null, reason = null, reason_uk = null, problem_since = null where account_id = @accountId
            """;
        return connection.ExecuteAsync(sql, new { accountId }, transaction);
    }

    /// <summary>Ends the collecting of an account; its figures stay, its secrets go.</summary>
    public static async Task DisconnectAsync(DbConnection connection, DbTransaction transaction, long accountId, DateTimeOffset now)
    {
        foreach (var sql in (string[])
            [
                "delete from credential where account_id = @accountId",
                "delete from collection_stream where account_id = @accountId",
                "delete from account_connection where account_id = @accountId",
            ])
        {
            await connection.ExecuteAsync(sql, new { accountId }, transaction);
        }

        await AccountEnds.EndAsync(connection, transaction, accountId, now);
    }

    public async Task<AccountConnection?> FindAsync(long accountId, CancellationToken cancellationToken)
    {
        const string sql = $"{Select} where c.account_id = @accountId";
        await using var connection = await _database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(sql, new { accountId }, cancellationToken: cancellationToken));
        return row?.ToConnection((await AccountChoices.ListAsync(connection, accountId, null, cancellationToken))[accountId]);
    }

    /// <summary>Accounts of other clients that are connected to this place.</summary>
    public async Task<IReadOnlyList<Account>> OfOthersAsync(long clientId, string network, string placeId, CancellationToken cancellationToken)
    {
        const string sql = """
            select a.id as Id, a.client_id as ClientId, a.network as Network, a.name as Name, a.external_id as ExternalId from account_connection c join account a on a.id = c.account_id
            where a.client_id <> @clientId and a.network = @network and c.place_id = @placeId order by a.client_id, a.id
            """;
        await using var connection = await _database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<Account>(new CommandDefinition(sql, new { clientId, network, placeId }, cancellationToken: cancellationToken))];
    }

    /// <summary>Connected accounts of a client, or of all.</summary>
    public async Task<IReadOnlyList<AccountConnection>> ListAsync(long? clientId, CancellationToken cancellationToken)
    {
        const string sql = $"{Select} where a.client_id = @clientId or @clientId = 0 order by a.network, a.name, a.id";
        await using var connection = await _database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(sql, new { clientId = clientId ?? 0 }, cancellationToken: cancellationToken));
        var choices = await AccountChoices.ListAsync(connection, null, clientId, cancellationToken);
        return [.. rows.Select(row => row.ToConnection(choices[row.AccountId]))];
    }

    private sealed record Row
    {
        public long AccountId { get; init; }

        public long ClientId { get; init; }

        public string Network { get; init; } = "";

        public string Name { get; init; } = "";

        public string? ExternalId { get; init; }

        public string PlaceId { get; init; } = "";

        public string PlaceName { get; init; } = "";

        public string Zone { get; init; } = "";

        public string? Currency { get; init; }

        public string Details { get; init; } = "";

        public string Remarks { get; init; } = "";

        public string Fields { get; init; } = "";

        public long? AccessExpiresAt { get; init; }

        public long ConnectedAt { get; init; }

        public long CheckedAt { get; init; }

        public string? Problem { get; init; }

        public string? Reason { get; init; }

        public string? ReasonUk { get; init; }

        public long? ProblemSince { get; init; }

        public long Failures { get; init; }

        public long RestUntil { get; init; }

        public long RefusedChecks { get; init; }

        public long CheckAgainAt { get; init; }

        public static Row Of(AccountConnection connection) => new()
        {
            AccountId = connection.Account.Id,
            PlaceId = connection.PlaceId,
            PlaceName = connection.PlaceName,
            Zone = connection.DayZone.Id,
            Currency = connection.Currency,
            Details = JsonSerializer.Serialize(connection.Details),
            Remarks = JsonSerializer.Serialize(connection.Remarks),
            Fields = JsonSerializer.Serialize(connection.Fields),
            AccessExpiresAt = UnixMicros.Of(connection.AccessExpiresAt),
            ConnectedAt = UnixMicros.Of(connection.ConnectedAt),
            CheckedAt = UnixMicros.Of(connection.CheckedAt),
        };

        /// <summary>A row that something damaged is its own account's trouble: the others are read all the same.</summary>
        public AccountConnection ToConnection(IEnumerable<AccountChoices.ChoiceRow> choices)
        {
            var damaged = new List<string>();
            var connection = new AccountConnection
            {
                Account = new Account { Id = AccountId, ClientId = ClientId, Network = Network, Name = Name, ExternalId = ExternalId },
                PlaceId = PlaceId,
                PlaceName = PlaceName,
                DayZone = Read("zone", () => TimeZoneInfo.FindSystemTimeZoneById(Zone), TimeZoneInfo.Utc, damaged),
                Currency = Currency,
                Details = Read("details", () => JsonSerializer.Deserialize<Dictionary<string, string>>(Details), [], damaged),
                Choices = choices.ToDictionary(choice => choice.Name, choice => choice.Value),
                Remarks = Read("remarks", () => JsonSerializer.Deserialize<Remark[]>(Remarks), [], damaged),
                Fields = Read("fields", () => JsonSerializer.Deserialize<string[]>(Fields), [], damaged),
                AccessExpiresAt = UnixMicros.ToInstant(AccessExpiresAt),
                ConnectedAt = UnixMicros.ToInstant(ConnectedAt),
                CheckedAt = UnixMicros.ToInstant(CheckedAt),
                Problem = Problem,
                Reason = Reason,
                ReasonUk = ReasonUk,
                ProblemSince = UnixMicros.ToInstant(ProblemSince),
                Failures = (int)Failures,
                RestUntil = UnixMicros.ToInstant(RestUntil),
                RefusedChecks = (int)RefusedChecks,
                CheckAgainAt = UnixMicros.ToInstant(CheckAgainAt),
            };
            return damaged.Count == 0 ? connection : connection with { Damaged = damaged };
        }

        private static T Read<T>(string column, Func<T?> read, T otherwise, List<string> damaged)
            where T : class
        {
            try
            {
                return read() ?? otherwise;
            }
            catch (Exception exception) when (exception is JsonException or TimeZoneNotFoundException or InvalidTimeZoneException)
            {
                damaged.Add(column);
                return otherwise;
            }
        }
    }
}

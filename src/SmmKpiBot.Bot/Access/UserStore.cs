using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Access;

/// <summary>Roles of people and the language they chose.</summary>
internal sealed class UserStore(Database database, Owners owners, TimeProvider timeProvider)
{
    private readonly Database _database = database;
    private readonly Owners _owners = owners;
    private readonly TimeProvider _timeProvider = timeProvider;

    public async Task<UserRights> RightsAsync(long userId, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await RightsAsync(connection, null, userId);
    }

    public async Task<UserRights> RightsAsync(DbConnection connection, DbTransaction? transaction, long userId)
    {
        const string sql = "SELECT role AS Role, client_id AS Client FROM user_role WHERE user_id = @userId";
        var rows = (await connection.QueryAsync<(long Role, long? Client)>(sql, new { userId }, transaction)).ToList();
        return new UserRights
        {
            Owner = _owners.UserIds.Contains(userId) || rows.Exists(row => row.Role == (long)Role.Owner),
            AllStaff = rows.Exists(row => row is { Role: (long)Role.Staff, Client: null }),
            StaffClients = Clients(rows, Role.Staff),
            OwnClients = Clients(rows, Role.Client),
        };
    }

    /// <summary>Gives a role; one that is there already comes from the newest invitation from now on, so that revoking that one takes it.</summary>
    /// <param name="clientId">Null = all clients.</param>
    public async Task GrantAsync(DbConnection connection, DbTransaction transaction, long userId, Role role, long? clientId, long? invitationId)
    {
        const string renew = "UPDATE user_role SET invitation_id = @invitationId WHERE user_id = @userId AND role = @role AND COALESCE(client_id, 0) = @client";
        const string sql = """
            INSERT INTO user_role (user_id, role, client_id, invitation_id, granted_at)
            SELECT @userId, @role, @clientId, @invitationId, @now
            WHERE NOT EXISTS (SELECT 1 FROM user_role WHERE user_id = @userId AND role = @role AND COALESCE(client_id, 0) = @client)
            """;
        var now = UnixMicros.Of(_timeProvider.GetUtcNow());
        var values = new { userId, role = (long)role, clientId, client = clientId ?? 0, invitationId, now };
        await connection.ExecuteAsync(renew, values, transaction);
        await connection.ExecuteAsync(sql, values, transaction);
    }

    /// <summary>Takes the roles that the binding of a person's private chat stands for.</summary>
    public static Task TakeAsync(DbConnection connection, DbTransaction transaction, long userId, ChatPurpose purpose, long? clientId)
    {
        const string ofClient = "DELETE FROM user_role WHERE user_id = @userId AND role = @client AND client_id = @clientId";
        const string ofStaff = "DELETE FROM user_role WHERE user_id = @userId AND role = @staff";
        const string ofOwner = "DELETE FROM user_role WHERE user_id = @userId AND role IN (@staff, @owner)";
        var sql = purpose switch
        {
            ChatPurpose.Client => ofClient,
            ChatPurpose.Staff => ofStaff,
            _ => ofOwner,
        };
        return connection.ExecuteAsync(sql, new { userId, clientId, client = (long)Role.Client, staff = (long)Role.Staff, owner = (long)Role.Owner }, transaction);
    }

    /// <summary>The language chosen with <c>/language</c> in private; null when never chosen.</summary>
    public async Task<Language?> LanguageAsync(long userId, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        var code = await connection.ExecuteScalarAsync<string?>("SELECT language FROM user_choice WHERE user_id = @userId", new { userId });
        return code is null ? null : LanguageCode.Parse(code);
    }

    public static Task SetLanguageAsync(DbConnection connection, DbTransaction transaction, long userId, Language language)
    {
        const string sql = "INSERT INTO user_choice (user_id, language) VALUES (@userId, @code) ON CONFLICT (user_id) DO UPDATE SET language = excluded.language";
        return connection.ExecuteAsync(sql, new { userId, code = LanguageCode.Of(language) }, transaction);
    }

    private static HashSet<long> Clients(List<(long Role, long? Client)> rows, Role role) =>
        [.. rows.Where(row => row.Role == (long)role).Select(row => row.Client).OfType<long>()];
}

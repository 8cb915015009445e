using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Bot.Access;

/// <summary>One-time invitations: 128 random bits, stored as a hash, each for one chat or person.</summary>
internal sealed class Invitations(Database database, ChatBindings bindings, UserStore users, HiddenMessages hidden, TimeProvider timeProvider)
{
    private readonly Database _database = database;
    private readonly ChatBindings _bindings = bindings;
    private readonly UserStore _users = users;
    private readonly HiddenMessages _hidden = hidden;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>How long an invitation lives: the more it opens, the shorter.</summary>
    public static TimeSpan Lifetime(ChatPurpose purpose) => purpose switch
    {
        ChatPurpose.Owner => TimeSpan.FromMinutes(15),
        ChatPurpose.Staff => TimeSpan.FromHours(24),
        _ => TimeSpan.FromDays(7),
    };

    /// <param name="clientIds">The client of a client's invitation; the clients of a staff one, empty = all; none for the owner.</param>
    /// <param name="createdBy">The Telegram user who made it; null on the command line.</param>
    public Task<NewInvitation> CreateAsync(ChatPurpose purpose, IReadOnlyList<long> clientIds, long? createdBy, CancellationToken cancellationToken)
    {
        var code = InvitationCode.New();
        return _database.WriteAsync((connection, transaction) => CreateAsync(connection, transaction, code, purpose, clientIds, createdBy), cancellationToken);
    }

    public async Task<NewInvitation> CreateAsync(DbConnection connection, DbTransaction transaction, string code, ChatPurpose purpose, IReadOnlyList<long> clientIds, long? createdBy)
    {
        const string insert = """
            INSERT INTO invitation (code_hash, purpose, all_clients, created_by, created_at, expires_at)
            VALUES (@hash, @purpose, @all, @createdBy, @now, @expires)
            RETURNING id
            """;
        const string insertClient = "INSERT INTO invitation_client (invitation_id, client_id) VALUES (@id, @client)";
        if (purpose == ChatPurpose.Client && clientIds.Count != 1)
        {
            throw new ArgumentException("An invitation of a client names exactly one client.", nameof(clientIds));
        }

        var now = _timeProvider.GetUtcNow();
        var expiresAt = now + Lifetime(purpose);
        var values = new
        {
            hash = InvitationCode.Hash(code),
            purpose = (long)purpose,
            all = clientIds.Count == 0 ? 1 : 0,
            createdBy,
            now = UnixMicros.Of(now),
            expires = UnixMicros.Of(expiresAt),
        };
        var id = await connection.ExecuteScalarAsync<long>(insert, values, transaction);
        foreach (var client in clientIds.Distinct())
        {
            await connection.ExecuteAsync(insertClient, new { id, client }, transaction);
        }

        return new NewInvitation(id, code, expiresAt);
    }

    /// <summary>Uses a code up: binds the chat and, in private, gives the person the role. A code shown to a chat that it does not fit works no more: whoever is there has read it, and could use it in private.</summary>
    public async Task<Redemption> RedeemAsync(DbConnection connection, DbTransaction transaction, string code, Joiner joiner)
    {
        const string take = "UPDATE invitation SET used_at = @now, used_by = @UserId WHERE id = @Id AND used_at IS NULL AND revoked_at IS NULL AND expires_at > @now";
        const string spoil = "UPDATE invitation SET revoked_at = @now WHERE id = @Id AND used_at IS NULL AND revoked_at IS NULL";
        var guesses = new CodeGuesses(_timeProvider);
        if (await guesses.ExhaustedAsync(connection, transaction, joiner.UserId))
        {
            return new Redemption(RedemptionOutcome.TooManyTries);
        }

        var invitation = InvitationCode.HasShape(code) ? await FindAsync(connection, transaction, InvitationCode.Hash(code)) : null;
        if (invitation is null)
        {
            await guesses.CountAsync(connection, transaction, joiner.UserId);
            return new Redemption(RedemptionOutcome.Unknown);
        }

        var now = UnixMicros.Of(_timeProvider.GetUtcNow());
        var outcome = await CheckAsync(connection, transaction, invitation, joiner, now);
        if (outcome is RedemptionOutcome.OnlyInPrivate or RedemptionOutcome.BoundToOther)
        {
            await connection.ExecuteAsync(spoil, new { now, invitation.Id }, transaction);
        }

        if (outcome != RedemptionOutcome.Joined)
        {
            return new Redemption(outcome);
        }

        if (await connection.ExecuteAsync(take, new { now, joiner.UserId, invitation.Id }, transaction) == 0)
        {
            return new Redemption(RedemptionOutcome.Used);
        }

        await JoinAsync(connection, transaction, invitation, joiner);
        return new Redemption(RedemptionOutcome.Joined, invitation.Id, invitation.For, invitation.ClientIds);
    }

    /// <summary>Takes back what an invitation gave: roles, bindings, and what waits to be sent there; a code not yet used dies.</summary>
    public async Task RevokeAsync(DbConnection connection, DbTransaction transaction, long invitationId)
    {
        const string revoke = "UPDATE invitation SET revoked_at = @now WHERE id = @invitationId";
        const string roles = "DELETE FROM user_role WHERE invitation_id = @invitationId";

        // The private chat of an owner or of staff rests on all roles of its person: it is narrowed to what is left of them.
        const string bindings = "DELETE FROM bound_chat WHERE invitation_id = @invitationId AND (chat_id < 0 OR purpose = 2)";
        const string findPeople = """
            SELECT user_id FROM user_role WHERE invitation_id = @invitationId
            UNION SELECT chat_id FROM bound_chat WHERE invitation_id = @invitationId AND chat_id > 0
            """;
        const string findChats = "SELECT DISTINCT chat_id FROM bound_chat WHERE invitation_id = @invitationId";
        var values = new { invitationId, now = UnixMicros.Of(_timeProvider.GetUtcNow()) };
        var people = (await connection.QueryAsync<long>(findPeople, values, transaction)).AsList();
        var chats = (await connection.QueryAsync<long>(findChats, values, transaction)).AsList();
        foreach (var sql in new[] { revoke, roles, bindings })
        {
            await connection.ExecuteAsync(sql, values, transaction);
        }

        foreach (var person in people)
        {
            await ChatBindings.NarrowPrivateAsync(connection, transaction, person, await _users.RightsAsync(connection, transaction, person));
        }

        // The private chat of a person has the person's number.
        foreach (var chat in chats.Union(people))
        {
            await UnboundGroups.NoteAsync(connection, transaction, chat, values.now);
            await _hidden.CancelAsync(connection, transaction, chat);
        }
    }

    /// <summary>Forgets invitations that ended a month ago.</summary>
    public Task PurgeAsync(CancellationToken cancellationToken)
    {
        const string sql = "DELETE FROM invitation WHERE expires_at < @oldest";
        var oldest = UnixMicros.Of(_timeProvider.GetUtcNow() - TimeSpan.FromDays(30));
        return _database.WriteInBackgroundAsync((connection, transaction) => connection.ExecuteAsync(sql, new { oldest }, transaction), cancellationToken);
    }

    private static async Task<RedemptionOutcome> CheckAsync(DbConnection connection, DbTransaction transaction, InvitationRow invitation, Joiner joiner, long now)
    {
        if (invitation.UsedAt is not null)
        {
            return RedemptionOutcome.Used;
        }

        if (invitation.RevokedAt is not null || invitation.ExpiresAt <= now || (invitation.AllClients == 0 && invitation.ClientIds.Count == 0))
        {
            return RedemptionOutcome.Expired;
        }

        if (joiner.Private)
        {
            return RedemptionOutcome.Joined;
        }

        if (invitation.For == ChatPurpose.Owner)
        {
            return RedemptionOutcome.OnlyInPrivate;
        }

        var bound = await ChatStore.FindAsync(connection, transaction, joiner.ChatId, joiner.ThreadId);
        var fits = bound is null || (bound.Purpose == invitation.For && (invitation.For == ChatPurpose.Staff || bound.ClientIds.SequenceEqual(invitation.ClientIds)));
        return fits ? RedemptionOutcome.Joined : RedemptionOutcome.BoundToOther;
    }

    private async Task JoinAsync(DbConnection connection, DbTransaction transaction, InvitationRow invitation, Joiner joiner)
    {
        var clients = invitation.ClientIds;
        if (joiner.Private)
        {
            await GrantAsync(connection, transaction, invitation, joiner.UserId);
            var rights = await _users.RightsAsync(connection, transaction, joiner.UserId);
            clients = invitation.For == ChatPurpose.Client ? clients : rights.SeesAll ? [] : [.. rights.StaffClients];
        }

        var binding = new NewBinding(joiner.ChatId, joiner.Private ? null : joiner.ThreadId, invitation.For, joiner.Language, joiner.ChatTitle, invitation.Id);
        var isClients = invitation.For == ChatPurpose.Client;
        await _bindings.BindAsync(connection, transaction, binding, isClients ? clients[0] : null, isClients ? [] : clients);

        // Bound to other clients than before, it does not hear of those any more.
        await _hidden.CancelAsync(connection, transaction, joiner.ChatId);
    }

    private async Task GrantAsync(DbConnection connection, DbTransaction transaction, InvitationRow invitation, long userId)
    {
        var role = invitation.For switch
        {
            ChatPurpose.Owner => Role.Owner,
            ChatPurpose.Staff => Role.Staff,
            _ => Role.Client,
        };
        long?[] scope = invitation.ClientIds.Count == 0 ? [null] : [.. invitation.ClientIds];
        foreach (var clientId in scope)
        {
            await _users.GrantAsync(connection, transaction, userId, role, clientId, invitation.Id);
        }
    }

    private static async Task<InvitationRow?> FindAsync(DbConnection connection, DbTransaction transaction, string hash)
    {
        const string sql = """
            SELECT id AS Id, purpose AS Purpose, all_clients AS AllClients, expires_at AS ExpiresAt, used_at AS UsedAt, revoked_at AS RevokedAt
            FROM invitation WHERE code_hash = @hash
            """;
        const string clients = "SELECT client_id FROM invitation_client WHERE invitation_id = @Id ORDER BY client_id";
        var row = await connection.QuerySingleOrDefaultAsync<InvitationRow>(sql, new { hash }, transaction);
        return row is null ? null : row with { ClientIds = [.. await connection.QueryAsync<long>(clients, new { row.Id }, transaction)] };
    }

    private sealed record InvitationRow
    {
        public long Id { get; init; }

        public long Purpose { get; init; }

        public ChatPurpose For => (ChatPurpose)Purpose;

        public long AllClients { get; init; }

        public long ExpiresAt { get; init; }

        public long? UsedAt { get; init; }

        public long? RevokedAt { get; init; }

        public IReadOnlyList<long> ClientIds { get; init; } = [];
    }
}

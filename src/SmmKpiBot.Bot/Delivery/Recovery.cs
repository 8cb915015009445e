using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Bot.Delivery;

/// <summary>Finds attempts without a result. Whoever made them is gone, and whether they arrived nobody knows.</summary>
internal sealed class Recovery(AttemptJournal attempts, Dialect dialect, string owner)
{
    /// <summary>An instance that has not been heard of for so long is dead.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    private readonly AttemptJournal _attempts = attempts;
    private readonly Dialect _dialect = dialect;
    private readonly string _owner = owner;

    /// <summary>Says that this instance is alive.</summary>
    public async Task BeatAsync(DbConnection connection, DbTransaction transaction, long now, CancellationToken cancellationToken)
    {
        const string Sql = """
            INSERT INTO outbox_sender (owner, alive_until) VALUES (@owner, @until)
            ON CONFLICT (owner) DO UPDATE SET alive_until = excluded.alive_until
            """;

        // On SQLite there is no other instance that would look.
        if (_dialect == Dialect.Sqlite)
            return;
        var values = new { owner = _owner, until = now + (long)Life.TotalMicroseconds };
        await connection.ExecuteAsync(new CommandDefinition(Sql, values, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>Says that this instance leaves nothing on the wire.</summary>
    public Task LeaveAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        const string Sql = "DELETE FROM outbox_sender WHERE owner = @owner";

        return connection.ExecuteAsync(new CommandDefinition(Sql, new { owner = _owner }, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>Decides about the attempts of dead instances. On SQLite there is one instance, so all others are dead.</summary>
    /// <returns>The states the found messages are in now.</returns>
    public async Task<IReadOnlyList<OutboxState>> DecideLostAsync(DbConnection connection, DbTransaction transaction, long now, CancellationToken cancellationToken)
    {
        const string Bury = "DELETE FROM outbox_sender WHERE owner <> @owner AND (alive_until < @now OR @all = 1)";
        const string Find = """
            SELECT id AS Id, chat_id AS ChatId, thread_id AS ThreadId, lane AS Lane, kind AS Kind, payload AS Payload, attachment_id AS AttachmentId,
                created_at AS CreatedAt, state AS State, attempt AS Attempt, unknowns AS Unknowns, coalesce(claimed_at, created_at) AS RetryAt
            FROM outbox
            WHERE state = 1 AND owner <> @owner AND NOT EXISTS (SELECT 1 FROM outbox_sender WHERE outbox_sender.owner = outbox.owner)
            """;

        var values = new { owner = _owner, now, all = _dialect == Dialect.Sqlite ? 1L : 0L };
        await connection.ExecuteAsync(new CommandDefinition(Bury, values, transaction, cancellationToken: cancellationToken));
        var lost = await connection.QueryAsync<OutboxRow>(new CommandDefinition(Find, values, transaction, cancellationToken: cancellationToken));
        var states = new List<OutboxState>();
        foreach (var row in lost)
        {
            var claim = new Claim(row, OutboxPayload.Parse(row.Payload), null, row.Attempt, row.RetryAt ?? now);
            if (await _attempts.LostAsync(connection, transaction, claim, now, cancellationToken) is { } state)
                states.Add(state);
        }

        return states;
    }

    /// <summary>
    /// Claims of this instance that it does not know of: their commit was cut off after it had happened, so nothing of them went on the wire.
    /// Known are messages on the wire, and chats of which a message is being claimed at this moment.
    /// </summary>
    public async Task ReleaseUnknownClaimsAsync(DbConnection connection, DbTransaction transaction, IReadOnlyCollection<long> onTheWire, IReadOnlyCollection<long> chats, CancellationToken cancellationToken)
    {
        const string Find = "SELECT id AS Id, chat_id AS ChatId FROM outbox WHERE state = 1 AND owner = @owner";
        const string Release = "UPDATE outbox SET state = 0 WHERE id = @Id AND state = 1 AND owner = @owner";

        var own = await connection.QueryAsync<OutboxRow>(new CommandDefinition(Find, new { owner = _owner }, transaction, cancellationToken: cancellationToken));
        foreach (var claim in own.Where(claim => !onTheWire.Contains(claim.Id) && !chats.Contains(claim.ChatId)))
            await connection.ExecuteAsync(new CommandDefinition(Release, new { claim.Id, owner = _owner }, transaction, cancellationToken: cancellationToken));
    }
}

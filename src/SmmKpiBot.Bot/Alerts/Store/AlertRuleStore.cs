using System.Data.Common;
using Dapper;
using Npgsql;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Alerts;

namespace SmmKpiBot.Bot.Alerts.Store;

/// <summary>The rules: the built-in ones, and what people added and changed.</summary>
internal sealed class AlertRuleStore(Database database, TimeProvider timeProvider)
{
    /// <summary>Another lock than that of telling: who changes a rule does not wait for who tells.</summary>
    private const long LockSpace = 0x0a1f;

    private readonly Database _database = database;
    private readonly TimeProvider _timeProvider = timeProvider;

    public async Task<RuleBook> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return await ReadAsync(connection, null);
    }

    public static async Task<RuleBook> ReadAsync(DbConnection connection, DbTransaction? transaction)
    {
        const string sql = """
            select id as Id, client_id as ClientId, replaces as Replaces, enabled as Enabled, version as Version, spec as Spec, author as Author, deleted as Deleted
            from alert_rule order by id
            """;
        return RuleBook.Of([.. await connection.QueryAsync<AlertRuleRow>(sql, null, transaction)]);
    }

    /// <summary>The rules as they are now; <paramref name="known"/> itself while none of them has changed.</summary>
    public static async Task<RuleBook> ReadAsync(DbConnection connection, DbTransaction? transaction, RuleBook known)
    {
        const string sql = "select count(*), cast(coalesce(sum(version), 0) as bigint) from alert_rule";
        return await connection.QuerySingleAsync<(long, long)>(sql, null, transaction) == known.Stamp ? known : await ReadAsync(connection, transaction);
    }

    /// <summary>The rules as they stay until the transaction ends, but for what it changes itself: whoever else would change them waits. SQLite has one writer anyway.</summary>
    public static async Task<RuleBook> ReadToChangeAsync(DbConnection connection, DbTransaction transaction)
    {
        if (connection is NpgsqlConnection)
            await connection.ExecuteAsync("select pg_advisory_xact_lock(@LockSpace)", new { LockSpace }, transaction);
        return await ReadAsync(connection, transaction);
    }

    /// <summary>Keeps a new rule, or a changed one under the next version; states that began under another one are closed by the next round.</summary>
    /// <exception cref="AlertRuleException">The rule cannot be.</exception>
    public async Task<AlertRule> SaveAsync(DbConnection connection, DbTransaction transaction, AlertRule rule, string? author)
    {
        const string sql = """
            insert into alert_rule (id, client_id, replaces, enabled, version, spec, author, changed_at, deleted)
            values (@Id, @ClientId, @Replaces, @enabled, 2, @spec, @author, @now, 0)
            on conflict (id) do update set replaces = excluded.replaces, enabled = excluded.enabled, version = alert_rule.version + 1, spec = excluded.spec,
                author = excluded.author, changed_at = excluded.changed_at, deleted = 0
            returning version
            """;
        var spec = AlertRuleSpec.Write(rule);
        AlertRuleSpec.Read(rule.Id, rule.ClientId, spec);
        var values = new { rule.Id, rule.ClientId, rule.Replaces, enabled = rule.Enabled ? 1L : 0L, spec, author, now = UnixMicros.Of(_timeProvider.GetUtcNow()) };
        return rule with { Version = await connection.ExecuteScalarAsync<long>(sql, values, transaction) };
    }

    /// <summary>Takes a rule away; a built-in one is as it was built again. False when there was nothing to take away.</summary>
    public async Task<bool> RemoveAsync(DbConnection connection, DbTransaction transaction, string id, string? author)
    {
        const string sql = "update alert_rule set deleted = 1, version = version + 1, author = @author, changed_at = @now where id = @id and deleted = 0";
        return await connection.ExecuteAsync(sql, new { id, author, now = UnixMicros.Of(_timeProvider.GetUtcNow()) }, transaction) == 1;
    }
}

using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Periods;

namespace SmmKpiBot.Data.Facts.Tables;

internal readonly record struct ConflictKey(string Conversation, long OpenedAt);

/// <summary>Conflicts with customers.</summary>
internal sealed class ConflictTable : FactTable<Conflict, ConflictKey>
{
    public override string[] Columns { get; } = ["account_id", "conversation", "opened_at", "batch_id", "resolved_at"];

    public override string Upsert => """
        insert into conflict (account_id, conversation, opened_at, batch_id, resolved_at) values (@account_id, @conversation, @opened_at, @batch_id, @resolved_at)
        on conflict (account_id, conversation, opened_at, batch_id) do nothing
        """;

    public override string Copy => "copy conflict (account_id, conversation, opened_at, batch_id, resolved_at) from stdin (format binary)";

    public override ConflictKey Key(Conflict row) => new(row.Conversation, UnixMicros.Of(row.OpenedAt));

    public override void Fill(Conflict row, long batchId, object?[] values)
    {
        values[0] = row.AccountId;
        values[1] = row.Conversation;
        values[2] = UnixMicros.Of(row.OpenedAt);
        values[3] = batchId;
        values[4] = UnixMicros.Of(row.ResolvedAt);
    }

    public override (RowOutcome Outcome, Conflict Row) Merge(Conflict old, Conflict row) =>
        RepeatOrConflict(old, UnixMicros.Of(old.ResolvedAt) == UnixMicros.Of(row.ResolvedAt));

    public override async Task<Conflict?> FindAsync(DbConnection connection, long batchId, Conflict row, CancellationToken cancellationToken)
    {
        const string sql = """
            select resolved_at as ResolvedAt from conflict
            where account_id = @AccountId and conversation = @Conversation and opened_at = @openedAt and batch_id = @batchId
            """;
        var key = new { row.AccountId, row.Conversation, openedAt = UnixMicros.Of(row.OpenedAt), batchId };
        var found = await connection.QuerySingleOrDefaultAsync<ConflictRow>(new CommandDefinition(sql, key, cancellationToken: cancellationToken));
        return found is null ? null : row with { ResolvedAt = UnixMicros.ToInstant(found.ResolvedAt) };
    }
}

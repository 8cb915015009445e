using Dapper;
using SmmKpiBot.Data.Database;

namespace SmmKpiBot.Data.Facts;

/// <summary>Removes the rows of a batch that nobody sees any more, a little at a time, so that other writes come between.</summary>
internal sealed class BatchSweeper(Database.Database database)
{
    private const string Points = """
        delete from metric_point where (account_id, day, series_id, batch_id) in (
            select f.account_id, f.day, f.series_id, f.batch_id from batch b join metric_point f on f.account_id = b.account_id and f.batch_id = b.id
            where b.id = @id limit @RowsAtOnce)
        """;

    private const string Ads = """
        delete from ad_day where (account_id, day, campaign, batch_id) in (
            select f.account_id, f.day, f.campaign, f.batch_id from batch b join ad_day f on f.account_id = b.account_id and f.batch_id = b.id
            where b.id = @id limit @RowsAtOnce)
        """;

    private const string Traffic = """
        delete from traffic_day where (account_id, day, source, medium, campaign, channel, batch_id) in (
            select f.account_id, f.day, f.source, f.medium, f.campaign, f.channel, f.batch_id
            from batch b join traffic_day f on f.account_id = b.account_id and f.batch_id = b.id
            where b.id = @id limit @RowsAtOnce)
        """;

    private const string Posts = """
        delete from post_observation where (account_id, post_id, batch_id) in (
            select f.account_id, f.post_id, f.batch_id from batch b join post_observation f on f.account_id = b.account_id and f.batch_id = b.id
            where b.id = @id limit @RowsAtOnce)
        """;

    private const string Messages = """
        delete from message where (account_id, conversation, message_id, batch_id) in (
            select f.account_id, f.conversation, f.message_id, f.batch_id from batch b join message f on f.account_id = b.account_id and f.batch_id = b.id
            where b.id = @id limit @RowsAtOnce)
        """;

    private const string Conflicts = """
        delete from conflict where (account_id, conversation, opened_at, batch_id) in (
            select f.account_id, f.conversation, f.opened_at, f.batch_id from batch b join conflict f on f.account_id = b.account_id and f.batch_id = b.id
            where b.id = @id limit @RowsAtOnce)
        """;

    private const string Spans = """
        delete from observed_span where (account_id, kind_id, to_day, from_day, batch_id) in (
            select f.account_id, f.kind_id, f.to_day, f.from_day, f.batch_id from batch b join observed_span f on f.account_id = b.account_id and f.batch_id = b.id
            where b.id = @id limit @RowsAtOnce)
        """;

    private readonly Database.Database _database = database;

    /// <summary>Removes a batch that was not completed, unless its writer gave a sign of life after <paramref name="deadSince"/>.</summary>
    public async Task RemoveUncompletedAsync(long id, long deadSince, CancellationToken cancellationToken)
    {
        // The mark stops a writer that is alive after all: without it, rows could come in behind the removal.
        const string mark = "update batch set undone_at = lease_until where id = @id and completed_at is null and lease_until < @deadSince";
        const string sql = "delete from batch where id = @id and completed_at is null";
        if (await _database.WriteAsync((connection, transaction) => connection.ExecuteAsync(mark, new { id, deadSince }, transaction), cancellationToken) == 0)
            return;
        await RemoveRowsAsync(id, cancellationToken);
        await _database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, new { id }, transaction), cancellationToken);
    }

    public async Task RemoveUndoneAsync(long id, CancellationToken cancellationToken)
    {
        const string sql = "update batch set swept = 1 where id = @id and undone_at is not null";
        await RemoveRowsAsync(id, cancellationToken);
        await _database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, new { id }, transaction), cancellationToken);
    }

    private async Task RemoveRowsAsync(long id, CancellationToken cancellationToken)
    {
        foreach (var sql in (string[])[Points, Ads, Traffic, Posts, Messages, Conflicts, Spans])
            await Removal.RunAsync(_database, sql, new { id }, cancellationToken);
    }
}

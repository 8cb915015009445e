using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Facts.Tables;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Posts;

namespace SmmKpiBot.Data.Facts.Collected;

/// <summary>
/// Stores what networks tell, as observations: only what is new or changed against the network's own latest word, so that reading the same again writes nothing.
/// Whoever calls holds the account's lease; nobody else writes its facts of that origin.
/// </summary>
public sealed class CollectedFacts(Database.Database database)
{
    private readonly Database.Database _database = database;

    /// <summary>Compares a page with what is known. Outside any transaction of writing: others write meanwhile.</summary>
    /// <param name="zone">Of the network's day labels.</param>
    public async Task<CollectedNews> CompareAsync(CollectedPage page, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var nothing = new CollectedNews { AccountId = page.AccountId, ObservedAt = page.ObservedAt };
        if (page.IsEmpty)
            return nothing;
        await using var connection = await _database.OpenAsync(cancellationToken);
        var scope = new AccountScope(connection, page.AccountId, cancellationToken);
        var known = PointNews.Days(page) is { } days ? await KnownPoints.ReadAsync(scope, days) : null;
        var (posts, decreased) = page.Posts.Count == 0 ? ([], 0) : await PostNews.ReadAsync(scope, page, (await FollowersAtPublishing.ReadAsync(scope, page, zone)).Of);
        return nothing with
        {
            ObservedAt = await NotBeforeLastAsync(scope, page.ObservedAt),
            Points = known is null ? [] : PointNews.Of(page, known),
            Series = known?.Series ?? nothing.Series,
            Posts = posts,
            Ads = await AdNews.ReadAsync(scope, page),
            Traffic = await TrafficNews.ReadAsync(scope, page),
            Spans = await SpanNews.ReadAsync(scope, page),
            Decreased = decreased,
        };
    }

    /// <summary>Writes the news as one visible batch in the caller's transaction; nothing where there is none.</summary>
    public static async Task WriteAsync(DbConnection connection, DbTransaction transaction, CollectedNews news, CancellationToken cancellationToken)
    {
        const string sql = """
            insert into batch (account_id, origin, observed_at, row_count, lease_until, completed_at) values (@AccountId, @origin, @at, @Rows, @at, @at) returning id
            """;
        if (news.IsNone)
            return;
        var values = new { news.AccountId, news.Rows, origin = (long)BatchOrigin.Network, at = UnixMicros.Of(news.ObservedAt) };
        var batchId = await connection.ExecuteScalarAsync<long>(sql, values, transaction);
        var points = await PointTableAsync(connection, transaction, news);
        await new RowWriter<MetricPoint, PointKey>(points, batchId).StoreNewAsync(connection, transaction, news.Points, cancellationToken);
        await new RowWriter<Post, PostKey>(new PostTable(), batchId).StoreNewAsync(connection, transaction, news.Posts, cancellationToken);
        await new RowWriter<AdDay, AdDayKey>(new AdDayTable(), batchId).StoreNewAsync(connection, transaction, news.Ads, cancellationToken);
        await new RowWriter<TrafficDay, TrafficDayKey>(new TrafficDayTable(), batchId).StoreNewAsync(connection, transaction, news.Traffic, cancellationToken);
        await SpanTable.StoreAsync(connection, transaction, batchId, news.Spans);
        await ClientVersion.RaiseOfAccountAsync(connection, transaction, news.AccountId);
    }

    private static async Task<MetricPointTable> PointTableAsync(DbConnection connection, DbTransaction transaction, CollectedNews news)
    {
        var table = new MetricPointTable(news.AccountId);
        foreach (var ((metric, dimension), id) in news.Series)
            table.Know(metric, dimension, id);
        var missing = news.Points.Select(point => (point.Metric, point.Dimension)).Distinct().Where(series => !news.Series.ContainsKey(series));
        foreach (var ((metric, dimension), id) in await MetricPointTable.AddSeriesAsync(connection, transaction, news.AccountId, missing))
            table.Know(metric, dimension, id);
        return table;
    }

    /// <summary>A clock that was set back must not make what is said now older than what was said before.</summary>
    private static async Task<DateTimeOffset> NotBeforeLastAsync(AccountScope scope, DateTimeOffset observedAt)
    {
        const string sql = "select observed_at from batch where account_id = @AccountId and origin = 1 order by id desc limit 1";
        var last = (await scope.QueryAsync<long>(sql)).FirstOrDefault();
        return last > UnixMicros.Of(observedAt) ? UnixMicros.ToInstant(last) : observedAt;
    }
}

using System.Data.Common;
using Dapper;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Posts;

namespace SmmKpiBot.Data.Facts.Tables;

internal readonly record struct PostKey(string PostId);

/// <summary>Observations of posts.</summary>
internal sealed class PostTable : FactTable<Post, PostKey>
{
    public override string[] Columns { get; } =
    [
        "account_id", "post_id", "batch_id", "published_at", "type", "topic", "paid", "url", "followers", "reach", "views", "reactions", "comments", "shares",
        "saves", "link_clicks",
    ];

    public override string Upsert => """
        insert into post_observation (account_id, post_id, batch_id, published_at, type, topic, paid, url, followers, reach, views, reactions, comments, shares,
            saves, link_clicks)
        values (@account_id, @post_id, @batch_id, @published_at, @type, @topic, @paid, @url, @followers, @reach, @views, @reactions, @comments, @shares,
            @saves, @link_clicks)
        on conflict (account_id, post_id, batch_id) do nothing
        """;

    public override string Copy => """
        copy post_observation (account_id, post_id, batch_id, published_at, type, topic, paid, url, followers, reach, views, reactions, comments, shares,
            saves, link_clicks) from stdin (format binary)
        """;

    public override PostKey Key(Post row) => new(row.PostId);

    public override void Fill(Post row, long batchId, object?[] values)
    {
        values[0] = row.AccountId;
        values[1] = row.PostId;
        values[2] = batchId;
        values[3] = UnixMicros.Of(row.PublishedAt);
        values[4] = row.Type;
        values[5] = row.Topic;
        values[6] = row.Paid is { } paid ? paid ? 1L : 0L : null;
        values[7] = row.Url;
        values[8] = row.Followers;
        values[9] = row.Reach;
        values[10] = row.Views;
        values[11] = row.Reactions;
        values[12] = row.Comments;
        values[13] = row.Shares;
        values[14] = row.Saves;
        values[15] = row.LinkClicks;
    }

    public override (RowOutcome Outcome, Post Row) Merge(Post old, Post row) =>
        RepeatOrConflict(old, UnixMicros.Of(old.PublishedAt) == UnixMicros.Of(row.PublishedAt) && old == row with { PublishedAt = old.PublishedAt });

    public override async Task<Post?> FindAsync(DbConnection connection, long batchId, Post row, CancellationToken cancellationToken)
    {
        const string sql = $"select {PostRow.Columns} from post_observation p where p.account_id = @AccountId and p.post_id = @PostId and p.batch_id = @batchId";
        var key = new { row.AccountId, row.PostId, batchId };
        var found = await connection.QuerySingleOrDefaultAsync<PostRow>(new CommandDefinition(sql, key, cancellationToken: cancellationToken));
        return found?.ToFact(row.ObservedAt);
    }
}

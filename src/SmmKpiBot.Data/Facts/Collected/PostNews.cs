using SmmKpiBot.Data.Database;
using SmmKpiBot.Data.Facts.Reading;
using SmmKpiBot.Data.Facts.Tables;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Posts;

namespace SmmKpiBot.Data.Facts.Collected;

/// <summary>Which posts of a page say something that is not known, with the followers of their day where the network does not tell them.</summary>
internal static class PostNews
{
    /// <returns>The observations to store, and how many lifetime figures are lower than before: they are kept as told.</returns>
    public static async Task<(List<Post> News, int Decreased)> ReadAsync(AccountScope scope, CollectedPage page, Func<Post, long?> followersOf)
    {
        var told = new Dictionary<string, Post>(page.Posts.Count);
        foreach (var post in page.Posts)
            told[post.PostId] = post;
        var known = await KnownAsync(scope, told.Keys);
        var news = new List<Post>();
        var decreased = 0;
        foreach (var (id, post) in told)
        {
            var last = known.GetValueOrDefault(id);
            var full = post.Followers is null && last?.Followers is null ? post with { Followers = followersOf(post) } : post;
            if (!IsNews(last, full))
                continue;
            news.Add(full);
            decreased += last is null ? 0 : Figures(full).Zip(Figures(last)).Count(figure => figure.First < figure.Second);
        }

        return (news, decreased);
    }

    private static async Task<Dictionary<string, Post>> KnownAsync(AccountScope scope, IEnumerable<string> ids)
    {
        var sql = $"""
            select {PostRow.Columns}, {AccountScope.BatchColumns} from post_observation p join batch b on b.id = p.batch_id
            where p.account_id = @AccountId and {AccountScope.OfNetwork} and {AmongSql.Of(scope.Connection, "p.post_id", "ids")}
            """;
        var rows = await scope.QueryAsync<PostRow>(sql, new { ids = AmongSql.Values(ids) });
        return rows.GroupBy(row => row.PostId).ToDictionary(group => group.Key, group => PostFacts.Fold(group).Latest);
    }

    private static bool IsNews(Post? known, Post told) =>
        known is null
        || UnixMicros.Of(known.PublishedAt) != UnixMicros.Of(told.PublishedAt)
        || Differs(known.Type, told.Type) || Differs(known.Topic, told.Topic) || Differs(known.Url, told.Url)
        || (told.Paid is not null && told.Paid != known.Paid)
        || (told.Followers is not null && told.Followers != known.Followers)
        || Figures(told).Zip(Figures(known)).Any(figure => figure.First is not null && figure.First != figure.Second);

    private static bool Differs(string? known, string? told) => told is not null && told != known;

    private static long?[] Figures(Post post) => [post.Reach, post.Views, post.Reactions, post.Comments, post.Shares, post.Saves, post.LinkClicks];
}

using SmmKpiBot.Data.Facts.Tables;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Data.Posts;

namespace SmmKpiBot.Data.Facts.Reading;

/// <summary>
/// Reads posts with all their observations. Where a network told an account's posts of a day itself, posts of that day which only a file names are left
/// out: the file may name them otherwise, and they would count twice. Stories are looked at by themselves: networks tell them only while they live. What a file says of a
/// post that the network knows is folded into it.
/// </summary>
internal static class PostFacts
{
    public static async Task<IReadOnlyList<PostHistory>> ReadAsync(FactScope scope)
    {
        const string sql = $"""
            select {PostRow.Columns}, {FactScope.BatchColumns}
            from (
                select distinct f.account_id, f.post_id
                from account a join post_observation f on f.account_id = a.id and f.published_at >= @PublishedFrom and f.published_at < @PublishedBefore
                where a.client_id = @ClientId
            ) wanted
            join post_observation p on p.account_id = wanted.account_id and p.post_id = wanted.post_id
            join batch b on b.id = p.batch_id
            where {FactScope.Visible}
            """;
        var rows = await scope.QueryAsync<PostRow>(sql);
        var histories = await WinnersAsync(scope, [.. rows.GroupBy(row => (row.AccountId, row.PostId)).Select(group => (group.Any(row => row.OfNetwork), Fold(group)))]);
        return [.. histories.OrderBy(post => post.Latest.PublishedAt).ThenBy(post => post.Latest.AccountId).ThenBy(post => post.Latest.PostId, StringComparer.Ordinal)];
    }

    private static async Task<IEnumerable<PostHistory>> WinnersAsync(FactScope scope, List<(bool OfNetwork, PostHistory Post)> found)
    {
        if (scope.Query.WithAllPosts || found.TrueForAll(one => one.OfNetwork) || !found.Exists(one => one.OfNetwork))
            return found.Select(one => one.Post);
        var zone = await scope.ZoneAsync();
        var ofNetwork = found.Where(one => one.OfNetwork).Select(one => DayOf(one.Post)).ToHashSet();
        return found.Where(one => one.OfNetwork || !ofNetwork.Contains(DayOf(one.Post))).Select(one => one.Post);

        (long AccountId, DateOnly Day, bool IsStory) DayOf(PostHistory post) => (post.Latest.AccountId, LocalDay.Of(post.Latest.PublishedAt, zone), post.Latest.IsStory);
    }

    public static PostHistory Fold(IEnumerable<PostRow> observations)
    {
        var cells = default(CellFold);
        var history = new List<Post>();
        foreach (var row in CellFold.Ordered(observations))
        {
            var next = row.ToFact(UnixMicros.ToInstant(row.ObservedAt));
            history.Add(Fold(ref cells, history.Count > 0 ? history[^1] : next, next, row.OfNetwork));
        }

        return new PostHistory(history);
    }

    private static Post Fold(ref CellFold cells, Post old, Post next, bool network) => old with
    {
        ObservedAt = next.ObservedAt,
        PublishedAt = cells.Take(0, old.PublishedAt, next.PublishedAt, network),
        Type = cells.Take(1, old.Type, next.Type, network),
        Topic = cells.Take(2, old.Topic, next.Topic, network),
        Paid = cells.Take(3, old.Paid, next.Paid, network),
        Url = cells.Take(4, old.Url, next.Url, network),
        Followers = cells.Take(5, old.Followers, next.Followers, network),
        Reach = cells.Take(6, old.Reach, next.Reach, network),
        Views = cells.Take(7, old.Views, next.Views, network),
        Reactions = cells.Take(8, old.Reactions, next.Reactions, network),
        Comments = cells.Take(9, old.Comments, next.Comments, network),
        Shares = cells.Take(10, old.Shares, next.Shares, network),
        Saves = cells.Take(11, old.Saves, next.Saves, network),
        LinkClicks = cells.Take(12, old.LinkClicks, next.LinkClicks, network),
    };
}

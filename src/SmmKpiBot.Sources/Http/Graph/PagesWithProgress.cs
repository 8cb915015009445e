using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>
/// Pages as the collector wants them: each gets further than the one before. Meta's pages may be empty, or hold only what was read or is too old; such a one is
/// handed out with the next.
/// </summary>
internal static class PagesWithProgress
{
    public static async IAsyncEnumerable<SourcePage> Of(IAsyncEnumerable<SourcePage> pages)
    {
        SourcePage? pending = null;
        await foreach (var page in pages)
        {
            if (pending is not null && pending.Cursor != page.Cursor)
                yield return pending;
            pending = pending is null || pending.Cursor != page.Cursor ? page : Together(pending, page);
        }

        if (pending is not null)
            yield return pending;
    }

    private static SourcePage Together(SourcePage one, SourcePage other) => other with
    {
        Points = [.. other.Points.Concat(one.Points).DistinctBy(point => (point.Metric, point.Dimension, point.Day))],
        Posts = [.. other.Posts.Concat(one.Posts).DistinctBy(post => post.PostId)],
        Ads = [.. other.Ads.Concat(one.Ads).DistinctBy(ad => (ad.Day, ad.Campaign))],
        Messages = [.. other.Messages.Concat(one.Messages).DistinctBy(live => (live.Message.Conversation, live.Message.MessageId))],
        Told = [.. one.Told, .. other.Told],
        GivesNone = one.GivesNone || other.GivesNone,
        Refused = [.. one.Refused, .. other.Refused],
        Bad = [.. one.Bad, .. other.Bad],
        UnknownFields = one.UnknownFields.Concat(other.UnknownFields).GroupBy(field => field.Key).ToDictionary(field => field.Key, field => field.Sum(count => count.Value)),
        Remarks = [.. one.Remarks.Union(other.Remarks)],
    };
}

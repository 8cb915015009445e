using System.Runtime.CompilerServices;
using System.Text.Json;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.Facebook;

/// <summary>
/// Comments and answers to them, below posts of the last weeks: there is no way to ask for comments by their time. The newest come first, of all levels in one
/// list; in Meta's own order some would be hidden. The cursor is the time of the oldest post that was read.
/// </summary>
internal static class FacebookTalk
{
    private const int PostsAtOnce = 25;
    private const int CommentsAtOnce = 25;
    private const string CommentFields = "id,created_time,message,from,parent{id},permalink_url";
    private const string Order = "filter(stream).order(reverse_chronological)";

    public static async IAsyncEnumerable<SourcePage> CommentsAsync(GraphReading reading, FacebookWords words, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pending = new SourcePage();
        var isFirst = true;
        var since = reading.Since.AddDays(-FacebookStreams.CommentedDays);
        var fields = FormattableString.Invariant($"id,created_time,comments.{Order}.limit({CommentsAtOnce}){{{CommentFields}}}");
        var (before, reached) = (new TimeCursor(reading.Asked.Cursor), new TimeCursor(reading.Asked.Cursor));
        await foreach (var batch in FacebookPosts.PagesAsync(reading, fields, since, PostsAtOnce, GraphClient.NothingInstead, cancellationToken))
        {
            if (!isFirst)
                yield return pending;
            isFirst = false;
            var records = new RecordReader(GraphJson.Options);
            var messages = new List<LiveMessage>();
            foreach (var post in batch.Select(post => records.Read<FacebookPost>(post, "post")).OfType<FacebookPost>().Where(post => !before.Has(post.Id, post.CreatedTime)))
            {
                reached.Take(post.Id, post.CreatedTime);
                messages.AddRange(await OfPostAsync(reading, words, post, records, cancellationToken));
            }

            pending = reading.Page(records, reached.ToString()) with { Messages = messages };
        }

        yield return pending with { Cursor = null, Told = [reading.Told(FactKind.Messages, reading.Asked.From, reading.Asked.To)] };
    }

    private static async Task<List<LiveMessage>> OfPostAsync(GraphReading reading, FacebookWords words, FacebookPost post, RecordReader records, CancellationToken cancellationToken)
    {
        var messages = new List<LiveMessage>();
        if (Take(post.Comments?.Data ?? []) || post.Comments?.Paging?.Next is not { } next)
            return messages;
        var query = GraphQuery.Fields(CommentFields).With("filter", "stream").With("order", "reverse_chronological").Following(next);
        await foreach (var more in reading.Client.FurtherAsync(reading.Access, post.Id + "/comments", query, CommentsAtOnce, cancellationToken))
        {
            if (Take(more))
                break;
        }

        return messages;

        // True when what follows is older than what is asked for.
        bool Take(IReadOnlyList<JsonElement> comments)
        {
            var read = comments.Select(comment => records.Read<FacebookComment>(comment, "comment")).OfType<FacebookComment>().ToList();
            messages.AddRange(read.Where(comment => comment.CreatedTime >= reading.Since && comment.CreatedTime < reading.Until).Select(words.Of));
            return read.Count > 0 && read.TrueForAll(comment => comment.CreatedTime < reading.Since);
        }
    }
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;
using SmmKpiBot.Sources.Http.Graph;

namespace SmmKpiBot.Sources.Instagram;

/// <summary>
/// Comments and answers to them, below posts of the last weeks: there is no way to ask for comments by their time. A list has those at the top, the newest first, with the
/// answers inside; a conversation is one of the top with its answers. The cursor is the time of the oldest post that was read.
/// </summary>
internal static class InstagramTalk
{
    private const int PostsAtOnce = 25;
    private const int CommentsAtOnce = 25;
    private const string AnswerFields = "id,text,timestamp,username,from";
    private const string CommentFields = AnswerFields + ",replies{" + AnswerFields + "}";

    public static async IAsyncEnumerable<SourcePage> ReadAsync(GraphReading reading, MetaWords words, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pending = new SourcePage();
        var isFirst = true;
        var since = reading.Since.AddDays(-InstagramStreams.CommentedDays);
        var fields = FormattableString.Invariant($"id,timestamp,permalink,comments.limit({CommentsAtOnce}){{{CommentFields}}}");
        var (before, reached) = (new TimeCursor(reading.Asked.Cursor), new TimeCursor(reading.Asked.Cursor));
        await foreach (var batch in InstagramPosts.PagesAsync(reading, fields, since, PostsAtOnce, cancellationToken))
        {
            if (!isFirst)
                yield return pending;
            isFirst = false;
            var records = new RecordReader(GraphJson.Options);
            var messages = new List<LiveMessage>();
            foreach (var media in batch.Select(one => records.Read<InstagramMedia>(one, "media")).OfType<InstagramMedia>().Where(media => !before.Has(media.Id, media.Timestamp)))
            {
                reached.Take(media.Id, media.Timestamp);
                messages.AddRange(await OfPostAsync(reading, words, media, records, cancellationToken));
            }

            pending = reading.Page(records, reached.ToString()) with { Messages = messages };
        }

        yield return pending with { Cursor = null, Told = [reading.Told(FactKind.Messages, reading.Asked.From, reading.Asked.To)] };
    }

    /// <summary>Pure. The name tells the brand most surely; its id is written in two ways.</summary>
    public static LiveMessage Of(MetaWords words, InstagramComment comment, string top, string ownId, string? ownName, string? link) =>
        words.Comment(top, comment.Id, comment.Timestamp, comment.From?.Id == ownId || (ownName is not null && comment.Username == ownName), comment.From?.Id ?? comment.Username, comment.Text, link);

    private static async Task<List<LiveMessage>> OfPostAsync(GraphReading reading, MetaWords words, InstagramMedia media, RecordReader records, CancellationToken cancellationToken)
    {
        var ownName = reading.Asked.Place.Details.GetValueOrDefault(InstagramSource.UsernameDetail);
        var messages = new List<LiveMessage>();
        if (await TakeAsync(media.Comments?.Data ?? []) || media.Comments?.Paging?.Next is not { } next)
            return messages;
        await foreach (var more in reading.Client.FurtherAsync(reading.Access, media.Id + "/comments", GraphQuery.Fields(CommentFields).Following(next), CommentsAtOnce, cancellationToken))
        {
            if (await TakeAsync(more))
                break;
        }

        return messages;

        // True when what follows is older than what is asked for.
        async Task<bool> TakeAsync(IReadOnlyList<JsonElement> comments)
        {
            var read = comments.Select(comment => records.Read<InstagramComment>(comment, "comment")).OfType<InstagramComment>().ToList();
            foreach (var comment in read)
            {
                Add(comment, comment.Id);
                await foreach (var answer in AnswersAsync(reading, comment, records, cancellationToken))
                    Add(answer, comment.Id);
            }

            return read.Count > 0 && read.TrueForAll(comment => comment.Timestamp < reading.Since);
        }

        void Add(InstagramComment comment, string top)
        {
            if (comment.Timestamp >= reading.Since && comment.Timestamp < reading.Until)
                messages.Add(Of(words, comment, top, reading.Id, ownName, media.Permalink));
        }
    }

    private static async IAsyncEnumerable<InstagramComment> AnswersAsync(
        GraphReading reading, InstagramComment comment, RecordReader records, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var answer in Read(comment.Replies?.Data ?? []))
            yield return answer;
        if (comment.Replies?.Paging?.Next is not { } next)
            yield break;
        await foreach (var more in reading.Client.FurtherAsync(reading.Access, comment.Id + "/replies", GraphQuery.Fields(AnswerFields).Following(next), CommentsAtOnce, cancellationToken))
        {
            foreach (var answer in Read(more))
                yield return answer;
        }

        List<InstagramComment> Read(IReadOnlyList<JsonElement> answers) => [.. answers.Select(answer => records.Read<InstagramComment>(answer, "comment")).OfType<InstagramComment>()];
    }
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Google;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.YouTube;

/// <summary>Threads that were begun on some days under anything of the channel, with all their replies.</summary>
internal sealed class CommentsReading(YouTubeClient client, YouTubeAccess access, ReadReplies readReplies, AuthorHasher hasher)
{
    /// <summary>Threads of a page of ours; of YouTube's it is what it gives.</summary>
    private const int AtOnce = 100;

    /// <summary>A channel that lets nobody comment is no trouble.</summary>
    private const string CommentsOff = "commentsDisabled";

    private static readonly SourceWords NoKey = new(
        $"Коментарі читаються з ключем API, бо інакше потрібна згода з правом писати: задайте {YouTubeOptions.Section}:ApiKey у налаштуваннях бота.",
        $"Comments are read with an API key, because consent would need a right to write: set {YouTubeOptions.Section}:ApiKey.");

    private static readonly SourceWords AreOff = new("На цьому каналі коментарі вимкнено.", "Comments are switched off for this channel.");

    private readonly YouTubeClient _client = client;
    private readonly YouTubeAccess _access = access;
    private readonly ReadReplies _readReplies = readReplies;
    private readonly AuthorHasher _hasher = hasher;

    public async IAsyncEnumerable<SourcePage> ReadAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var today = PacificTime.Day(reading.ObservedAt);
        var to = reading.To < today ? reading.To : today;
        if (reading.From > to)
            yield break;
        if (_access.Key(reading.Access) is null)
        {
            yield return new() { Remarks = [NoKey] };
            yield break;
        }

        var records = new RecordReader(YouTubeJson.Options);
        var (threads, areOff) = await ThreadsAsync(reading, to, records, cancellationToken);
        var ahead = threads.Where(thread => VideosReading.Cursor.IsAhead(reading.Cursor, thread.Snippet.TopLevelComment.Snippet.PublishedAt, thread.Id)).ToList();
        var read = 0;
        do
        {
            var batch = ahead.GetRange(read, Math.Min(AtOnce, ahead.Count - read));
            read += batch.Count;
            var messages = new List<LiveMessage>();
            foreach (var thread in batch)
                messages.AddRange(CommentsMapping.Map(reading, thread, await RepliesAsync(reading, thread, records, cancellationToken), _hasher));
            var isLast = read >= ahead.Count;
            yield return new()
            {
                Messages = messages,
                Cursor = isLast ? null : VideosReading.Cursor.Of(batch[^1].Snippet.TopLevelComment.Snippet.PublishedAt, batch[^1].Id),
                Told = isLast && records.Bad.Count == 0 ? [new(reading.Account.Id, FactKind.Messages, reading.From, to, reading.ObservedAt)] : [],
                Bad = isLast ? records.Bad : [],
                UnknownFields = isLast ? records.UnknownFields : new Dictionary<string, int>(),
                Remarks = areOff ? [AreOff] : [],
            };
        }
        while (read < ahead.Count);
    }

    /// <summary>Threads begun on the days, oldest first; the list has the newest first.</summary>
    private async Task<(IReadOnlyList<ThreadBody> Threads, bool AreOff)> ThreadsAsync(SourceReading reading, DateOnly to, RecordReader records, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, ThreadBody>();
        var areOff = false;
        string? token = null;
        do
        {
            var path = $"commentThreads?part=snippet,replies&allThreadsRelatedToChannelId={Uri.EscapeDataString(reading.Place.ExternalId)}&maxResults=100&order=time&textFormat=plainText{Page(token)}";
            var body = await _client.PublicListAsync<ListBody>(reading.Access, reading.Priority, path, [CommentsOff], cancellationToken);
            areOff = body is null;
            var page = (body?.Items ?? []).Select(item => records.Read<ThreadBody>(item, "thread")).OfType<ThreadBody>().ToList();
            foreach (var thread in page.Where(thread => DayOf(thread) is var day && day >= reading.From && day <= to))
                found[thread.Id] = thread;
            token = (page.Count > 0 && page.TrueForAll(thread => DayOf(thread) < reading.From)) || body?.NextPageToken == token ? null : body?.NextPageToken;
        }
        while (!string.IsNullOrEmpty(token));

        return ([.. found.Values.OrderBy(thread => thread.Snippet.TopLevelComment.Snippet.PublishedAt).ThenBy(thread => thread.Id, StringComparer.Ordinal)], areOff);
    }

    /// <summary>A thread brings some of its replies along; where there are more, all are asked for, unless they were read and there are no more since.</summary>
    private async Task<IReadOnlyList<CommentBody>> RepliesAsync(SourceReading reading, ThreadBody thread, RecordReader records, CancellationToken cancellationToken)
    {
        var inline = thread.Replies?.Comments ?? [];
        var replies = new Dictionary<string, CommentBody>();
        Take(inline);
        if (thread.Snippet.TotalReplyCount <= inline.Count || _readReplies.Are(reading, thread))
            return [.. replies.Values];
        var bad = records.Bad.Count;
        string? token = null;
        do
        {
            var path = $"comments?part=snippet&parentId={Uri.EscapeDataString(thread.Id)}&maxResults=100&textFormat=plainText{Page(token)}";
            var body = await _client.PublicListAsync<ListBody>(reading.Access, reading.Priority, path, ["commentNotFound", "notFound"], cancellationToken);
            Take(body?.Items ?? []);
            token = body?.NextPageToken == token ? null : body?.NextPageToken;
        }
        while (!string.IsNullOrEmpty(token));

        // One that could not be read may be readable the next time.
        if (records.Bad.Count == bad)
            _readReplies.Note(reading, thread);
        return [.. replies.Values];

        void Take(IEnumerable<JsonElement> items)
        {
            foreach (var reply in items.Select(item => records.Read<CommentBody>(item, "reply")).OfType<CommentBody>())
                replies[reply.Id] = reply;
        }
    }

    private static string Page(string? token) => token is null ? "" : "&pageToken=" + Uri.EscapeDataString(token);

    private static DateOnly DayOf(ThreadBody thread) => PacificTime.Day(thread.Snippet.TopLevelComment.Snippet.PublishedAt);
}

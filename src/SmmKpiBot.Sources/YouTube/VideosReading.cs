using System.Globalization;
using System.Runtime.CompilerServices;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Google;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.YouTube;

/// <summary>Videos that were published on some days, with their figures as of now: from the list of uploads, because a search costs a hundred times as much.</summary>
internal sealed class VideosReading(YouTubeClient client, VideoShares shares)
{
    private const int AtOnce = 50;

    private readonly YouTubeClient _client = client;
    private readonly VideoShares _shares = shares;

    public async IAsyncEnumerable<SourcePage> ReadAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var today = PacificTime.Day(reading.ObservedAt);
        var to = reading.To < today ? reading.To : today;
        if (reading.From > to)
            yield break;
        var records = new RecordReader(YouTubeJson.Options);
        var uploads = (await UploadsAsync(reading, to, records, cancellationToken)).Where(upload => Cursor.IsAhead(reading.Cursor, upload.PublishedAt, upload.VideoId)).ToList();
        var (read, isWhole) = (0, true);
        do
        {
            var batch = uploads.GetRange(read, Math.Min(AtOnce, uploads.Count - read));
            var page = await PageAsync(reading, batch, read == 0 ? records : new(YouTubeJson.Options), cancellationToken);
            read += batch.Count;
            isWhole &= page.Bad.Count == 0;
            yield return read < uploads.Count
                ? page with { Cursor = Cursor.Of(batch[^1].PublishedAt, batch[^1].VideoId) }
                : page with { Told = isWhole ? [new(reading.Account.Id, FactKind.Posts, reading.From, to, reading.ObservedAt)] : [] };
        }
        while (read < uploads.Count);
    }

    /// <summary>The days' uploads, oldest first. YouTube lists the newest first, and does not promise it: two pages of nothing but older ones end the list.</summary>
    private async Task<IReadOnlyList<(DateTimeOffset PublishedAt, string VideoId)>> UploadsAsync(SourceReading reading, DateOnly to, RecordReader records, CancellationToken cancellationToken)
    {
        var found = new HashSet<(DateTimeOffset PublishedAt, string VideoId)>();
        var playlist = reading.Place.Details.GetValueOrDefault(YouTubeSource.UploadsDetail) is { Length: > 0 } uploads ? uploads : "UU" + reading.Place.ExternalId[2..];
        string? token = null;
        var olderPages = 0;
        do
        {
            var path = $"playlistItems?part=contentDetails&maxResults={AtOnce}&playlistId={Uri.EscapeDataString(playlist)}{(token is null ? "" : "&pageToken=" + Uri.EscapeDataString(token))}";
            var body = await _client.ListAsync<ListBody>(reading.Access, reading.Priority, path, ["playlistNotFound"], cancellationToken);
            var page = (body?.Items ?? []).Select(item => records.Read<UploadBody>(item, "upload")).OfType<UploadBody>()
                .Where(upload => upload.ContentDetails.VideoPublishedAt is not null).Select(upload => (upload.ContentDetails.VideoPublishedAt!.Value, upload.ContentDetails.VideoId)).ToList();
            found.UnionWith(page.Where(upload => PacificTime.Day(upload.Value) is var day && day >= reading.From && day <= to));
            olderPages = page.Count > 0 && page.TrueForAll(upload => PacificTime.Day(upload.Value) < reading.From) ? olderPages + 1 : 0;
            token = olderPages == 2 || body?.NextPageToken == token ? null : body?.NextPageToken;
        }
        while (!string.IsNullOrEmpty(token));

        return [.. found.OrderBy(upload => upload.PublishedAt).ThenBy(upload => upload.VideoId, StringComparer.Ordinal)];
    }

    private async Task<SourcePage> PageAsync(SourceReading reading, List<(DateTimeOffset PublishedAt, string VideoId)> batch, RecordReader records, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
            return new() { Bad = records.Bad, UnknownFields = records.UnknownFields };
        var ids = string.Join(',', batch.Select(upload => Uri.EscapeDataString(upload.VideoId)));
        var body = await _client.ListAsync<ListBody>(reading.Access, reading.Priority, $"videos?part=snippet,statistics,status&maxResults={AtOnce}&id={ids}", [], cancellationToken);
        var shares = await _shares.OfAsync(reading, batch, cancellationToken);
        return VideosMapping.Map(reading, body!, shares, records);
    }

    /// <summary>Where a list that is read oldest first got to.</summary>
    internal static class Cursor
    {
        public static string Of(DateTimeOffset at, string id) => $"{at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture)}|{id}";

        /// <summary>Is it still to be read?</summary>
        public static bool IsAhead(string? cursor, DateTimeOffset at, string id) => cursor is null || string.CompareOrdinal(Of(at, id), cursor) > 0;
    }
}

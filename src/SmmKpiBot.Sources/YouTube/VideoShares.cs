using System.Globalization;
using System.Text.Json;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Google;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.YouTube;

/// <summary>How often videos were shared. Only the owner gets to know, two or three days later; the newest videos have no figure yet.</summary>
internal sealed class VideoShares(YouTubeClient client)
{
    public const string Metric = "shares";

    private readonly YouTubeClient _client = client;

    /// <summary>By video; and why there are none.</summary>
    public async Task<(IReadOnlyDictionary<string, long> Shares, RefusedMetric? Refused)> OfAsync(
        SourceReading reading, IReadOnlyList<(DateTimeOffset PublishedAt, string VideoId)> videos, CancellationToken cancellationToken)
    {
        var yesterday = PacificTime.Day(reading.ObservedAt).AddDays(-1);
        var first = PacificTime.Day(videos.Min(video => video.PublishedAt));
        if (!YouTubeAccess.IsOwner(reading.Access) || reading.Refused.Contains(Metric) || first > yesterday)
            return (new Dictionary<string, long>(), null);
        var query = ReportQuery.Of(reading.Place.ExternalId, first, yesterday, $"views,{Metric}")
            + $"&dimensions=video&sort=-views&maxResults=200&filters=video%3D%3D{string.Join(',', videos.Select(video => Uri.EscapeDataString(video.VideoId)))}";
        try
        {
            return (Map(await _client.ReportAsync(reading.Access, reading.Priority, query, cancellationToken)), null);
        }
        catch (UnsupportedQueryException exception)
        {
            return (new Dictionary<string, long>(), new(Metric, exception.Message));
        }
        catch (SourceException exception) when (exception.Problem == SourceProblem.Forbidden)
        {
            return (new Dictionary<string, long>(), new(Metric, exception.Message));
        }
    }

    internal static Dictionary<string, long> Map(ReportBody report)
    {
        var names = report.ColumnHeaders.Select(column => column.Name).ToList();
        var (video, shares) = (names.IndexOf("video"), names.IndexOf(Metric));
        return video < 0 || shares < 0
            ? []
            : report.Rows.Where(row => row.ValueKind == JsonValueKind.Array && row.GetArrayLength() == names.Count && row[video].ValueKind == JsonValueKind.String && row[shares].ValueKind == JsonValueKind.Number)
                .GroupBy(row => row[video].GetString()!).ToDictionary(rows => rows.Key, rows => (long)decimal.Round(rows.Last()[shares].GetDecimal()));
    }
}

/// <summary>What all reports of a channel have in common.</summary>
internal static class ReportQuery
{
    public static string Of(string channel, DateOnly from, DateOnly to, string metrics) =>
        $"ids=channel%3D%3D{Uri.EscapeDataString(channel)}&startDate={Day(from)}&endDate={Day(to)}&metrics={metrics}";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

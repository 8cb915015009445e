using System.Runtime.CompilerServices;
using System.Text.Json;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.YouTube;

/// <summary>Who watches, by gender and age, of the 28 days that are ready; told to the channel's owner alone. A channel that few people see has none.</summary>
internal sealed class ViewersReading(YouTubeClient client)
{
    private const string Metric = "viewerPercentage";
    private const int WindowDays = 28;

    /// <summary>Days of a window are ready so long after it.</summary>
    private const int ReadyAfterDays = 3;

    private readonly YouTubeClient _client = client;

    public async IAsyncEnumerable<SourcePage> ReadAsync(SourceReading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (reading.IsHistory || reading.Refused.Contains(Metric) || !YouTubeAccess.IsOwner(reading.Access) || ClosedDays.Of(reading) is not { } days)
            yield break;
        var last = days.To.AddDays(-ReadyAfterDays);
        var query = ReportQuery.Of(reading.Place.ExternalId, last.AddDays(1 - WindowDays), last, Metric) + "&dimensions=ageGroup,gender";
        ReportBody? report = null;
        RefusedMetric? refused = null;
        try
        {
            report = await _client.ReportAsync(reading.Access, reading.Priority, query, cancellationToken);
        }
        catch (UnsupportedQueryException exception)
        {
            refused = new(Metric, exception.Message);
        }

        yield return report is null ? new() { Refused = [refused!] } : Map(reading, days.To, report);
    }

    internal static SourcePage Map(SourceReading reading, DateOnly day, ReportBody report)
    {
        var names = report.ColumnHeaders.Select(column => column.Name).ToList();
        var (age, gender, share) = (names.IndexOf("ageGroup"), names.IndexOf("gender"), names.IndexOf(Metric));
        var bad = new List<BadRecord>();
        var points = new List<MetricPoint>();
        foreach (var row in report.Rows)
        {
            if (age < 0 || gender < 0 || share < 0 || row.ValueKind != JsonValueKind.Array || row.GetArrayLength() != names.Count
                || row[age].ValueKind != JsonValueKind.String || row[gender].ValueKind != JsonValueKind.String || row[share].ValueKind != JsonValueKind.Number)
            {
                bad.Add(new("A row of the report of viewers has not the values its columns name.", RedactedJson.Of(row)));
                continue;
            }

            var hundredths = (long)decimal.Round(row[share].GetDecimal() * 100);
            points.Add(new(reading.Account.Id, MetricCatalogue.ViewerShare, $"gender:{Gender(row[gender].GetString()!)}|age:{Age(row[age].GetString()!)}", day, hundredths, reading.ObservedAt, reading.ObservedAt));
        }

        // Nothing is not told of a channel that few people see: its viewers are not known, and none of them is zero.
        var isTold = points.Count > 0 && bad.Count == 0;
        return new() { Points = points, Told = isTold ? [new(reading.Account.Id, FactKind.OfMetric(MetricCatalogue.ViewerShare), day, day, reading.ObservedAt)] : [], Bad = bad };
    }

    private static string Gender(string text) => text is "female" or "male" ? text : "other";

    /// <summary><c>age18-24</c>, and <c>age65-</c> for all who are older.</summary>
    private static string Age(string text)
    {
        var age = text.StartsWith("age", StringComparison.Ordinal) ? text["age".Length..] : text;
        return age.EndsWith('-') ? age[..^1] + "+" : age;
    }
}

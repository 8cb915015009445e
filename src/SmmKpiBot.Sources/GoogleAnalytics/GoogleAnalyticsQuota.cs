using SmmKpiBot.Sources.Google;

namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>
/// Reads how much of a property's quota is used. An answer tells what is left and not what there was, so the limits of standard and 360 properties are known here.
/// The quota belongs to the property: other tools of the client use it too.
/// </summary>
internal static class GoogleAnalyticsQuota
{
    private static readonly (string Bucket, long Standard, bool IsDaily)[] Buckets =
    [
        ("tokensPerDay", 200_000, true), ("tokensPerHour", 40_000, false), ("tokensPerProjectPerHour", 14_000, false),
        ("serverErrorsPerProjectPerHour", 10, false),
    ];

    /// <summary>How many times a 360 property may do what a standard one may.</summary>
    private static readonly Dictionary<string, long> Larger = new() { ["serverErrorsPerProjectPerHour"] = 5 };

    private const long Concurrent = 10;

    /// <summary>What a call that the server failed, with all its tries, takes of the failures after which Google locks the property for an hour.</summary>
    public const double ErrorShare = (GoogleAnalyticsNetwork.Retries + 1) / 10.0;

    public static string Key(string property) => $"ga4:property:{property}";

    /// <summary>Failures of the server are counted here: an answer that would tell them does not come.</summary>
    public static string ErrorsKey(string property) => $"ga4:errors:{property}";

    /// <summary>They are added up to the end of the hour.</summary>
    public static DateTimeOffset ErrorsForgottenAt(DateTimeOffset now) => DateTimeOffset.UnixEpoch.AddHours(Math.Floor((now - DateTimeOffset.UnixEpoch).TotalHours) + 1);

    /// <summary>The share that is nearest to its end, and when it is forgotten; null when the answer says nothing.</summary>
    public static (double UsedShare, TimeSpan ResetsAfter)? Of(IReadOnlyDictionary<string, QuotaStatus> quota, DateTimeOffset now)
    {
        var is360 = Buckets.Any(bucket => quota.TryGetValue(bucket.Bucket, out var status) && status.Remaining > bucket.Standard)
            || (quota.TryGetValue("concurrentRequests", out var concurrent) && concurrent.Remaining > Concurrent);
        return Buckets
            .Where(bucket => quota.ContainsKey(bucket.Bucket))
            .Select(bucket => (
                UsedShare: 1 - ((double)quota[bucket.Bucket].Remaining / (is360 ? bucket.Standard * Larger.GetValueOrDefault(bucket.Bucket, 10) : bucket.Standard)),
                ResetsAfter: bucket.IsDaily ? PacificTime.UntilMidnight(now) : TimeSpan.FromHours(1)))
            .Cast<(double UsedShare, TimeSpan ResetsAfter)?>()
            .MaxBy(share => share?.UsedShare);
    }
}

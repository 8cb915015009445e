using System.Globalization;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>What Google itself says limits its figures, in words.</summary>
internal static class GoogleAnalyticsRemarks
{
    public static IEnumerable<string> Of(SourcePlace place, IReadOnlyList<ReportTable> tables) => tables.SelectMany(table => Of(place, table)).Distinct();

    private static IEnumerable<string> Of(SourcePlace place, ReportTable table)
    {
        var metadata = table.Metadata;
        if (metadata.SubjectToThresholding)
            yield return "Google may leave out rows of few people (thresholding).";
        if (metadata.DataLossFromOtherRow || table.Rows.Any(row => row.Dimensions.Values.Contains(ReportFields.Other)))
            yield return "Google put rare combinations of source and campaign together as (other): some visits cannot be told apart.";
        if (table.Rows.Any(row => row.Dimensions.ContainsKey(ReportFields.Date) && row.Day is null))
            yield return "Google put some visits together without a day: they are not counted.";
        if (metadata.SamplingMetadatas is { Count: > 0 } samples && samples.Sum(sample => sample.SamplingSpaceSize) is var all and > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"Google estimated from a sample: {100.0 * samples.Sum(sample => sample.SamplesReadCount) / all:0.#} % of the events were read.");
        foreach (var reason in metadata.DataTruncationReasons)
            yield return $"Google does not serve the whole span ({reason.DataTruncationType.Replace("DATA_TRUNCATION_TYPE_", "", StringComparison.Ordinal).ToLowerInvariant()}{(reason.DataTruncationDate is { } date ? ", until " + date : "")}).";
        foreach (var restriction in metadata.SchemaRestrictionResponse.ActiveMetricRestrictions)
            yield return $"This access may not see {restriction.MetricName}: it is not known, not 0. Remove the restriction in Admin, Property access management.";
        if (metadata.TimeZone is { } zone && !IsSame(zone, place.DayZone))
            yield return $"The property's zone is {zone} now and was {place.DayZone.Id} when it was connected: connect the account again.";
        if (metadata.CurrencyCode is { } currency && place.Currency is { } known && currency != known)
            yield return $"The property's currency is {currency} now and was {known} when it was connected.";
    }

    /// <summary>Kyiv has two names.</summary>
    private static bool IsSame(string zone, TimeZoneInfo known) => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && (found.Id == known.Id || found.HasSameRules(known));
}

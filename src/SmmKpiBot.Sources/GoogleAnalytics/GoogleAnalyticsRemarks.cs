using System.Globalization;
using SmmKpiBot.Sources.Collecting;
using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>What Google itself says limits its figures, in words.</summary>
internal static class GoogleAnalyticsRemarks
{
    private static readonly SourceWords Thresholding = new(
        "Google може не показувати рядків, за якими мало людей (поріг приватності).",
        "Google may leave out rows of few people (thresholding).");

    private static readonly SourceWords Other = new(
        "Google зібрав рідкісні поєднання джерела й кампанії в рядок (other): деяких візитів не розрізнити.",
        "Google put rare combinations of source and campaign together as (other): some visits cannot be told apart.");

    private static readonly SourceWords Dayless = new(
        "Google зібрав частину візитів без дня: їх не пораховано.",
        "Google put some visits together without a day: they are not counted.");

    public static IEnumerable<SourceWords> Of(SourcePlace place, IReadOnlyList<ReportTable> tables) => tables.SelectMany(table => Of(place, table)).Distinct();

    private static IEnumerable<SourceWords> Of(SourcePlace place, ReportTable table)
    {
        var metadata = table.Metadata;
        if (metadata.SubjectToThresholding)
            yield return Thresholding;
        if (metadata.DataLossFromOtherRow || table.Rows.Any(row => row.Dimensions.Values.Contains(ReportFields.Other)))
            yield return Other;
        if (table.Rows.Any(row => row.Dimensions.ContainsKey(ReportFields.Date) && row.Day is null))
            yield return Dayless;
        if (metadata.SamplingMetadatas is { Count: > 0 } samples && samples.Sum(sample => sample.SamplingSpaceSize) is var all and > 0)
            yield return Sampled(100.0 * samples.Sum(sample => sample.SamplesReadCount) / all);
        foreach (var reason in metadata.DataTruncationReasons)
            yield return Truncated(reason.DataTruncationType.Replace("DATA_TRUNCATION_TYPE_", "", StringComparison.Ordinal).ToLowerInvariant(), reason.DataTruncationDate);
        foreach (var restriction in metadata.SchemaRestrictionResponse.ActiveMetricRestrictions)
            yield return Restricted(restriction.MetricName);
        if (metadata.TimeZone is { } zone && !IsSame(zone, place.DayZone))
            yield return Moved(zone, place.DayZone.Id);
        if (metadata.CurrencyCode is { } currency && place.Currency is { } known && currency != known)
            yield return Exchanged(currency, known);
    }

    private static SourceWords Sampled(double percent) => new(
        string.Create(CultureInfo.InvariantCulture, $"Google оцінив за вибіркою: прочитано {percent:0.#} % подій."),
        string.Create(CultureInfo.InvariantCulture, $"Google estimated from a sample: {percent:0.#} % of the events were read."));

    private static SourceWords Truncated(string why, string? until) => new(
        $"Google дає не весь проміжок ({why}{(until is null ? "" : ", до " + until)}).",
        $"Google does not serve the whole span ({why}{(until is null ? "" : ", until " + until)}).");

    /// <summary>A figure that this access is kept from.</summary>
    internal static SourceWords Restricted(string metric) => new(
        $"Цей доступ не бачить {(metric == ReportFields.Revenue ? "доходу" : metric)}: значення невідоме, а не 0. Зніміть обмеження: «Адміністратор» → «Керування доступом до ресурсу».",
        $"This access may not see {(metric == ReportFields.Revenue ? "revenue" : metric)}: it is not known, not 0. Remove the restriction in Admin, Property access management.");

    private static SourceWords Moved(string zone, string before) => new(
        $"Часовий пояс ресурсу тепер {zone}, а коли його під’єднували, був {before}: під’єднайте акаунт знову.",
        $"The property's zone is {zone} now and was {before} when it was connected: connect the account again.");

    private static SourceWords Exchanged(string currency, string before) => new(
        $"Валюта ресурсу тепер {currency}, а коли його під’єднували, була {before}.",
        $"The property's currency is {currency} now and was {before} when it was connected.");

    /// <summary>Kyiv has two names.</summary>
    private static bool IsSame(string zone, TimeZoneInfo known) => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && (found.Id == known.Id || found.HasSameRules(known));
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>How the Data API writes JSON: members that are empty or zero are left out, long numbers are texts.</summary>
internal static class GoogleAnalyticsJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };
}

internal sealed record BatchBody
{
    public IReadOnlyList<ReportBody> Reports { get; init; } = [];
}

internal sealed record ReportBody
{
    public IReadOnlyList<ReportField> DimensionHeaders { get; init; } = [];

    public IReadOnlyList<ReportField> MetricHeaders { get; init; } = [];

    /// <summary>Read one by one, so that a bad one costs no other.</summary>
    public IReadOnlyList<JsonElement> Rows { get; init; } = [];

    public int RowCount { get; init; }

    public ReportMetadata Metadata { get; init; } = new();

    public IReadOnlyDictionary<string, QuotaStatus> PropertyQuota { get; init; } = new Dictionary<string, QuotaStatus>();

    public string? Kind { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; init; }
}

internal sealed record ReportMetadata
{
    public string? CurrencyCode { get; init; }

    public string? TimeZone { get; init; }

    public bool SubjectToThresholding { get; init; }

    public bool DataLossFromOtherRow { get; init; }

    public IReadOnlyList<Sampling> SamplingMetadatas { get; init; } = [];

    public IReadOnlyList<Truncation> DataTruncationReasons { get; init; } = [];

    public SchemaRestriction SchemaRestrictionResponse { get; init; } = new();

    public string? EmptyReason { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; init; }
}

internal sealed record Sampling(long SamplesReadCount, long SamplingSpaceSize);

internal sealed record Truncation
{
    public string DataTruncationType { get; init; } = "";

    public string? DataTruncationDate { get; init; }
}

internal sealed record SchemaRestriction
{
    public IReadOnlyList<MetricRestriction> ActiveMetricRestrictions { get; init; } = [];
}

/// <summary>The metric reads 0, whatever it is.</summary>
internal sealed record MetricRestriction
{
    public string MetricName { get; init; } = "";
}

/// <summary>What this answer used of a quota, and what is left.</summary>
internal sealed record QuotaStatus
{
    public long Consumed { get; init; }

    public long Remaining { get; init; }
}

/// <summary>What the Admin API tells of the properties somebody may see.</summary>
internal sealed record AccountSummaries
{
    [JsonPropertyName("accountSummaries")]
    public IReadOnlyList<AccountSummary> Accounts { get; init; } = [];

    public string? NextPageToken { get; init; }
}

internal sealed record AccountSummary
{
    public string? DisplayName { get; init; }

    public IReadOnlyList<PropertySummary> PropertySummaries { get; init; } = [];
}

/// <param name="Property"><c>properties/412345678</c></param>
internal sealed record PropertySummary(string Property, string? DisplayName);

internal sealed record PropertyBody
{
    public string? DisplayName { get; init; }
}

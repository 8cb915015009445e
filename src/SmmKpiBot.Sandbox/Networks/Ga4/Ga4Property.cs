using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.Networks.Ga4;

/// <summary>A property of the stand-in, with what limits its reports.</summary>
internal sealed class Ga4Property(string id, string name, SiteModel site)
{
    public string Id { get; } = id;

    public string Name { get; } = name;

    public SiteModel Site { get; } = site;

    public string TimeZone { get; set; } = "Europe/Kyiv";

    public string Currency { get; set; } = "UAH";

    /// <summary>Who may view it: e-mails of people and service accounts.</summary>
    public HashSet<string> Viewers { get; } = [];

    /// <summary>It has nothing to tell.</summary>
    public bool IsEmpty { get; set; }

    public bool IsThresholded { get; set; }

    public bool HasOtherRow { get; set; }

    /// <summary>A row that Google could not give a day.</summary>
    public bool HasOtherDay { get; set; }

    /// <summary>Of the events that were read; 1 is no sample.</summary>
    public double Sampled { get; set; } = 1;

    public bool HidesRevenue { get; set; }

    public bool IsTruncated { get; set; }

    /// <summary>Metrics this property does not know, whatever the documentation says.</summary>
    public HashSet<string> DeadMetrics { get; } = [];

    /// <summary>Tokens that are left today and this hour.</summary>
    public long DayTokens { get; set; } = 200_000;

    public long HourTokens { get; set; } = 40_000;

    /// <summary>A member nobody has heard of yet.</summary>
    public bool HasNewField { get; set; }

    /// <summary>What metadata says of a report.</summary>
    public JsonObject Metadata(bool isEmpty)
    {
        var metadata = new JsonObject { ["currencyCode"] = Currency, ["timeZone"] = TimeZone };
        if (IsThresholded)
            metadata["subjectToThresholding"] = true;
        if (HasOtherRow)
            metadata["dataLossFromOtherRow"] = true;
        if (Sampled < 1)
            metadata["samplingMetadatas"] = new JsonArray(new JsonObject { ["samplesReadCount"] = $"{(long)(Sampled * 1_000_000)}", ["samplingSpaceSize"] = "1000000" });
        if (IsTruncated)
            metadata["dataTruncationReasons"] = new JsonArray(new JsonObject { ["dataTruncationType"] = "DATA_TRUNCATION_TYPE_PROPERTY", ["dataTruncationDate"] = "2025-01-01" });
        if (HidesRevenue)
            metadata["schemaRestrictionResponse"] = new JsonObject { ["activeMetricRestrictions"] = new JsonArray(new JsonObject { ["metricName"] = "totalRevenue", ["restrictedMetricTypes"] = new JsonArray("REVENUE_DATA") }) };
        if (HasNewField)
            metadata["sourceGroups"] = new JsonArray();
        if (isEmpty)
            metadata["emptyReason"] = "NO_DATA";
        return metadata;
    }

    public JsonObject Quota(int cost) => new()
    {
        ["tokensPerDay"] = Status(cost, DayTokens),
        ["tokensPerHour"] = Status(cost, HourTokens),
        ["concurrentRequests"] = Status(0, 10),
        ["serverErrorsPerProjectPerHour"] = Status(0, 10),
        ["potentiallyThresholdedRequestsPerHour"] = Status(0, 120),
        ["tokensPerProjectPerHour"] = Status(cost, HourTokens * 35 / 100),
    };

    private static JsonObject Status(int consumed, long remaining)
    {
        var status = new JsonObject { ["remaining"] = remaining };
        if (consumed > 0)
            status["consumed"] = consumed;
        return status;
    }
}

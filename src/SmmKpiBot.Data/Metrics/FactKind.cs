namespace SmmKpiBot.Data.Metrics;

/// <summary>Kinds of fact, as stored in observed spans. A metric's points are a kind of their own each: <c>metric:followers</c>.</summary>
public static class FactKind
{
    public const string Posts = "posts";
    public const string Messages = "messages";
    public const string Ads = "ads";
    public const string Traffic = "traffic";
    public const string Conflicts = "conflicts";

    public static string OfMetric(string metric) => "metric:" + metric;
}

namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>The API answers a report with this field not at all; without it, it would.</summary>
internal sealed class RefusedFieldException(string field, string reason) : Exception(reason)
{
    public string Field { get; } = field;
}

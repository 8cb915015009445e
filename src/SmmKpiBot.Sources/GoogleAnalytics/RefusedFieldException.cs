using SmmKpiBot.Sources.Http;

namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>The API answers a report with this field not at all; without it, it would.</summary>
internal sealed class RefusedFieldException(string field, SourceException refusal) : Exception(refusal.Message, refusal)
{
    public string Field { get; } = field;

    /// <summary>What the API said.</summary>
    public SourceException Refusal { get; } = refusal;
}

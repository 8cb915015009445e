using System.Text.Json.Serialization;

namespace SmmKpiBot.Benchmarks.Fanout;

/// <summary>An alert as <c>POST /api/v2/alerts</c> of Alertmanager takes it.</summary>
/// <param name="Labels">Make its identity and its group.</param>
/// <param name="Annotations">What is said of it.</param>
/// <param name="StartsAt">When it fired.</param>
/// <param name="EndsAt">When it ended; null: it fires.</param>
internal sealed record PeerAlert(
    [property: JsonPropertyName("labels")] IReadOnlyDictionary<string, string> Labels,
    [property: JsonPropertyName("annotations")] IReadOnlyDictionary<string, string> Annotations,
    [property: JsonPropertyName("startsAt")] DateTimeOffset StartsAt,
    [property: JsonPropertyName("endsAt"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? EndsAt);

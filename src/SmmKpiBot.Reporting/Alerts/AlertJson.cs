using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmmKpiBot.Reporting.Alerts;

/// <summary>How rules, states and events are written where a column holds a whole value: camelCase, enums as words, nothing where there is nothing.</summary>
public static class AlertJson
{
    internal static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    public static string Write(AlertState state) => JsonSerializer.Serialize(state, Options);

    public static AlertState ReadState(string json) => Read<AlertState>(json);

    public static string Write(AlertEvent happened) => JsonSerializer.Serialize(happened, Options);

    public static AlertEvent ReadEvent(string json) => Read<AlertEvent>(json);

    public static string Write(AlertFigures figures) => JsonSerializer.Serialize(figures, Options);

    public static AlertFigures ReadFigures(string json) => Read<AlertFigures>(json);

    private static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("The value of an alert is empty.");
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>Instants as Meta writes them, <c>2026-10-05T14:03:22+0000</c> or Unix seconds; in whole seconds, as both have them.</summary>
internal sealed class GraphTime : JsonConverter<DateTimeOffset>
{
    private const long MillisecondsFrom = 100_000_000_000;

    /// <summary>From Unix time; webhooks write milliseconds in some places, and one message has one time.</summary>
    public static DateTimeOffset OfUnix(long time) => DateTimeOffset.FromUnixTimeSeconds(time > MillisecondsFrom ? time / 1000 : time);

    /// <summary>That of a record that was not read yet; null where it has none.</summary>
    public static DateTimeOffset? Of(JsonElement record, string field)
    {
        try
        {
            return record.ValueKind == JsonValueKind.Object && record.TryGetProperty(field, out var value) ? value.Deserialize<DateTimeOffset>(GraphJson.Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var unix) && unix is >= 0 and < 100_000_000_000_000)
            return OfUnix(unix);
        if (reader.TokenType == JsonTokenType.String)
        {
            var text = reader.GetString()!;
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out unix) && unix < 100_000_000_000_000)
                return OfUnix(unix);
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant))
                return DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());
        }

        throw new JsonException("Not an instant.");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteNumberValue(value.ToUnixTimeSeconds());
}

/// <summary>How Meta writes JSON; numbers may be text.</summary>
internal static class GraphJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        RespectNullableAnnotations = true,
        Converters = { new GraphTime() },
    };
}

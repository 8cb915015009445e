using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmmKpiBot.Sources.Chatwoot;

/// <summary>How Chatwoot writes JSON.</summary>
internal static class ChatwootJson
{
    public static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString };
}

internal sealed class MessageTypeConverter : JsonConverter<ChatwootMessageType>
{
    public override ChatwootMessageType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number ? (ChatwootMessageType)reader.GetInt32()
        : reader.TokenType == JsonTokenType.String && Enum.TryParse<ChatwootMessageType>(reader.GetString(), ignoreCase: true, out var type) ? type
        : throw new JsonException("Not a type of message.");

    public override void Write(Utf8JsonWriter writer, ChatwootMessageType value, JsonSerializerOptions options) => writer.WriteNumberValue((int)value);
}

/// <summary>Whole seconds from either form: the API drops the fraction that webhooks write, and one message has one time.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var seconds) && seconds is >= 0 and < 100_000_000_000)
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        if (reader.TokenType == JsonTokenType.String
            && DateTimeOffset.TryParse(reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());
        }

        throw new JsonException("Not an instant.");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteNumberValue(value.ToUnixTimeSeconds());
}

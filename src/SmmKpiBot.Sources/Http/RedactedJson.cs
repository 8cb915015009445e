using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SmmKpiBot.Sources.Http;

/// <summary>The shape of a record that could not be read, for whoever has to find out why: names and kinds of its fields, none of its texts.</summary>
public static class RedactedJson
{
    private const int Longest = 2_000;
    private const string Hidden = "…";

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>At most 2,000 characters.</summary>
    public static string Of(JsonElement record)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Writing))
            Write(record, writer);
        var text = Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
        return text.Length > Longest ? text[..(Longest - 1)] + Hidden : text;
    }

    /// <summary>Numbers are hidden too: an id of a person may be one.</summary>
    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    Write(property.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(item, writer);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Hidden);
                break;
            case JsonValueKind.Number:
                writer.WriteNumberValue(0);
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}

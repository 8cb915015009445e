using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmmKpiBot.Bot.CommandLine;

/// <summary>What a verb answers on stdout: the same content as text or as JSON.</summary>
internal sealed class Answer(bool asJson, TextWriter output)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new PlainDecimalConverter() },
    };

    /// <summary>Writes <paramref name="json"/>, or what <paramref name="text"/> says.</summary>
    public void Write(object json, Func<string> text) => Write(() => JsonSerializer.Serialize(json, Json), text);

    /// <summary>Writes what <paramref name="json"/> or <paramref name="text"/> says.</summary>
    public void Write(Func<string> json, Func<string> text) => output.WriteLine(asJson ? json() : text());

    /// <summary>A figure without the trailing zeros that division leaves.</summary>
    private sealed class PlainDecimalConverter : JsonConverter<decimal>
    {
        private const decimal One = 1.000000000000000000000000000m;

        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value / One);
    }
}

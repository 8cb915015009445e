using System.Text.Json;
using SmmKpiBot.Sources.Collecting;

namespace SmmKpiBot.Sources.Http;

/// <summary>
/// Reads the records of one page one by one: one that lacks something needed, or has it in another type, is kept aside and costs no other; fields nobody
/// knows are counted.
/// </summary>
public sealed class RecordReader(JsonSerializerOptions options)
{
    private readonly JsonSerializerOptions _options = options;
    private readonly List<BadRecord> _bad = [];
    private readonly Dictionary<string, int> _unknown = [];

    public IReadOnlyList<BadRecord> Bad => _bad;

    public IReadOnlyDictionary<string, int> UnknownFields => _unknown;

    /// <summary>The record, or null where it cannot be read.</summary>
    /// <param name="what">What it is, in a word: "post".</param>
    public T? Read<T>(JsonElement record, string what)
        where T : class
    {
        if (record.ValueKind == JsonValueKind.Undefined)
        {
            _bad.Add(new(what + " is missing", "null"));
            return null;
        }

        try
        {
            var read = record.Deserialize<T>(_options) ?? throw new JsonException("Nothing.");
            CountUnknown<T>(record, what);
            return read;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            // The exception may repeat the text of a customer; its path names fields only.
            Refuse(record, what + " cannot be read" + (exception is JsonException { Path: { Length: > 0 } path } ? " at " + path : ""));
            return null;
        }
    }

    /// <summary>Keeps a record aside that was read and makes no sense.</summary>
    /// <param name="why">Without any text of it.</param>
    public void Refuse(JsonElement record, string why) => _bad.Add(new(why, RedactedJson.Of(record)));

    private void CountUnknown<T>(JsonElement record, string what)
    {
        if (record.ValueKind != JsonValueKind.Object)
            return;
        var known = _options.GetTypeInfo(typeof(T)).Properties;
        foreach (var field in record.EnumerateObject().Where(field => !known.Any(one => one.Name == field.Name)))
            _unknown[$"{what}.{field.Name}"] = _unknown.GetValueOrDefault($"{what}.{field.Name}") + 1;
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.BotApi;

/// <summary>A file part of a multipart body.</summary>
internal sealed record UploadedFile(string FileName, byte[] Bytes);

/// <summary>The arguments of one call, whatever their encoding: a flat map of texts (nested values as JSON) and the file parts.</summary>
internal sealed class ApiArguments(IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, UploadedFile> files)
{
    private const string Attachment = "attach://";

    public IReadOnlyDictionary<string, string> Values { get; } = values;

    public IReadOnlyDictionary<string, UploadedFile> Files { get; } = files;

    public string? Text(string name) => Values.GetValueOrDefault(name);

    public string Required(string name) =>
        Text(name) is { Length: > 0 } value ? value : throw ApiException.BadRequest($"{name} is empty");

    public bool Flag(string name) => Text(name) is "true" or "True" or "1";

    public int? Int(string name) => Long(name) is { } value ? (int)value : null;

    public long? Long(string name) =>
        Text(name) is { Length: > 0 } text && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    public JsonObject? Object(string name) => Json(name) as JsonObject;

    public JsonArray? Array(string name) => Json(name) as JsonArray;

    /// <summary>The file part that <paramref name="reference"/> (<c>attach://0</c>) means, or the part of that name.</summary>
    public UploadedFile? FileOf(string reference)
    {
        var name = reference.StartsWith(Attachment, StringComparison.Ordinal) ? reference[Attachment.Length..] : reference;
        return Files.GetValueOrDefault(name);
    }

    private JsonNode? Json(string name)
    {
        if (Text(name) is not { Length: > 0 } text)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw ApiException.BadRequest($"can't parse {name.Replace('_', ' ')} JSON object");
        }
    }
}

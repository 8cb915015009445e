using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace SmmKpiBot.Sandbox.BotApi;

/// <summary>Reads the four encodings the real server takes: query, form, multipart and JSON, chunked or not.</summary>
internal static class ApiArgumentsReader
{
    public const long MaxBodyBytes = 51 * 1024 * 1024;

    private static readonly FormOptions FormLimits = new() { MultipartBodyLengthLimit = MaxBodyBytes, ValueLengthLimit = 1024 * 1024 };

    public static async Task<ApiArguments> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var values = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        var files = new Dictionary<string, UploadedFile>();
        if (request.HasFormContentType)
        {
            await ReadFormAsync(request, values, files, cancellationToken);
        }
        else if (request.HasJsonContentType())
        {
            await ReadJsonAsync(request, values, cancellationToken);
        }

        return new ApiArguments(values, files);
    }

    private static async Task ReadFormAsync(
        HttpRequest request, Dictionary<string, string> values, Dictionary<string, UploadedFile> files, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(FormLimits, cancellationToken);
        foreach (var (name, value) in form)
        {
            values[name] = value.ToString();
        }

        foreach (var file in form.Files)
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, cancellationToken);
            files[file.Name] = new UploadedFile(file.FileName, bytes.ToArray());
        }
    }

    private static async Task ReadJsonAsync(HttpRequest request, Dictionary<string, string> values, CancellationToken cancellationToken)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellationToken);
            foreach (var property in body.RootElement.EnumerateObject())
            {
                values[property.Name] = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText();
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw ApiException.BadRequest("can't parse JSON object");
        }
    }
}

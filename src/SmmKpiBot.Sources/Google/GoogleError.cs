using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmmKpiBot.Sources.Google;

/// <summary>Why one of Google's APIs refuses, in either of its two shapes: with a <c>status</c> and <c>details</c>, or with <c>errors</c>.</summary>
internal sealed record GoogleError
{
    [JsonPropertyName("message")]
    public string Message { get; init; } = "";

    [JsonPropertyName("status")]
    public string Status { get; init; } = "";

    [JsonPropertyName("errors")]
    public IReadOnlyList<GoogleErrorReason> Errors { get; init; } = [];

    [JsonPropertyName("details")]
    public IReadOnlyList<GoogleErrorReason> Details { get; init; } = [];

    /// <summary>The word for programs, e.g. <c>quotaExceeded</c> or <c>SERVICE_DISABLED</c>; empty when there is none.</summary>
    public string Reason => Errors.Concat(Details).Select(one => one.Reason).FirstOrDefault(reason => reason.Length > 0) ?? "";

    /// <summary>Null when the answer is none of Google's: the page of a proxy, an empty body.</summary>
    public static async Task<GoogleError?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.Deserialize<GoogleErrorBody>(await response.Content.ReadAsByteArrayAsync(cancellationToken), JsonSerializerOptions.Default)?.Error;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record GoogleErrorBody
    {
        [JsonPropertyName("error")]
        public GoogleError? Error { get; init; }
    }
}

internal sealed record GoogleErrorReason
{
    [JsonPropertyName("reason")]
    public string Reason { get; init; } = "";
}

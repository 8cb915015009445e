using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmmKpiBot.Sources.GoogleAnalytics;

/// <summary>The JSON file with the key of a service account. Its <c>token_uri</c> is not used: who hands over a file must not choose whom the bot calls.</summary>
internal sealed record ServiceAccountFile
{
    [JsonPropertyName("type")]
    public string Type { get; init; } = "";

    [JsonPropertyName("client_email")]
    public string ClientEmail { get; init; } = "";

    [JsonPropertyName("private_key")]
    public string PrivateKey { get; init; } = "";

    [JsonPropertyName("private_key_id")]
    public string PrivateKeyId { get; init; } = "";

    public override string ToString() => ClientEmail;

    /// <summary>Null when the text is such a file, else what is wrong with it.</summary>
    public static string? Problem(string text) => TryRead(text, out var problem) is null ? problem : null;

    public static ServiceAccountFile? TryRead(string text, out string problem)
    {
        problem = "";
        ServiceAccountFile? file;
        try
        {
            file = JsonSerializer.Deserialize<ServiceAccountFile>(text);
        }
        catch (JsonException)
        {
            problem = "This is no JSON: hand over the whole file that Google Cloud gave when the key was made.";
            return null;
        }

        problem = file switch
        {
            null or { Type: not "service_account" } => "This JSON is not the key of a service account: its type has to be service_account. In Google Cloud: IAM, Service accounts, Keys, Add key, JSON.",
            { ClientEmail: "" } => "The file has no client_email: hand over the whole file.",
            _ when !IsPrivateKey(file.PrivateKey) => "The private_key of the file is damaged: make another key and hand over its file unchanged.",
            _ => "",
        };
        return problem.Length == 0 ? file : null;
    }

    private static bool IsPrivateKey(string pem)
    {
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(pem);
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            return false;
        }
    }
}

using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using SmmKpiBot.Sources.Http;

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
    public static SourceWords? Problem(string text) => TryRead(text, out var problem) is null ? problem : null;

    public static ServiceAccountFile? TryRead(string text, out SourceWords problem)
    {
        problem = default;
        ServiceAccountFile? file;
        try
        {
            file = JsonSerializer.Deserialize<ServiceAccountFile>(text);
        }
        catch (JsonException)
        {
            problem = new("Це не JSON: надішліть весь файл, який Google Cloud дав під час створення ключа.", "This is no JSON: hand over the whole file that Google Cloud gave when the key was made.");
            return null;
        }

        SourceWords? found = file switch
        {
            null or { Type: not "service_account" } => new(
                "Цей JSON — не ключ сервісного акаунта: його type має бути service_account. У Google Cloud: IAM → Service accounts → Keys → Add key → JSON.",
                "This JSON is not the key of a service account: its type has to be service_account. In Google Cloud: IAM, Service accounts, Keys, Add key, JSON."),
            { ClientEmail: "" } => new("У файлі немає client_email: надішліть файл цілком.", "The file has no client_email: hand over the whole file."),
            _ when !IsPrivateKey(file.PrivateKey) => new(
                "private_key у файлі пошкоджено: створіть інший ключ і надішліть його файл без змін.",
                "The private_key of the file is damaged: make another key and hand over its file unchanged."),
            _ => null,
        };
        problem = found.GetValueOrDefault();
        return found is null ? file : null;
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

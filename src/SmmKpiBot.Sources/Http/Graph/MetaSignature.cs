using System.Security.Cryptography;
using System.Text;

namespace SmmKpiBot.Sources.Http.Graph;

/// <summary>The signature of a delivery: <c>sha256=</c> and the HMAC-SHA256 of the raw bytes of the body, with the app's secret. Bytes that were read and written again have another one.</summary>
public static class MetaSignature
{
    public const string Header = "X-Hub-Signature-256";

    private const string Prefix = "sha256=";

    public static string Of(string secret, ReadOnlySpan<byte> body) => Prefix + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    /// <summary>Compared in constant time.</summary>
    public static bool IsValid(string secret, string? signature, ReadOnlySpan<byte> body) =>
        signature is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Of(secret, body)), Encoding.UTF8.GetBytes(signature));
}

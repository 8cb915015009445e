using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SmmKpiBot.Sources.Chatwoot;

/// <summary>The signature of a delivery: <c>sha256=</c> and the HMAC-SHA256 of timestamp, a dot and the raw bytes of the body.</summary>
public static class ChatwootSignature
{
    public const string Header = "X-Chatwoot-Signature";
    public const string TimestampHeader = "X-Chatwoot-Timestamp";
    public const string DeliveryHeader = "X-Chatwoot-Delivery";

    private const string Prefix = "sha256=";

    /// <summary>An older delivery is a repetition by somebody else.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static string Of(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes(timestamp + "."));
        hmac.AppendData(body);
        return Prefix + Convert.ToHexStringLower(hmac.GetHashAndReset());
    }

    /// <summary>Compared in constant time.</summary>
    public static bool IsValid(string secret, string? timestamp, string? signature, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (timestamp is null || signature is null || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 100_000_000_000)
            return false;
        var isRight = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Of(secret, timestamp, body)), Encoding.UTF8.GetBytes(signature));
        return isRight && (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= Tolerance;
    }
}

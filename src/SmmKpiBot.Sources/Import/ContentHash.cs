using System.Security.Cryptography;
using System.Text;
using SmmKpiBot.Sources.Import.Files;

namespace SmmKpiBot.Sources.Import;

/// <summary>What makes two imports the same: content, account and layout.</summary>
internal static class ContentHash
{
    public static async Task<string> OfAsync(SpooledFile file, long accountId, string layout, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{accountId}\n{layout}\n"));
        await using var stream = file.Read();
        var buffer = new byte[1 << 17];
        while (await stream.ReadAsync(buffer, cancellationToken) is var read and > 0)
            hash.AppendData(buffer.AsSpan(0, read));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

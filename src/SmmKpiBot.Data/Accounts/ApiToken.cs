using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SmmKpiBot.Data.Accounts;

/// <summary>A token that lets another program post messages of one account. It is shown once; the store knows its hash.</summary>
public sealed record ApiToken
{
    /// <summary>What every token begins with, so that scanners of leaked secrets can know it.</summary>
    public const string Prefix = "smmkpi_";

    private const int RandomBytes = 32;

    public required long Id { get; init; }

    public required long AccountId { get; init; }

    /// <summary>The name of the account, without its network.</summary>
    public required string AccountName { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    internal static string NewText() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    internal static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

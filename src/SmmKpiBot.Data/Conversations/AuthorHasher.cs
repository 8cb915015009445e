using System.Security.Cryptography;
using System.Text;

namespace SmmKpiBot.Data.Conversations;

/// <summary>
/// Turns a customer's id or name into a keyed hash, so that the store can tell customers apart without knowing them.
/// The key lives outside the database (design section 4).
/// </summary>
public sealed class AuthorHasher
{
    private const int MinimumKeyBytes = 16;

    private readonly byte[] _key;

    public AuthorHasher(ReadOnlySpan<byte> key)
    {
        if (key.Length < MinimumKeyBytes)
        {
            throw new ArgumentException($"The key for customers' names has {key.Length} bytes; it needs at least {MinimumKeyBytes}.", nameof(key));
        }

        _key = key.ToArray();
    }

    /// <summary>The same 32 hex digits for the same author, always.</summary>
    public string Hash(string author) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(author)).AsSpan(0, 16));
}

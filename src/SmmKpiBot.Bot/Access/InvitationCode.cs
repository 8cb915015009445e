using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SmmKpiBot.Bot.Access;

/// <summary>The code of an invitation: 128 random bits in 22 letters that a Telegram link may carry.</summary>
internal static class InvitationCode
{
    private const int Bytes = 16;
    private const int Letters = 22;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static bool HasShape(string code) =>
        code.Length == Letters && code.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    /// <summary>What is stored. The code is random in full, so a plain hash cannot be searched backwards.</summary>
    public static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(code)));
}

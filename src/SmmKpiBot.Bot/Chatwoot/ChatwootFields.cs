using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SmmKpiBot.Bot.Chatwoot;

/// <summary>The secrets of a connected inbox, by the names they are stored under.</summary>
internal static class ChatwootFields
{
    public const string Token = "token";
    public const string WebhookSecret = "webhook-secret";

    /// <summary>The last part of the webhook's path.</summary>
    public const string Hook = "hook";

    public static string NewHook() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));

    public static string Hash(string hook) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hook)));
}

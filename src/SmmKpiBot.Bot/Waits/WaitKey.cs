using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SmmKpiBot.Bot.Waits;

/// <summary>A wait, known by the message that began it.</summary>
internal readonly record struct WaitKey(long AccountId, string Conversation, string MessageId)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Null for what <see cref="ToString"/> did not write.</summary>
    public static WaitKey? Parse(string? text)
    {
        var parts = text is null ? null : JsonSerializer.Deserialize<string[]>(text);
        return parts is [var account, var conversation, var messageId] && long.TryParse(account, NumberStyles.None, CultureInfo.InvariantCulture, out var accountId)
            ? new WaitKey(accountId, conversation, messageId)
            : null;
    }

    public override string ToString() => JsonSerializer.Serialize(new[] { AccountId.ToString(CultureInfo.InvariantCulture), Conversation, MessageId }, Json);
}

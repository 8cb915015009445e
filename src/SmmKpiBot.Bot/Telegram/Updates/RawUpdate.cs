using System.Text.Json;

namespace SmmKpiBot.Bot.Telegram.Updates;

/// <summary>One update as it came: its id, the chat whose order it belongs to, and its text.</summary>
internal sealed record RawUpdate(long Id, long Lane, string Body)
{
    private static readonly string[] Kinds =
    [
        "message", "edited_message", "callback_query", "my_chat_member", "message_reaction",
        "channel_post", "edited_channel_post", "message_reaction_count", "chat_member", "chat_join_request",
        "business_connection", "business_message", "edited_business_message", "deleted_business_messages",
    ];

    /// <summary>Null when it is not an update at all.</summary>
    public static RawUpdate? From(JsonElement update)
    {
        if (update.ValueKind != JsonValueKind.Object || !update.TryGetProperty("update_id", out var id) || !id.TryGetInt64(out var number))
        {
            return null;
        }

        return new RawUpdate(number, LaneOf(update), update.GetRawText());
    }

    private static long LaneOf(JsonElement update)
    {
        foreach (var kind in Kinds)
        {
            if (Member(update, kind) is { } part)
            {
                var holder = kind == "callback_query" ? Member(part, "message") ?? part : part;
                return IdOf(Member(holder, "chat")) ?? IdOf(Member(part, "from")) ?? IdOf(Member(part, "user")) ?? 0;
            }
        }

        return 0;
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? member : null;

    private static long? IdOf(JsonElement? element) =>
        element is { } found && found.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number) ? number : null;
}

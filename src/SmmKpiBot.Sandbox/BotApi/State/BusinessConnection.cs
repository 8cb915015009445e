using System.Text.Json.Nodes;

namespace SmmKpiBot.Sandbox.BotApi.State;

/// <summary>A person's business account that is connected to the bot.</summary>
internal sealed record BusinessConnection(string Id, TelegramUser Owner)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    public bool Enabled { get; set; } = true;

    /// <summary>The owner lets the bot reply.</summary>
    public bool CanReply { get; set; } = true;

    /// <summary>Chats of the account with its customers, by customer. They are not the bot's own chats with the same people.</summary>
    public Dictionary<long, TelegramChat> Chats { get; } = [];

    public JsonObject ToJson(DateTimeOffset now)
    {
        var rights = new JsonObject();
        if (CanReply)
        {
            rights["can_reply"] = true;
        }

        return new JsonObject
        {
            ["id"] = Id,
            ["user"] = Owner.ToJson(),
            ["user_chat_id"] = Owner.Id,
            ["date"] = now.ToUnixTimeSeconds(),
            ["is_enabled"] = Enabled,
            ["rights"] = rights,
        };
    }

    /// <summary>The chat with a customer in which the bot may write now: with the right to reply, for a day after the customer's last message.</summary>
    public TelegramChat WritableChat(long customerId, DateTimeOffset now)
    {
        if (!Enabled)
        {
            throw ApiException.BadRequest("business connection not found");
        }

        if (!CanReply || !Chats.TryGetValue(customerId, out var chat))
        {
            throw ApiException.BadRequest("BUSINESS_PEER_INVALID");
        }

        return chat.Messages.Values.Any(message => message.From.Id == customerId && now - message.SentAt < Window)
            ? chat
            : throw ApiException.BadRequest("BUSINESS_PEER_USAGE_MISSING");
    }
}

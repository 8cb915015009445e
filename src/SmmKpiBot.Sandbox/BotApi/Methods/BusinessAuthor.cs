using System.Text.Json.Nodes;
using SmmKpiBot.Sandbox.BotApi.State;

namespace SmmKpiBot.Sandbox.BotApi.Methods;

/// <summary>In whose name a call writes: the bot's own, or that of the owner of a business account.</summary>
internal sealed record BusinessAuthor(TelegramUser From, JsonObject? Extra)
{
    private const string SentBy = "sender_business_bot";

    public static BusinessAuthor Of(TelegramUser bot, BusinessConnection? connection) => connection is null
        ? new(bot, null)
        : new(connection.Owner, new JsonObject { ["business_connection_id"] = connection.Id, [SentBy] = bot.ToJson() });

    /// <summary>Did the bot write the message, in whosever name?</summary>
    public static bool IsOfBot(TelegramMessage message, TelegramUser bot) => message.From.Id == bot.Id || message.Extra?.ContainsKey(SentBy) == true;
}

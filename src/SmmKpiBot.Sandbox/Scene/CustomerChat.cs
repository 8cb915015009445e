using SmmKpiBot.Sandbox.BotApi.State;

namespace SmmKpiBot.Sandbox.Scene;

/// <summary>A chat of a business account with a customer of the brand. The bot hears it, and is no part of it.</summary>
/// <param name="Connection">The account of the one who answers.</param>
internal sealed record CustomerChat(BusinessConnection Connection, TelegramUser Customer, TelegramChat Chat, string ClientSlug);

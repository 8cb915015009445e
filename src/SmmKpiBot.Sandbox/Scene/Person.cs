using SmmKpiBot.Bot.Access;
using SmmKpiBot.Sandbox.BotApi.State;

namespace SmmKpiBot.Sandbox.Scene;

/// <summary>Somebody the visitor of the page can write as.</summary>
/// <param name="ClientSlug">The brand of a client's person.</param>
/// <param name="IsCustomer">Writes to a brand, and knows nothing of the bot.</param>
internal sealed record Person(TelegramUser User, Role Role, string? ClientSlug = null, bool IsCustomer = false)
{
    public long Id => User.Id;
}

using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>What Telegram says of whether the bot hears a feed.</summary>
/// <param name="IsKnown">False when it does not answer, or does not tell.</param>
/// <param name="Trouble">What keeps messages back; null for nothing.</param>
/// <param name="Advice">What to do about it.</param>
internal sealed record FeedFinding(bool IsKnown, AccountTrouble? Trouble, Words? Advice)
{
    public static FeedFinding Unknown { get; } = new(false, null, null);

    public static FeedFinding Heard { get; } = new(true, null, null);

    public static FeedFinding Of(AccountTrouble trouble, string uk, string en) => new(true, trouble, new(uk, en));
}

namespace SmmKpiBot.Bot.Alerts.Store;

/// <summary>A stored rule that this version cannot read.</summary>
/// <param name="ClientId">Whose it is; null: of all.</param>
/// <param name="Problem">Why.</param>
internal sealed record UnreadableRule(long? ClientId, string Problem);

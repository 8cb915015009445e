using SmmKpiBot.Reporting.Alerts;

namespace SmmKpiBot.Bot.Alerts.Store;

/// <summary>A stored rule, or a stored change of a built-in one, that this version cannot read.</summary>
/// <param name="Id">Of the rule.</param>
/// <param name="ClientId">Whose it is; null: of all.</param>
/// <param name="Problem">Why, a sentence.</param>
internal sealed record UnreadableRule(string Id, long? ClientId, string Problem)
{
    /// <summary>The built-in rule goes on as it was built; any other watches nothing.</summary>
    public bool IsBuiltIn => DefaultRules.All.Any(rule => rule.Id == Id);

    /// <summary>For whoever runs the bot: what it means, why, and what to do.</summary>
    public override string ToString() => IsBuiltIn
        ? $"The change of the built-in rule {Id} cannot be read, so it watches as it was built: {Problem} alert remove {Id} takes the change away."
        : $"The rule {Id} cannot be read and watches nothing: {Problem} alert remove {Id} takes it away.";
}

namespace SmmKpiBot.Data.Collecting;

/// <summary>What limits figures, in a sentence, in both languages.</summary>
public sealed record Remark(string Uk, string En);

/// <summary>A remark that holds for a stream of an account.</summary>
/// <param name="Since">When it was said for the first time.</param>
public sealed record StreamRemark(string Stream, Remark Words, DateTimeOffset Since);

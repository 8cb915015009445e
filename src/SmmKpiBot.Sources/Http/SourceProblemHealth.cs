using SmmKpiBot.Data.Accounts.Health;

namespace SmmKpiBot.Sources.Http;

/// <summary>What a failed reading says of the account.</summary>
public static class SourceProblemHealth
{
    public static AccountCondition Condition(this SourceProblem problem) => problem switch
    {
        SourceProblem.RateLimited => AccountCondition.Throttled,
        SourceProblem.Unauthorized or SourceProblem.Forbidden or SourceProblem.NotAllowed => AccountCondition.NeedsReconnecting,
        _ => AccountCondition.Failing,
    };

    public static AccountTrouble Trouble(this SourceProblem problem) => problem switch
    {
        SourceProblem.Transient => AccountTrouble.NoAnswer,
        SourceProblem.RateLimited => AccountTrouble.TooManyCalls,
        SourceProblem.Unauthorized => AccountTrouble.AccessRefused,
        SourceProblem.Forbidden => AccountTrouble.NotPermitted,
        SourceProblem.NotAllowed => AccountTrouble.AddressNotAllowed,
        SourceProblem.Misconfigured => AccountTrouble.BotMisconfigured,
        _ => AccountTrouble.NotUnderstood,
    };
}

using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>A client's main goal in words.</summary>
public static class GoalWords
{
    public static Words Name(Goal goal) => goal switch
    {
        Goal.Sales => new("продажі", "sales"),
        Goal.Traffic => new("трафік", "traffic"),
        Goal.Awareness => new("впізнаваність", "awareness"),
        Goal.Community => new("спільнота", "community"),
        Goal.Support => new("підтримка", "support"),
        _ => throw new ArgumentOutOfRangeException(nameof(goal), goal, "Not a goal."),
    };

    /// <summary>What is said when the goal has no figures: loudly, because nothing else in the digest makes up for it.</summary>
    public static Words NotMeasured(Goal goal) => goal switch
    {
        Goal.Sales => new("Ваша мета — продажі, але ні покупок, ні інших конверсій не виміряно", "Your goal is sales, but no purchases or other conversions are measured"),
        Goal.Traffic => new("Ваша мета — трафік, але переходів на сайт не виміряно", "Your goal is traffic, but no visits are measured"),
        Goal.Awareness => new("Ваша мета — впізнаваність, але переглядів не виміряно", "Your goal is awareness, but no views are measured"),
        Goal.Community => new("Ваша мета — спільнота, але взаємодій не виміряно", "Your goal is community, but no engagements are measured"),
        Goal.Support => new("Ваша мета — підтримка, але часу відповіді не виміряно", "Your goal is support, but no response time is measured"),
        _ => throw new ArgumentOutOfRangeException(nameof(goal), goal, "Not a goal."),
    };
}

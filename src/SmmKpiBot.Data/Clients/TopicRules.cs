namespace SmmKpiBot.Data.Clients;

/// <summary>The client's topics and which of them serve its goal (a star in <c>topics=menu*,cats</c>). Names are compared without case.</summary>
public sealed record TopicRules(IReadOnlyList<TopicRule> Rules)
{
    public static TopicRules None { get; } = new([]);

    /// <summary>True when <paramref name="topic"/> is listed with a star.</summary>
    public bool ServesGoal(string topic) =>
        Rules.Any(rule => rule.ServesGoal && string.Equals(rule.Topic, topic, StringComparison.OrdinalIgnoreCase));
}

public sealed record TopicRule(string Topic, bool ServesGoal);

namespace SmmKpiBot.Data.Clients.Keys;

/// <summary><c>menu*,recipes*,cats</c></summary>
internal static class TopicsText
{
    public static TopicRules Parse(string text)
    {
        var rules = SimpleTexts.Parts(text, ',').Select(Rule).ToArray();
        return SimpleTexts.Repeated(rules.Select(rule => rule.Topic)) is { } repeated
            ? throw new FormatException($"'{repeated}' stands there twice.")
            : new TopicRules(rules);
    }

    public static string Format(TopicRules topics) =>
        string.Join(',', topics.Rules.Select(rule => rule.ServesGoal ? rule.Topic + "*" : rule.Topic));

    private static TopicRule Rule(string text)
    {
        var serves = text.EndsWith('*');
        var topic = SimpleTexts.Line(serves ? text[..^1].Trim() : text);
        return topic.Length == 0 || topic.Contains('*', StringComparison.Ordinal)
            ? throw new FormatException($"'{text}' is no topic; a star stands behind its name.")
            : new TopicRule(topic, serves);
    }
}

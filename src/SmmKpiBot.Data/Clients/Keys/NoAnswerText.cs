namespace SmmKpiBot.Data.Clients.Keys;

/// <summary><c>emoji,thanks,tags,reaction</c> or <c>none</c></summary>
internal static class NoAnswerText
{
    private const string Nothing = "none";

    public static NoAnswerRules Parse(string text)
    {
        var words = SimpleTexts.Parts(text, ',').Select(word => SimpleTexts.OneOf(word, "emoji", "thanks", "tags", "reaction", Nothing)).ToList();
        if (SimpleTexts.Repeated(words) is { } repeated)
            throw new FormatException($"'{repeated}' stands there twice.");
        if (words.Contains(Nothing))
            return words.Count == 1 ? NoAnswerRules.None : throw new FormatException("none stands alone.");
        return new(words.Contains("emoji"), words.Contains("thanks"), words.Contains("tags"), words.Contains("reaction"));
    }

    public static string Format(NoAnswerRules rules)
    {
        (string Word, bool On)[] all = [("emoji", rules.Emoji), ("thanks", rules.Thanks), ("tags", rules.Tags), ("reaction", rules.Reaction)];
        var on = all.Where(one => one.On).Select(one => one.Word).ToList();
        return on.Count == 0 ? Nothing : string.Join(',', on);
    }
}

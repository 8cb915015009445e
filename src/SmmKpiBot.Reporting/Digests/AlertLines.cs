using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Reporting.Digests;

/// <summary>What a digest says of alerts: a heading, a line each, and where the rest stands.</summary>
internal static class AlertLines
{
    private const int Longest = 160;

    /// <param name="digest">Of the team: one for clients has none.</param>
    /// <param name="most">So many alerts at most.</param>
    public static IEnumerable<TelegramHtml> Of(Digest digest, int most)
    {
        var (count, language) = (digest.Alerts.Count, digest.Language);
        if (count == 0)
            yield break;

        yield return new TelegramHtml().Text("🔔 ").Bold(new Words("Сповіщення", "Alerts").In(language));
        foreach (var line in digest.Alerts.Take(most))
            yield return new TelegramHtml().Text(DigestName.Shortened(TelegramHtml.Clean(line).ReplaceLineEndings(" "), Longest));
        if (count <= most)
            yield break;

        var more = NumberText.Count(count - most, language);
        yield return new TelegramHtml().Text(new Words($"…і ще {more}: /alerts", $"…and {more} more: /alerts").In(language));
    }
}

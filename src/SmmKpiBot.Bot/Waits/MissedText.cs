using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Waits;

/// <summary>Whom a chat would have heard of while the program was away: how many still wait, whose customers they are, and how long the longest does.</summary>
internal static class MissedText
{
    private const int MostClients = 10;

    public static TelegramHtml Of(IReadOnlyList<NoticeRow> rows, IReadOnlyDictionary<long, string> names, DateTimeOffset now, Language language)
    {
        var open = rows.Where(row => row.IsOpen).ToList();
        if (open.Count == 0)
        {
            var unknown = rows.Count(row => row.HowItEnded == WaitOutcome.Disconnected);
            if (unknown == rows.Count)
                return new TelegramHtml().Text("⚪ ").Bold(new Words("Поки мене не було: ", "While I was away: ").In(language) + Typography.Small(WaitWords.Unknown(unknown, language)));
            var all = Plural.Count(rows.Count - unknown, NoticeText.Message, language);
            return new TelegramHtml().Text("✅ ").Bold(new Words($"Поки мене не було: більше ніхто не чекає (було {all})", $"While I was away: nobody waits any more (of {all})").In(language));
        }

        var longest = WaitWords.Duration(now - open.Min(row => row.Began), language);
        var html = new TelegramHtml().Text("🔴 ").Bold(new Words($"Поки мене не було: {Plural.Count(open.Count, WaitWords.Customer, Language.Uk)} досі, найдовше {longest}", $"While I was away: {Plural.Count(open.Count, NoticeText.Message, Language.En)} still {(open.Count == 1 ? "waits" : "wait")}, the longest for {longest}").In(language));
        var ofClients = open.GroupBy(row => row.ClientId).OrderByDescending(own => own.Count()).ToList();
        foreach (var own in ofClients.Take(MostClients))
            html.Line().Text($"{names.GetValueOrDefault(own.Key, "—")}: {NumberText.Count(own.Count(), language)}");
        return ofClients.Count > MostClients
            ? html.Line().Text(new Words($"…і ще {NumberText.Count(ofClients.Count - MostClients, language)}", $"…and {NumberText.Count(ofClients.Count - MostClients, language)} more").In(language))
            : html;
    }
}

using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Waits;

/// <summary>Whom a chat would have heard of while the program was away, or an account could not be read: how many still wait, whose customers they are, and how long the longest does.</summary>
internal static class MissedText
{
    private const int MostClients = 10;

    private static readonly Words Away = new("Поки мене не було: ", "While I was away: ");

    private static readonly Words Unread = new("Поки акаунт не читався: ", "While the account could not be read: ");

    public static TelegramHtml Of(string key, IReadOnlyList<NoticeRow> rows, IReadOnlyDictionary<long, string> names, DateTimeOffset now, Language language)
    {
        var when = (UnreadSpan.IsKey(key) ? Unread : Away).In(language);
        var open = rows.Where(row => row.IsOpen).ToList();
        if (open.Count == 0)
        {
            var unknown = rows.Count(row => row.HowItEnded == WaitOutcome.Disconnected);
            if (unknown == rows.Count)
                return new TelegramHtml().Text("⚪ ").Bold(when + Typography.Small(WaitWords.Unknown(unknown, language)));
            var all = Plural.Count(rows.Count - unknown, NoticeText.Message, language);
            return new TelegramHtml().Text("✅ ").Bold(when + new Words($"більше ніхто не чекає (було {all})", $"nobody waits any more (of {all})").In(language));
        }

        var longest = WaitWords.Duration(now - open.Min(row => row.Began), language);
        var html = new TelegramHtml().Text("🔴 ").Bold(when + new Words($"{Plural.Count(open.Count, WaitWords.Customer, Language.Uk)} досі, найдовше {longest}", $"{Plural.Count(open.Count, NoticeText.Message, Language.En)} still {(open.Count == 1 ? "waits" : "wait")}, the longest for {longest}").In(language));
        var ofClients = open.GroupBy(row => row.ClientId).OrderByDescending(own => own.Count()).ToList();
        foreach (var own in ofClients.Take(MostClients))
            html.Line().Text($"{names.GetValueOrDefault(own.Key, "—")}: {NumberText.Count(own.Count(), language)}");
        return ofClients.Count > MostClients
            ? html.Line().Text(new Words($"…і ще {NumberText.Count(ofClients.Count - MostClients, language)}", $"…and {NumberText.Count(ofClients.Count - MostClients, language)} more").In(language))
            : html;
    }
}

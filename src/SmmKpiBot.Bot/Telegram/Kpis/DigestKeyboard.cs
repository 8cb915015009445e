using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Kpis;

/// <summary>The buttons under a digest, in threes: the periods, then details, where the figures come from, and the file.</summary>
internal static class DigestKeyboard
{
    private static readonly (string Expression, Words Text)[] Periods =
    [
        ("2weeks", new Words("2 тижні", "2 weeks")),
        ("month", new Words("Місяць", "Month")),
        ("quarter", new Words("Квартал", "Quarter")),
    ];

    /// <summary>Store its buttons (<see cref="ButtonStore.AddAsync"/>) in the transaction that enqueues the message with its rows.</summary>
    public static Keyboard For(long chatId, long clientId, PeriodRef period, Language language)
    {
        var keyboard = new Keyboard(chatId);
        foreach (var (expression, text) in Periods)
        {
            var mark = expression == period.Expression ? " ✓" : string.Empty;
            keyboard.Show(text.In(language) + mark, PeriodAction.Name, clientId, expression);
        }

        var shown = period.ToString();
        return keyboard.Row()
            .Show(new Words("Докладно", "Details").In(language), DetailsAction.Name, clientId, shown)
            .Show(new Words("Звідки цифри", "Where from").In(language), SourcesAction.Name, clientId, shown)
            .Show(new Words("Файл XLSX", "XLSX file").In(language), WorkbookAction.Name, clientId, shown);
    }
}

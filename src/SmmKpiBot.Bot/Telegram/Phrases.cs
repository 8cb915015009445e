using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram;

/// <summary>Sentences that several handlers say.</summary>
internal static class Phrases
{
    public static Words Inert { get; } = new(
        "Я показую цифри клієнтів агенції. Щоб я запрацював тут, надішліть /start КОД — код дає агенція. Без коду я вийду з групи за добу.",
        "I show the figures of an agency's clients. To make me work here, send /start CODE — the agency gives you the code. Without it I leave this group in a day.");

    public static Words NotHere { get; } = new(
        "У цьому чаті так не можна. Напишіть мені в особисті.",
        "That does not work in this chat. Write to me in private.");

    public static Words NotYours { get; } = new(
        "Для цього потрібні ширші права. Якщо вони вам потрібні — попросіть запрошення в агенції.",
        "This needs wider rights. If you need them, ask the agency for an invitation.");

    public static Words OldButton { get; } = new(
        "Ця кнопка вже не діє. Надішліть команду ще раз; які є, каже /help.",
        "This button no longer works. Send the command again; /help lists them.");

    public static Words Unknown { get; } = new(
        "Не зрозумів. Спробуйте /kpi — цифри, або /help — що я вмію.",
        "I did not understand. Try /kpi for figures, or /help for what I can do.");

    public static Words TooFast { get; } = new(
        "Забагато запитів поспіль. Зачекайте хвилину — і я відповім.",
        "Too many requests at once. Wait a minute and I will answer.");

    public static Words Failed { get; } = new(
        "Не вдалося виконати це. Спробуйте ще раз за кілька хвилин; якщо не допоможе — скажіть агенції.",
        "That did not work. Try again in a few minutes; if it does not help, tell the agency.");

    public static Words NoClients { get; } = new(
        "Клієнтів іще немає.",
        "There are no clients yet.");

    public static Words WhichClient { get; } = new("Який клієнт?", "Which client?");

    public static Words WrongPeriod(string typed) => new(
        $"«{typed}» — не період, або жоден його день іще не минув. Приклади: тиждень, місяць, 2026-10, 2026-11-02..2026-11-15.",
        $"“{typed}” is no period, or no day of it is over yet. Examples: week, month, 2026-10, 2026-11-02..2026-11-15.");

    public static TelegramHtml HowToGetInvited(Language language, long? userId)
    {
        var html = new TelegramHtml().Text(new Words(
            "Я показую цифри клієнтам агенції та її команді. Щоб почати, попросіть в агенції запрошення — посилання або код — і надішліть мені /start КОД.",
            "I show figures to an agency's clients and its team. To begin, ask the agency for an invitation — a link or a code — and send me /start CODE.").In(language));
        return userId is { } id
            ? html.Line().Line().Text(new Words("Ваш номер у Telegram: ", "Your Telegram id: ").In(language)).Code(id.ToString(System.Globalization.CultureInfo.InvariantCulture))
            : html;
    }
}

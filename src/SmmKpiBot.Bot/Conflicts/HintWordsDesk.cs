using System.Data.Common;
using SmmKpiBot.Bot.Conflicts.Buttons;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Reporting.Texts;
using Turn = SmmKpiBot.Bot.Telegram.Turn;

namespace SmmKpiBot.Bot.Conflicts;

/// <summary>The words that hint at a conflict, for the team to change.</summary>
internal sealed class HintWordsDesk(ButtonStore buttons)
{
    private const int MostShown = 20;
    private const int PerRow = 2;

    private static readonly Noun Terms = new("слово чи вислів", "слова й вислови", "слів і висловів", "word or phrase", "words and phrases");

    private readonly ButtonStore _buttons = buttons;

    public delegate Task<Words?> Change(DbConnection connection, DbTransaction transaction);

    /// <summary>Changes the words of a client whose things the person may change, and shows them as they are then; what the change returns is said instead.</summary>
    public void Do(Turn turn, Client client, Change change, bool edit) =>
        turn.Answer.Write(async (connection, transaction) =>
        {
            var said = await change(connection, transaction);
            var words = await HintWords.ReadAsync(connection, transaction, client.Id);
            var html = said is null ? Text(words, client, turn.Language) : new TelegramHtml().Text(turn.Say(said.Value));
            var keyboard = said is null ? Buttons(turn, words, client) : turn.NewKeyboard();
            await _buttons.AddAsync(connection, transaction, keyboard.Buttons);
            OutboxContent content = edit && turn.MessageId is { } message
                ? new EditTextContent(message, html.ToString()) { Buttons = keyboard.Rows }
                : new TextContent(html.ToString()) { Buttons = keyboard.Rows };
            return [turn.Message(content, client.Id)];
        });

    private static TelegramHtml Text(HintWords words, Client client, Language language)
    {
        var own = ConflictHints.DefaultTerms.Count - words.Removed.Count;
        var html = new TelegramHtml().Bold(new Words("Слова-підказки · ", "Hint words · ").In(language) + client.Name)
            .Line().Line().Text(new Words(
                "Коли бренду пишуть із таким словом, я питаю в чаті команди, чи це конфлікт, — не частіше ніж раз на день щодо розмови. Вирішує людина.",
                "When a customer's message has such a word, I ask in the team's chat whether it is a conflict, at most once a day for a conversation. A person decides.").In(language))
            .Line().Line().Text(new Words("Зі списку програми: ", "From the program's list: ").In(language)).Text(Plural.Count(own, Terms, language));
        Line(html, new("Додано: ", "Added: "), words.Added, language);
        Line(html, new("Вимкнено: ", "Switched off: "), words.Removed, language);
        return html;
    }

    private static void Line(TelegramHtml html, Words title, IReadOnlyList<string> terms, Language language)
    {
        if (terms.Count > 0)
            html.Line().Text(title.In(language)).Text(string.Join(", ", terms.Take(MostShown))).Text(terms.Count > MostShown ? "…" : "");
    }

    private static Keyboard Buttons(Turn turn, HintWords words, Client client)
    {
        var keyboard = turn.NewKeyboard().Row()
            .Change(turn.Say(new("Додати слово", "Add a word")), HintAskAction.Name, client.Id, HintWordAction.On, life: Keyboard.ReadingLife)
            .Change(turn.Say(new("Вимкнути слово", "Switch a word off")), HintAskAction.Name, client.Id, HintWordAction.Off, life: Keyboard.ReadingLife);
        var shown = words.Added.Select(word => ("✕ ", word)).Concat(words.Removed.Select(word => ("↩ ", word))).Take(MostShown).ToList();
        for (var at = 0; at < shown.Count; at++)
        {
            if (at % PerRow == 0)
                keyboard.Row();
            keyboard.Change(shown[at].Item1 + shown[at].word, HintWordAction.Name, client.Id, HintWordAction.Argument(HintWordAction.Clear, shown[at].word), life: Keyboard.ReadingLife);
        }

        return keyboard;
    }
}

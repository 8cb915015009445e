using System.Globalization;
using SmmKpiBot.Bot.Conflicts.Buttons;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Settings;

/// <summary>What the team sets for a client: which messages need no answer, and where messages are measured.</summary>
internal sealed class ClientSettingsDesk(FeedStore feeds)
{
    private readonly FeedStore _feeds = feeds;

    /// <summary>The rules by the words of the client's key, each with its name and what it does.</summary>
    public static IReadOnlyList<(string Word, Words Name, Words Meaning)> Rules { get; } =
    [
        ("emoji", new("Лише емодзі", "Only emoji"), new("самі емодзі, смайлики чи наліпки", "nothing but emoji, smileys or stickers")),
        ("thanks", new("Лише подяка", "Only thanks"), new("«дякую» після відповіді", "“thanks” after an answer")),
        ("tags", new("Лише згадки", "Only tags"), new("коментар, де лише позначено друзів", "a comment that only tags friends")),
        ("reaction", new("Наша реакція", "Our reaction"), new("бренд поставив реакцію на повідомлення", "the brand put a reaction on the message")),
    ];

    public static bool IsOn(NoAnswerRules rules, string word) => word switch
    {
        "emoji" => rules.Emoji,
        "thanks" => rules.Thanks,
        "tags" => rules.Tags,
        _ => rules.Reaction,
    };

    public async Task ShowAsync(Turn turn, Client client, bool isEdit, CancellationToken cancellationToken) =>
        Show(turn, client, await _feeds.OfClientAsync(client.Id, cancellationToken), isEdit);

    public static void Show(Turn turn, Client client, IReadOnlyList<Feed> measured, bool isEdit)
    {
        var html = Text(turn, client, measured);
        var keyboard = Buttons(turn, client, measured);
        if (isEdit)
        {
            turn.Edit(html, keyboard);
        }
        else
        {
            turn.Reply(html, keyboard, client.Id);
        }
    }

    private static TelegramHtml Text(Turn turn, Client client, IReadOnlyList<Feed> measured)
    {
        var html = new TelegramHtml().Bold(turn.Say(new Words("Налаштування клієнта ", "Settings of the client ")) + client.Name).Line()
            .Line().Text(turn.Say(new Words("Не чекає на відповідь:", "Needs no answer:")));
        foreach (var (word, _, meaning) in Rules)
        {
            html.Line().Text(IsOn(client.NoAnswer, word) ? "✓ " : "— ").Text(turn.Say(meaning));
        }

        html.Line().Line().Text(turn.Say(new Words("Відповіді в Telegram вимірюються тут:", "Answers in Telegram are measured here:")));
        foreach (var feed in measured)
        {
            html.Line().Text("• ").Text(feed.Title).Text(" — ").Text(turn.Say(FeedWords.WhatIs(feed.Kind)));
        }

        return measured.Count > 0 ? html : html.Line().Text(turn.Say(new Words(
            "поки ніде. Підключіть мене до бізнес-акаунта або ввімкніть вимірювання в чаті клієнта: /settings у тому чаті.",
            "nowhere yet. Connect me to a business account, or switch measuring on in the client's chat: /settings in that chat.")));
    }

    private static Keyboard Buttons(Turn turn, Client client, IReadOnlyList<Feed> measured)
    {
        var keyboard = turn.NewKeyboard();
        if (!turn.Scope.MayChange(client.Id))
        {
            return keyboard;
        }

        for (var at = 0; at < Rules.Count; at++)
        {
            var (word, name, _) = Rules[at];
            var isOn = IsOn(client.NoAnswer, word);
            (at % 2 == 0 ? keyboard.Row() : keyboard).Change(turn.Say(name) + (isOn ? " ✓" : string.Empty), NoAnswerAction.Name, client.Id, $"{word}|{(isOn ? MeasureAction.Off : MeasureAction.On)}");
        }

        foreach (var feed in measured)
        {
            keyboard.Row().Change(turn.Say(new Words("Не вимірювати: ", "Stop measuring: ")) + feed.Title, FeedStopAction.Name, client.Id, feed.Id.ToString(CultureInfo.InvariantCulture));
        }

        keyboard.Row().Change(turn.Say(new Words("Нагадування й ескалація…", "Reminders and escalation…")), WaitSettingsAction.Name, client.Id, null);
        return keyboard.Row().Change(turn.Say(new Words("Слова, що натякають на конфлікт", "Words that hint at a conflict")), HintWordsAction.Name, client.Id, null);
    }
}

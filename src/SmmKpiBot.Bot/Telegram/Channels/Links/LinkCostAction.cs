using System.Globalization;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Questions;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Channels.Links;

/// <summary>Asks what an advertisement cost.</summary>
internal sealed class LinkCostAction(LinkStore links, AwaitedTexts texts) : TeamAction(Name)
{
    public const string Name = "links.cost";

    private readonly LinkStore _links = links;
    private readonly AwaitedTexts _texts = texts;

    /// <summary>How the answer is written; in a group only replies to the bot are seen.</summary>
    public static Words HowTo(Turn turn) => turn.From.Private
        ? new("Напишіть суму, валюту й день оплати, наприклад: 1500 UAH 20.11.2026. Помилилися — напишіть іще раз.", "Write the amount, the currency and the day it was paid, e.g. 1500 UAH 20.11.2026. If it was wrong, write it again.")
        : new("Дайте відповідь на це повідомлення: сума, валюта й день оплати, наприклад 1500 UAH 20.11.2026.", "Reply to this message with the amount, the currency and the day it was paid, e.g. 1500 UAH 20.11.2026.");

    protected override async Task PressAsync(Turn turn, Client client, string argument, CancellationToken cancellationToken)
    {
        var id = long.TryParse(argument, CultureInfo.InvariantCulture, out var number) ? number : 0;
        if (await _links.FindAsync(id, client.Id, cancellationToken) is not { } link)
        {
            turn.Reply(Phrases.OldButton);
            return;
        }

        _texts.Ask(turn, Name, client.Id, argument);
        turn.Reply(new TelegramHtml().Bold(link.Name).Line().Text(turn.Say(HowTo(turn))));
    }
}

/// <summary>Takes what an advertisement cost.</summary>
internal sealed class LinkCostTyped(LinkStore links, LinksDesk desk, AwaitedTexts texts, TimeProvider timeProvider) : IAwaitedText
{
    private readonly LinkStore _links = links;
    private readonly LinksDesk _desk = desk;
    private readonly AwaitedTexts _texts = texts;
    private readonly TimeProvider _timeProvider = timeProvider;

    public string Action => LinkCostAction.Name;

    public async Task TakeAsync(Turn turn, Client client, string? argument, string text, CancellationToken cancellationToken)
    {
        var id = long.TryParse(argument, CultureInfo.InvariantCulture, out var number) ? number : 0;
        if (await _links.FindAsync(id, client.Id, cancellationToken) is not { } link)
        {
            turn.Reply(Phrases.OldButton);
            return;
        }

        var cost = LinkCostText.Parse(text, client.Currency, LocalDay.Of(_timeProvider.GetUtcNow(), client.TimeZone));
        if (cost is null)
        {
            _texts.Ask(turn, Action, client.Id, argument);
            turn.Reply(new TelegramHtml().Text(turn.Say(Refusal(text))).Text(" ").Text(turn.Say(LinkCostAction.HowTo(turn))));
        }
        else if ((await _desk.OwnAdsAsync(client, link.FeedId, link.Name, cancellationToken)).Count > 0)
        {
            turn.Reply(new Words(
                "Витрати кампанії з такою назвою вже приходять із рекламного кабінету: разом вони порахувалися б двічі. Нічого не змінено.",
                "The spend of a campaign of that name comes from an ad account already: together it would count twice. Nothing was changed."));
        }
        else
        {
            turn.Answer.Write((connection, transaction) => LinkStore.SetCostAsync(connection, transaction, link, cost));
            turn.Reply(new TelegramHtml().Bold(link.Name).Text($": {MoneyText.Amount(cost.Amount, cost.Currency, turn.Language)}, {DateText.Day(cost.Day, turn.Language)}."));
        }
    }

    private static Words Refusal(string text) => LinkCostText.Undecidable(text) is { } amount
        ? new(
            $"{amount} — це тисячі чи дріб? Нічого не записано. Тисячі пишіть без розділювача (1500), копійки — двома цифрами (1,50).",
            $"Is {amount} thousands or a fraction? Nothing was noted. Write thousands without a separator (1500) and cents with two digits (1.50).")
        : new("Не розумію цієї суми або дня.", "I do not understand that amount or day.");
}

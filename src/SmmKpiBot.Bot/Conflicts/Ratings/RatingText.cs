using System.Globalization;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Conflicts.Ratings;

/// <summary>What customers read of a rating, and what the team reads of how asking for it went.</summary>
internal static class RatingText
{
    public static Words Thanks { get; } = new("Дякуємо за оцінку!", "Thank you for your rating!");

    public static Words Known { get; } = new("Дякуємо, вашу оцінку вже записано.", "Thank you, your rating is noted already.");

    public static Words StillOpen { get; } = new("Конфлікт іще не вирішено: спершу вирішіть його, тоді запитаємо.", "The conflict is still open: resolve it first, then we ask.");

    public static Words NoConversation { get; } = new("Невідомо, у якій розмові писала людина, тож питати немає де.", "Nobody knows in which conversation the customer wrote, so there is nowhere to ask.");

    public static Words Public { get; } = new("Людина писала в публічних коментарях, а там про оцінку не питаю.", "The customer wrote in public comments, and I do not ask for ratings there.");

    public static Words TooLate { get; } = new(
        "Людина не писала вже понад добу (або ще до того, як я почав запам’ятовувати такі чати), а Telegram дозволяє боту відповідати лише протягом 24 годин.",
        "The customer has not written for over a day (or not since I began to remember such chats), and Telegram lets a bot reply within 24 hours only.");

    public static Words BySurvey { get; } = new(
        "У Chatwoot людей питає сам Chatwoot: увімкніть для цієї скриньки опитування задоволеності (Settings → Inboxes → CSAT), і відповідь з’явиться тут сама.",
        "In Chatwoot customers are asked by Chatwoot itself: switch the satisfaction survey on for this inbox (Settings → Inboxes → CSAT), and the answer appears here by itself.");

    public static Words NoWay(string network) => new($"{network}: туди писати людям я не можу.", $"{network}: I cannot write to customers there.");

    public static Words Disconnected(string owner) => new($"Бізнес-акаунт {Typography.Quoted(owner, Language.Uk)} більше не підключено до мене.", $"The business account {Typography.Quoted(owner, Language.En)} is not connected to me any more.");

    public static Words NoRight(string owner) => new(
        $"{Typography.Quoted(owner, Language.Uk)} не дозволяє мені відповідати. Дозвіл: Telegram → Налаштування → Telegram для бізнесу → Чат-боти → відповідати на повідомлення.",
        $"{Typography.Quoted(owner, Language.En)} does not let me reply. To allow it: Telegram → Settings → Telegram Business → Chatbots → reply to messages.");

    public static Words OutOfGroup(string group) => new($"Я більше не можу писати в групу {Typography.Quoted(group, Language.Uk)}.", $"I can no longer write in the group {Typography.Quoted(group, Language.En)}.");

    /// <summary>Why nothing was asked, and what to do instead.</summary>
    public static Words ByHand(Words why) => new(
        $"Попросити про оцінку не вийде. {why.Uk} Запитайте людину самі й натисніть «Оцінка».",
        $"The customer cannot be asked. {why.En} Ask yourself, then press “Rating”.");

    /// <summary>The question, as the customer reads it.</summary>
    public static TelegramHtml Question(Client client, Language language) => new TelegramHtml()
        .Text(new Words(
            $"{client.Name}: як ви оцінюєте вирішення вашого звернення? 1 — погано, 5 — чудово.",
            $"How would you rate the way {client.Name} dealt with your request? 1 is poor, 5 is excellent.").In(language));

    /// <summary>What the question says when it is answered.</summary>
    public static TelegramHtml Answered(int rating, Language language) => new TelegramHtml()
        .Text(new Words($"Дякуємо! Ваша оцінка: {rating} з 5.", $"Thank you! Your rating: {rating} of 5.").In(language));

    public static TelegramHtml Rated(ConflictCase conflict, Client client, int rating, Language language) => Title(conflict, client, "⭐", language)
        .Line().Text(new Words($"Людина оцінила, як його вирішили: {rating} з 5.", $"The customer rated how it was resolved: {rating} of 5.").In(language));

    public static TelegramHtml NotAsked(ConflictCase conflict, Client client, string reason, Language language) => Title(conflict, client, "⚠️", language)
        .Line().Text(new Words("Попросити людину про оцінку не вдалося.", "The customer could not be asked for a rating.").In(language))
        .Line().Text(new Words("Причина: ", "Reason: ").In(language)).Code(reason)
        .Line().Text(new Words("Запитайте її самі й натисніть «Оцінка».", "Ask yourself, then press “Rating”.").In(language));

    private static TelegramHtml Title(ConflictCase conflict, Client client, string mark, Language language)
    {
        var number = conflict.Id.ToString(CultureInfo.InvariantCulture);
        return new TelegramHtml().Text(mark + " ").Bold(new Words($"Конфлікт {number} · {client.Name}", $"Conflict {number} · {client.Name}").In(language));
    }
}

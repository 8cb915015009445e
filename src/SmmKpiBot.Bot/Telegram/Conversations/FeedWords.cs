using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>What people are told about feeds.</summary>
internal static class FeedWords
{
    public static Words WhatIs(FeedKind kind) => kind switch
    {
        FeedKind.Business => new("бізнес-акаунт", "business account"),
        FeedKind.Group => new("чат із клієнтом", "chat with the client"),
        FeedKind.Comments => new("коментарі каналу", "comments of the channel"),
        FeedKind.Channel => new("канал", "channel"),
        _ => new("повідомлення каналу", "direct messages of the channel"),
    };

    public static Words Found(FeedKind kind) => kind switch
    {
        FeedKind.Business => new("До мене підключили бізнес-акаунт ", "A business account was connected to me: "),
        FeedKind.Comments => new("Я бачу коментарі в групі ", "I see the comments in the group "),
        FeedKind.Channel => new("Мене зробили адміністратором каналу ", "I was made an administrator of the channel "),
        FeedKind.Direct => new("Я бачу повідомлення каналу ", "I see the direct messages of the channel "),
        _ => new("Я бачу повідомлення в чаті ", "I see the messages in the chat "),
    };

    public static Words WhichClient(FeedKind kind) => kind == FeedKind.Channel ? WhoseChannel : WhoseAnswers;

    private static Words WhoseChannel { get; } = new(
        "Чий він? Коли виберете клієнта, я почну рахувати дописи, реакції, нових підписників і тих, хто пішов. Доти я нічого не зберігаю.",
        "Whose is it? Once you choose the client I begin to count posts, reactions, new followers and those who left. Until then I keep nothing.");

    private static Words WhoseAnswers { get; } = new(
        "Чий він? Коли виберете клієнта, я почну вимірювати, як швидко там відповідають людям. Доти я лише рахую повідомлення — нічого з них не зберігаю.",
        "Whose is it? Once you choose the client I begin to measure how fast people are answered there. Until then I only count the messages and keep nothing of them.");

    public static Words Nobodys { get; } = new("Нічий із них", "None of them");

    public static Words Declined { get; } = new(
        "Гаразд: не вимірюю і більше не питаю.",
        "All right: I do not measure it and will not ask again.");

    public static Words Gone { get; } = new("Тут уже все вирішено.", "This is settled already.");

    public static Words Disconnected { get; } = new(
        "Бізнес-акаунт від мене відключили — вимірювання зупинено: ",
        "The business account was disconnected from me, so measuring stopped: ");

    public static Words Reconnected { get; } = new(
        "Бізнес-акаунт знову підключено — вимірюю далі: ",
        "The business account is connected again and measured on: ");

    public static Words PutOut { get; } = new(
        "Мене прибрали з чату — вимірювання зупинено: ",
        "I was put out of the chat, so measuring stopped: ");

    public static TelegramHtml Question(Feed feed, Language language)
    {
        var html = new TelegramHtml().Text(Found(feed.Kind).In(language)).Bold(feed.Title).Text(".").Line();
        if (feed.Missed > 0)
        {
            html.Text(Missed(feed.Missed).In(language)).Line();
        }

        return html.Line().Text(WhichClient(feed.Kind).In(language));
    }

    public static TelegramHtml Assigned(Feed before, Feed now, string client, Language language)
    {
        var html = new TelegramHtml().Text(Typography.Capital(WhatIs(now.Kind).In(language))).Text(" ").Bold(before.Title)
            .Text(new Words(" — клієнт ", " belongs to ").In(language)).Bold(client).Text(new Words(". Вимірюю від цієї миті.", ". Measured from this moment on.").In(language));
        return before.Missed == 0 ? html : html.Line().Text(Missed(before.Missed).In(language));
    }

    /// <param name="others">Who it is connected for, as the reader may know it.</param>
    /// <param name="client">Who the channel would be for as well.</param>
    public static Words IsOfOthers(Words others, string client) => new(
        $"Цей канал уже під’єднано, клієнт: {others.Uk}. Якщо вимірювати його й для {client}, ті самі цифри рахуватимуться в кожного з них.",
        $"This channel is connected already, for {others.En}. If it is measured for {client} as well, the same figures count for each of them.");

    public static Words ForThisToo(string client) => new($"Вимірювати й для {client}", $"Measure it for {client} as well");

    public static Words Missed(long count) => new(
        $"Не враховано: {NumberText.Count(count, Language.Uk)} — стільки повідомлень прийшло до вибору клієнта.",
        $"Not counted: {Plural.Count(count, Nouns.Message, Language.En)} from before a client was chosen.");
}

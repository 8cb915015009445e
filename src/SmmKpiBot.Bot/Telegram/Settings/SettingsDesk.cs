using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Settings;

/// <summary>The settings of one binding as a message of buttons. Clients choose language and hour, staff also how often and on which day.</summary>
internal sealed class SettingsDesk(ScopedClients clients, FeedStore feeds)
{
    private const int FirstHour = 7;
    private const int LastHour = 20;
    private const int HoursPerRow = 7;

    private static readonly (DayOfWeek Day, Words Name)[] Week =
    [
        (DayOfWeek.Monday, new Words("Пн", "Mon")),
        (DayOfWeek.Tuesday, new Words("Вт", "Tue")),
        (DayOfWeek.Wednesday, new Words("Ср", "Wed")),
        (DayOfWeek.Thursday, new Words("Чт", "Thu")),
        (DayOfWeek.Friday, new Words("Пт", "Fri")),
        (DayOfWeek.Saturday, new Words("Сб", "Sat")),
        (DayOfWeek.Sunday, new Words("Нд", "Sun")),
    ];

    private readonly ScopedClients _clients = clients;
    private readonly FeedStore _feeds = feeds;

    public async Task<Keyboard> ButtonsAsync(Turn turn, BoundChat chat, Language language, CancellationToken cancellationToken)
    {
        var feed = await _feeds.OfChatAsync(chat.ChatId, chat.ThreadId, cancellationToken);
        return Buttons(turn, chat, language, feed is not null && feed.IsOn(out _, out var client) && chat.ClientIds.Contains(client));
    }

    public async Task<TelegramHtml> TextAsync(Turn turn, BoundChat chat, Language language, CancellationToken cancellationToken)
    {
        var html = new TelegramHtml().Bold(new Words("Налаштування чату", "Settings of this chat").In(language)).Line();
        if (chat is { Purpose: ChatPurpose.Client, ClientIds: [var id, ..] } && await _clients.FindAsync(turn.Scope, id, cancellationToken) is { } client)
        {
            html.Line().Text(new Words("Клієнт: ", "Client: ").In(language)).Text(client.Name);
        }

        return html
            .Line().Text(new Words("Звіт: ", "Digest: ").In(language)).Text(ScheduleText.Of(chat.Schedule, language))
            .Line().Text(new Words("Мова: ", "Language: ").In(language)).Text(chat.Language == Language.Uk ? "українська" : "English");
    }

    /// <param name="measured">It is measured here how fast people are answered.</param>
    public static Keyboard Buttons(Turn turn, BoundChat chat, Language language, bool measured)
    {
        var keyboard = turn.NewKeyboard();
        if (SettingsAction.MayChangeSchedule(turn.Scope, chat))
        {
            AddFrequencies(chat, keyboard, language);
            AddDays(chat, keyboard.Row(), language);
        }

        if (chat.Schedule.Frequency != DigestFrequency.Off)
        {
            AddHours(chat, keyboard);
        }

        keyboard.Row();
        foreach (var (offered, name) in LanguageAction.Names)
        {
            Add(keyboard, chat, name, offered == chat.Language, "language", LanguageCode.Of(offered));
        }

        if (QuietAction.Offered(turn.Scope, chat))
        {
            keyboard.Row().Change(new Words("🌙 Тихі години…", "🌙 Quiet hours…").In(language), QuietAction.Name, null, $"{chat.Id}|");
        }

        if (MeasureAction.Offered(turn.Scope, chat))
        {
            var text = new Words("Вимірювати відповіді в цьому чаті", "Measure answers in this chat").In(language) + (measured ? " ✓" : string.Empty);
            keyboard.Row().Change(text, MeasureAction.Name, null, $"{chat.Id}|{(measured ? MeasureAction.Off : MeasureAction.On)}");
        }

        return keyboard;
    }

    private static void AddFrequencies(BoundChat chat, Keyboard keyboard, Language language)
    {
        foreach (var frequency in Enum.GetValues<DigestFrequency>())
        {
            if (frequency is DigestFrequency.Off or DigestFrequency.Weekly or DigestFrequency.Monthly)
            {
                keyboard.Row();
            }

            var name = Typography.Capital(ScheduleText.Frequency(frequency).In(language));
            Add(keyboard, chat, name, frequency == chat.Schedule.Frequency, "frequency", ((int)frequency).ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void AddDays(BoundChat chat, Keyboard keyboard, Language language)
    {
        if (chat.Schedule.Frequency == DigestFrequency.Off)
        {
            return;
        }

        foreach (var (day, name) in Week)
        {
            Add(keyboard, chat, name.In(language), day == chat.Schedule.Day, "day", ((int)day).ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void AddHours(BoundChat chat, Keyboard keyboard)
    {
        for (var hour = FirstHour; hour <= LastHour; hour++)
        {
            if ((hour - FirstHour) % HoursPerRow == 0)
            {
                keyboard.Row();
            }

            var text = hour.ToString(CultureInfo.InvariantCulture);
            Add(keyboard, chat, text, hour == chat.Schedule.At.Hour, "hour", text);
        }
    }

    private static void Add(Keyboard keyboard, BoundChat chat, string text, bool isNow, string key, string value) =>
        keyboard.Change(isNow ? text + " ✓" : text, SettingsAction.Name, null, $"{chat.Id}|{key}|{value}");
}

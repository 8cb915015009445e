using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Schedule;

/// <summary>What the schedule tells the team, in Telegram HTML.</summary>
internal static class ScheduleWords
{
    private static readonly Words Down = new(
        "Бот не працював у час звіту, тому ці звіти пропущено: ",
        "The bot was not running when they were due, so these digests were skipped: ");

    private static readonly Words Restored = new(
        "Базу даних відновлено з резервної копії. Чи отримав чат ці звіти раніше, невідомо, тому вдруге їх не надіслано: ",
        "The database was restored from a backup. Whether the chat got these digests before is not known, so they are not sent again: ");

    /// <summary>A day before: the figures of the main goal are missing.</summary>
    public static string MissingSoon(DigestSubscription subscription, DueDigest due, Language language) => Missing(
        subscription,
        due,
        new Words(
            $"Звіт надійде {DateText.Instant(due.DueAt, subscription.Zone, Language.Uk)}. Додайте дані (файлом або командою import), інакше клієнт нічого не отримає.",
            $"The digest is due {DateText.Instant(due.DueAt, subscription.Zone, Language.En)}. Add the figures (send a file or use import), otherwise the client gets nothing."),
        language);

    /// <summary>At the hour: the client got nothing.</summary>
    public static string MissingNow(DigestSubscription subscription, DueDigest due, Language language) => Missing(
        subscription,
        due,
        new Words(
            "Клієнт не отримав звіту за цей період. Коли дані з’являться, звіт покаже команда /digest.",
            "The client got no digest for this period. Once the figures are there, /digest shows it."),
        language);

    /// <summary>After an outage or a restore: digests that are not sent any more.</summary>
    public static string Skipped(DigestSubscription subscription, IReadOnlyList<DueDigest> missed, DigestOutcome outcome, Language language)
    {
        var periods = string.Join("; ", missed.Select(due => DateText.RangeAndYear(due.Period, language)));
        return Title(subscription.Client)
            .Line()
            .Text((outcome == DigestOutcome.BeforeRestore ? Restored : Down).In(language))
            .Text(periods + ". ")
            .Text(new Words("Їх покаже команда /digest.", "/digest shows them.").In(language))
            .ToString();
    }

    /// <summary>Ahead of the next digest: earlier messages that could not be sent in time.</summary>
    public static string Lost(int count, Language language) => new TelegramHtml()
        .Text(new Words($"Не вдалося вчасно надіслати повідомлень: {count}. Попередні періоди покаже команда /digest.", $"Messages that could not be sent in time: {count}. /digest shows earlier periods.").In(language))
        .ToString();

    private static string Missing(DigestSubscription subscription, DueDigest due, Words what, Language language) => Title(subscription.Client)
        .Line()
        .Text(DateText.Range(due.Period, language) + ": ")
        .Text(Goal(subscription.Client).In(language) + ". ")
        .Text(what.In(language))
        .ToString();

    private static TelegramHtml Title(Client client) => new TelegramHtml().Bold(client.Name);

    private static Words Goal(Client client) => client.Goal switch
    {
        Data.Clients.Goal.Sales => new("мета — продажі, але ні покупок, ні інших конверсій не виміряно", "the goal is sales, but no purchases or other conversions are measured"),
        Data.Clients.Goal.Traffic => new("мета — трафік, але переходів на сайт не виміряно", "the goal is traffic, but no visits are measured"),
        Data.Clients.Goal.Awareness => new("мета — впізнаваність, але переглядів не виміряно", "the goal is awareness, but no views are measured"),
        Data.Clients.Goal.Community => new("мета — спільнота, але взаємодій не виміряно", "the goal is community, but no engagements are measured"),
        _ => new("мета — підтримка, але часу відповіді не виміряно", "the goal is support, but no response time is measured"),
    };
}

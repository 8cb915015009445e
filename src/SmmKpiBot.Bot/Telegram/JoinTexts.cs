using SmmKpiBot.Bot.Access;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram;

/// <summary>What people hear when they come.</summary>
internal static class JoinTexts
{
    public static Words Of(Redemption redemption, bool isPrivate) => redemption.Outcome switch
    {
        RedemptionOutcome.Joined => Joined(redemption.Purpose, isPrivate),
        RedemptionOutcome.TooManyTries => new Words(
            "Забагато хибних кодів. Спробуйте за годину.",
            "Too many wrong codes. Try again in an hour."),
        RedemptionOutcome.OnlyInPrivate => new Words(
            "Це запрошення власника: такі надсилають мені в особисті, не в групу. Цей код тут бачили інші, тому він більше не діє. Створіть новий.",
            "This is an owner's invitation: those are sent to me in private, not in a group. Others here have seen this code, so it works no more. Make a new one."),
        RedemptionOutcome.BoundToOther => new Words(
            "Цей чат уже показує щось інше, тому код тут не спрацював. Його бачили інші, тож він більше не діє. Попросіть новий — для іншого чату, або для цього, коли агенція його від’єднає.",
            "This chat already shows something else, so the code did nothing here. Others have seen it, so it works no more. Ask for a new one: for another chat, or for this one after the agency has disconnected it."),
        RedemptionOutcome.Used => new Words(
            "Це запрошення вже використано: кожне діє один раз. Попросіть нове.",
            "This invitation was used already: each works once. Ask for a new one."),
        RedemptionOutcome.Expired => new Words(
            "Термін цього запрошення минув, або його відкликали. Попросіть нове.",
            "This invitation has expired or was revoked. Ask for a new one."),
        _ => new Words(
            "Такого запрошення немає. Перевірте, чи скопійовано код повністю, або попросіть нове.",
            "There is no such invitation. Check that the code was copied in full, or ask for a new one."),
    };

    public static Words Hello(Role role) => role switch
    {
        Role.Owner => new Words(
            "Вітаю! /clients — усі клієнти, /kpi — цифри, /invite — запросити людей, /status — чи все гаразд.",
            "Hello! /clients lists all clients, /kpi shows figures, /invite invites people, /status tells whether all is well."),
        Role.Staff => new Words(
            "Вітаю! /clients — ваші клієнти, найгірші зверху; /kpi — цифри. Файли з цифрами надсилайте просто сюди.",
            "Hello! /clients lists your clients, worst first; /kpi shows figures. Send files of figures right here."),
        _ => new Words(
            "Вітаю! Звіт приходитиме сюди сам. /kpi покаже цифри будь-коли, /settings — змінити мову й годину.",
            "Hello! The digest will come here by itself. /kpi shows figures at any time, /settings changes language and hour."),
    };

    /// <summary>In a group: by what it shows, whoever greets.</summary>
    public static Words HelloIn(ChatPurpose purpose) => purpose == ChatPurpose.Client
        ? Hello(Role.Client)
        : new Words(
            "Вітаю! Це чат команди. Тут усі бачать /clients, /kpi, /waiting і /alerts; змінювати можуть ті, хто має особисте запрошення.",
            "Hello! This is a staff chat. Everybody here can see /clients, /kpi, /waiting and /alerts; changing needs a personal invitation.");

    private static Words Joined(ChatPurpose purpose, bool isPrivate) => (purpose, isPrivate) switch
    {
        (ChatPurpose.Owner, _) => Hello(Role.Owner),
        (ChatPurpose.Staff, true) => Hello(Role.Staff),
        _ => HelloIn(purpose),
    };
}

namespace SmmKpiBot.Reporting.Texts;

/// <summary>The things the bot counts.</summary>
public static class Nouns
{
    public static Noun Day { get; } = new("день", "дні", "днів", "day", "days");

    public static Noun Week { get; } = new("тиждень", "тижні", "тижнів", "week", "weeks");

    public static Noun Post { get; } = new("допис", "дописи", "дописів", "post", "posts");

    public static Noun Reply { get; } = new("відповідь", "відповіді", "відповідей", "reply", "replies");

    public static Noun Message { get; } = new("повідомлення", "повідомлення", "повідомлень", "message", "messages");

    public static Noun Conflict { get; } = new("конфлікт", "конфлікти", "конфліктів", "conflict", "conflicts");

    public static Noun Account { get; } = new("акаунт", "акаунти", "акаунтів", "account", "accounts");

    public static Noun Client { get; } = new("клієнт", "клієнти", "клієнтів", "client", "clients");

    public static Noun Follower { get; } = new("підписник", "підписники", "підписників", "follower", "followers");

    public static Noun Row { get; } = new("рядок", "рядки", "рядків", "row", "rows");
}

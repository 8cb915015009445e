using SmmKpiBot.Data.Accounts.Health;

namespace SmmKpiBot.Reporting.Texts;

/// <summary>Why an account is not well and, where a person can do something, what.</summary>
public static class AccountTroubleText
{
    public static Words Of(AccountTrouble? trouble) => trouble switch
    {
        AccountTrouble.NoAnswer => new("сервер не відповідає", "the server does not answer"),
        AccountTrouble.TooManyCalls => new("сервер просить звертатися рідше", "the server asks for fewer calls"),
        AccountTrouble.AccessRefused => new("токен не діє, під’єднайте акаунт іще раз", "the token is refused, connect the account again"),
        AccountTrouble.NotPermitted => new("бракує права це читати", "a right to read this is missing"),
        AccountTrouble.NotUnderstood => new("відповідь сервера незрозуміла", "the server’s answer is not understood"),
        AccountTrouble.AddressNotAllowed => new("адреса сервера не з відкритого інтернету", "the server’s address is not one of the open Internet"),
        AccountTrouble.Disconnected => new("акаунт від’єднано від бота, підключіть його в налаштуваннях акаунта", "the account was disconnected from the bot, connect it in the account’s settings"),
        AccountTrouble.PutOut => new("бота прибрали з чату, додайте його знову", "the bot was put out of the chat, add it again"),
        AccountTrouble.ConnectionDamaged => new("запис про під’єднання пошкоджено, під’єднайте акаунт іще раз", "the record of its connection is damaged, connect the account again"),
        AccountTrouble.BotMisconfigured => new("справа в налаштуваннях самого бота, їх виправить адміністратор бота", "the bot’s own settings are wrong, its operator has to mend them"),
        AccountTrouble.SeesNothing => new("бот не бачить повідомлень, /start скаже, які права дати", "the bot sees no messages, /start says which rights to give"),
        _ => new("причина невідома", "the reason is not known"),
    };
}

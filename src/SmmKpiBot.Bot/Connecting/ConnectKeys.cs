using System.Globalization;
using SmmKpiBot.Bot.Connecting.Buttons;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Connecting;

/// <summary>The ways out of each step of connecting: back to what is connected.</summary>
internal static class ConnectKeys
{
    private static Words BackWords { get; } = new("‹ Назад", "‹ Back");

    public static Keyboard Back(Keyboard keyboard, Turn turn, Client client) => Back(keyboard, client.Id, turn.From.UserId, turn.Language);

    public static Keyboard Back(Keyboard keyboard, long clientId, long? userId, Language language) =>
        keyboard.Row().Change(BackWords.In(language), ConnectClientAction.Name, clientId, null, userId);

    /// <summary>To the page of one account.</summary>
    public static Keyboard BackToAccount(Keyboard keyboard, Turn turn, Client client, long accountId) =>
        keyboard.Row().Change(turn.Say(BackWords), ConnectAccountAction.Name, client.Id, accountId.ToString(CultureInfo.InvariantCulture), turn.From.UserId);

    /// <summary>Where something is awaited: a text, consent, a choice.</summary>
    public static Keyboard Cancel(Turn turn, Client client) => Cancel(turn.NewKeyboard(), client.Id, turn.From.UserId, turn.Language);

    public static Keyboard Cancel(Keyboard keyboard, long clientId, long? userId, Language language) =>
        keyboard.Row().Change(new Words("Скасувати", "Cancel").In(language), ConnectCancelAction.Name, clientId, null, userId);
}

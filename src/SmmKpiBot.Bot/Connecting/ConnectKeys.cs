using SmmKpiBot.Bot.Connecting.Buttons;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Connecting;

/// <summary>The ways out of each step of connecting: back to what is connected.</summary>
internal static class ConnectKeys
{
    public static Keyboard Back(Keyboard keyboard, Turn turn, Client client) => Back(keyboard, client.Id, turn.From.UserId, turn.Language);

    public static Keyboard Back(Keyboard keyboard, long clientId, long? userId, Language language) =>
        keyboard.Row().Change(new Words("‹ Назад", "‹ Back").In(language), ConnectClientAction.Name, clientId, null, userId);

    /// <summary>Where a text is awaited.</summary>
    public static Keyboard Cancel(Turn turn, Client client) =>
        turn.NewKeyboard().Change(turn.Say(new("Скасувати", "Cancel")), ConnectCancelAction.Name, client.Id, null, turn.From.UserId);
}

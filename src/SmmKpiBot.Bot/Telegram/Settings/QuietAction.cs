using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Reporting.Alerts.Notices;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Settings;

/// <summary>Shows and changes the hours in which a chat of the team is left in peace.</summary>
internal sealed class QuietAction(ChatStore chats, QuietStore quiet, AlertWakes wakes) : IButtonAction
{
    public const string Name = "settings.quiet";

    private const int PerRow = 3;

    private readonly ChatStore _chats = chats;
    private readonly QuietStore _quiet = quiet;
    private readonly AlertWakes _wakes = wakes;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    /// <summary>A client's chat gets no alerts, so it has no hours without them.</summary>
    public static bool Offered(Scope scope, BoundChat chat) => chat.Purpose != ChatPurpose.Client && SettingsAction.MayChangeSchedule(scope, chat);

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        var parts = (button.Argument ?? string.Empty).Split('|');
        var chat = parts.Length == 2 && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var id) ? await _chats.FindAsync(id, cancellationToken) : null;
        if (chat is null || chat.ChatId != turn.From.ChatId || (chat.ThreadId ?? 0) != (turn.From.Private ? 0 : turn.From.ThreadId ?? 0) || !Offered(turn.Scope, chat))
        {
            turn.Reply(Phrases.OldButton);
            return;
        }

        var hours = await _quiet.OfAsync(chat, cancellationToken);
        if (QuietText.Parse(parts[1]) is not var (from, to))
        {
            turn.Reply(new TelegramHtml().Text(QuietText.Of(hours, turn.Language)), Choices(turn, chat, hours));
            return;
        }

        turn.Answer.Write((connection, transaction) => QuietStore.SetAsync(connection, transaction, chat.Id, from, to));
        _wakes.WakeAfter(turn.Answer);
        var chosen = from == to ? null : new QuietHours(from, to, await _quiet.ZoneAsync(chat, cancellationToken));
        turn.Edit(new TelegramHtml().Text(QuietText.Of(chosen, turn.Language)), Choices(turn, chat, chosen));
    }

    private static Keyboard Choices(Turn turn, BoundChat chat, QuietHours? hours)
    {
        var keyboard = turn.NewKeyboard();
        for (var at = 0; at < QuietText.Choices.Count; at++)
        {
            if (at % PerRow == 0)
            {
                keyboard.Row();
            }

            var choice = QuietText.Choices[at];
            keyboard.Change(QuietText.Button(choice, turn.Language) + (QuietText.IsChosen(choice, hours) ? " ✓" : string.Empty), Name, null, $"{chat.Id}|{choice}");
        }

        return keyboard;
    }
}

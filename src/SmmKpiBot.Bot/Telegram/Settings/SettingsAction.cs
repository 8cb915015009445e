using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Buttons;

namespace SmmKpiBot.Bot.Telegram.Settings;

/// <summary>One setting of a binding was chosen.</summary>
internal sealed class SettingsAction(ChatStore chats, LanguageDesk languages, SettingsDesk desk) : IButtonAction
{
    public const string Name = "settings.set";

    private readonly ChatStore _chats = chats;
    private readonly LanguageDesk _languages = languages;
    private readonly SettingsDesk _desk = desk;

    public string Action => Name;

    public Role MinimalRole => Role.Client;

    public bool Changes => true;

    /// <summary>How often and on which day is for staff; a client chooses the hour and the language.</summary>
    public static bool MayChangeSchedule(Scope scope, BoundChat chat) =>
        chat.ClientIds.Count == 0 ? scope.ChangeRole >= Role.Staff : chat.ClientIds.Any(scope.MayChange);

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        var parts = (button.Argument ?? string.Empty).Split('|');
        var chat = parts.Length == 3 && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var id) ? await _chats.FindAsync(id, cancellationToken) : null;

        // The binding is looked up anew: it may be gone, or be another's after the chat was bound differently.
        if (chat is null || chat.ChatId != turn.From.ChatId || (chat.ThreadId ?? 0) != (turn.From.Private ? 0 : turn.From.ThreadId ?? 0) || !Allows(turn.Scope, chat, parts[1]))
        {
            turn.Reply(Phrases.OldButton);
            return;
        }

        var changed = With(chat, parts[1], parts[2]);
        turn.Answer.Write((connection, transaction) => ChatStore.UpdateAsync(connection, transaction, changed));
        if (parts[1] == "language")
        {
            _languages.Choose(turn, changed.Language);
        }

        turn.Answer.AfterCommit(_ =>
        {
            _chats.NotifyChanged();
            return Task.CompletedTask;
        });

        // A language that was just chosen is that of the answer already.
        var language = parts[1] == "language" ? changed.Language : turn.Language;
        turn.Edit(await _desk.TextAsync(turn, changed, language, cancellationToken), await _desk.ButtonsAsync(turn, changed, language, cancellationToken));
    }

    private static bool Allows(Scope scope, BoundChat chat, string key) => key is "hour" or "language" ? scope.ChangeRole >= Role.Client : MayChangeSchedule(scope, chat);

    private static BoundChat With(BoundChat chat, string key, string value) => key switch
    {
        "frequency" => chat with { Schedule = chat.Schedule with { Frequency = (DigestFrequency)Number(value, 4) } },
        "day" => chat with { Schedule = chat.Schedule with { Day = (DayOfWeek)Number(value, 6) } },
        "hour" => chat with { Schedule = chat.Schedule with { At = new TimeOnly(Number(value, 23), 0) } },
        "language" => chat with { Language = LanguageCode.Parse(value) },
        _ => chat,
    };

    private static int Number(string value, int largest) => Math.Clamp(int.Parse(value, CultureInfo.InvariantCulture), 0, largest);
}

using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Settings;

/// <summary>A language was chosen: for the person and the digests of the private chat, or for the group.</summary>
internal sealed class LanguageAction(ChatStore chats, Menus menus) : IButtonAction
{
    public const string Name = "language.set";

    private readonly ChatStore _chats = chats;
    private readonly Menus _menus = menus;

    public static IReadOnlyList<(Language Language, string Name)> Names { get; } = [(Language.Uk, "Українська"), (Language.En, "English")];

    public string Action => Name;

    public Role MinimalRole => Role.Client;

    public bool Changes => true;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        var language = LanguageCode.Parse(button.Argument);
        if (turn.From is { Private: true, UserId: { } userId })
        {
            turn.Answer.Write((connection, transaction) => UserStore.SetLanguageAsync(connection, transaction, userId, language));
        }

        if (turn.Scope.Chat is { } chat)
        {
            turn.Answer.Write((connection, transaction) => ChatStore.SetLanguageAsync(connection, transaction, chat.ChatId, chat.ThreadId, language));
        }

        turn.Answer.AfterCommit(token => FollowUpAsync(turn, language, token));
        turn.Edit(new TelegramHtml().Text(new Words("Готово: пишу українською.", "Done: I write in English.").In(language)));
        return Task.CompletedTask;
    }

    private async Task FollowUpAsync(Turn turn, Language language, CancellationToken cancellationToken)
    {
        _chats.NotifyChanged();
        if (turn.From.Private)
        {
            await _menus.SetPrivateAsync(turn.From.ChatId, turn.Scope.User.Role, language, cancellationToken);
        }
        else if (turn.Scope.Chat is { } chat)
        {
            await _menus.SetGroupAsync(chat.ChatId, chat.Purpose, language, cancellationToken);
        }
    }
}

using SmmKpiBot.Bot.Access;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Settings;

/// <summary>What follows from the choice of a language: answers, digests and the menu of commands are in it.</summary>
internal sealed class LanguageDesk(ChatStore chats, Menus menus)
{
    private readonly ChatStore _chats = chats;
    private readonly Menus _menus = menus;

    /// <summary>For the person and the digests of a private chat, or for a group.</summary>
    public void Choose(Turn turn, Language language)
    {
        if (turn.From is { Private: true, UserId: { } userId })
        {
            turn.Answer.Write((connection, transaction) => UserStore.SetLanguageAsync(connection, transaction, userId, language));
        }

        if (turn.Scope.Chat is { } chat)
        {
            turn.Answer.Write((connection, transaction) => ChatStore.SetLanguageAsync(connection, transaction, chat.ChatId, chat.ThreadId, language));
        }

        turn.Answer.AfterCommit(token => FollowUpAsync(turn, language, token));
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

using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram;

/// <summary>The bot was added, removed, blocked or unblocked; a group got a new id.</summary>
internal sealed class Memberships(ChatStore chats, ChatLife chatLife, UnboundGroups groups, ButtonStore buttons)
{
    private const string Left = "the bot was blocked or removed";

    private readonly ChatStore _chats = chats;
    private readonly ChatLife _chatLife = chatLife;
    private readonly UnboundGroups _groups = groups;
    private readonly ButtonStore _buttons = buttons;

    /// <param name="greets">A group that nobody has bound is told how to.</param>
    public Answer Answer(IncomingMembership change, Scope scope, bool greets)
    {
        var answer = new Answer();
        var chat = change.From.ChatId;
        if (!change.Inside)
        {
            answer.Write((connection, transaction) => _chatLife.DisableAsync(connection, transaction, chat, Left, CancellationToken.None));
            answer.Write((connection, transaction) => UnboundGroups.ForgetAsync(connection, transaction, chat));
        }
        else
        {
            answer.Write((connection, transaction) => ChatLife.EnableChatAsync(connection, transaction, chat, CancellationToken.None));
            answer.Write((connection, transaction) => ChatStore.SetEnabledAsync(connection, transaction, chat, enabled: true));
        }

        if (change.Inside && scope.Inert && greets)
        {
            Greet(answer, change, scope);
        }

        answer.AfterCommit(_ => Notify());
        return answer;
    }

    public Answer Answer(IncomingMove move)
    {
        var answer = new Answer();
        answer.Write((connection, transaction) => _chatLife.MoveAsync(connection, transaction, move.OldChatId, move.NewChatId, CancellationToken.None));
        answer.AfterCommit(_ => Notify());
        return answer;
    }

    private void Greet(Answer answer, IncomingMembership change, Scope scope) => answer.Write(async (connection, transaction) =>
    {
        // A forum may have bound topics though the group as a whole is not bound.
        if (await ChatStore.HasBindingAsync(connection, transaction, change.From.ChatId))
        {
            return [];
        }

        var first = await _groups.NoteAsync(connection, transaction, change.From.ChatId);
        var hint = new TextContent(new TelegramHtml().Text(Phrases.Inert.In(scope.Language)).ToString());
        IReadOnlyList<OutboxMessage> messages = [new Turn(change.From, scope, _buttons).Message(hint)];
        return first ? messages : [];
    });

    private Task Notify()
    {
        _chats.NotifyChanged();
        return Task.CompletedTask;
    }
}

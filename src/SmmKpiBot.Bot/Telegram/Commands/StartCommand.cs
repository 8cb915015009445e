using System.Data.Common;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Commands;

/// <summary><c>/start [CODE]</c>: redeems an invitation, or says hello.</summary>
internal sealed class StartCommand(Invitations invitations, ChatStore chats, ChatBindings bindings, JoinNotice notice, Menus menus, Owners owners, FeedReport feeds) : IBotCommand
{
    private readonly Invitations _invitations = invitations;
    private readonly ChatStore _chats = chats;
    private readonly ChatBindings _bindings = bindings;
    private readonly JoinNotice _notice = notice;
    private readonly Menus _menus = menus;
    private readonly Owners _owners = owners;
    private readonly FeedReport _feeds = feeds;

    public string Name => "start";

    public Words Title { get; } = new("Почати, або /start КОД із запрошення", "Begin, or /start CODE of an invitation");

    public Role MinimalRole => Role.Stranger;

    public bool Changes => false;

    public int Place => 80;

    public async Task AnswerAsync(Turn turn, string arguments, CancellationToken cancellationToken)
    {
        if (arguments.Length > 0 && turn.From.UserId is { } userId)
        {
            Redeem(turn, arguments, userId);
            return;
        }

        Greet(turn);
        await _feeds.SayAsync(turn, cancellationToken);
    }

    private void Redeem(Turn turn, string code, long userId)
    {
        var from = turn.From;
        var joiner = new Joiner(userId, from.ChatId, from.ThreadId, from.Private, from.ChatTitle, turn.Language);
        var redemption = new Redemption(RedemptionOutcome.Unknown);
        turn.Answer.Write(async (connection, transaction) =>
        {
            await ChatLife.EnableChatAsync(connection, transaction, from.ChatId, CancellationToken.None);
            redemption = await _invitations.RedeemAsync(connection, transaction, code, joiner);
            return await AnswersAsync(connection, transaction, turn, redemption);
        });
        turn.Answer.AfterCommit(token => redemption.Outcome == RedemptionOutcome.Joined ? FollowUpAsync(turn, redemption.Purpose, token) : Task.CompletedTask);
    }

    private async Task<IReadOnlyList<OutboxMessage>> AnswersAsync(DbConnection connection, DbTransaction transaction, Turn turn, Redemption redemption)
    {
        var reply = turn.Message(new TextContent(new TelegramHtml().Text(turn.Say(JoinTexts.Of(redemption, turn.From.Private))).ToString()));
        return redemption.Outcome == RedemptionOutcome.Joined
            ? [reply, .. await _notice.WriteAsync(connection, transaction, turn.From, redemption)]
            : [reply];
    }

    private async Task FollowUpAsync(Turn turn, ChatPurpose purpose, CancellationToken cancellationToken)
    {
        _chats.NotifyChanged();
        var role = purpose switch
        {
            ChatPurpose.Owner => Role.Owner,
            ChatPurpose.Staff => Role.Staff,
            _ => Role.Client,
        };
        var widest = turn.Scope.User.Role > role ? turn.Scope.User.Role : role;
        await (turn.From.Private
            ? _menus.SetPrivateAsync(turn.From.ChatId, widest, turn.Language, cancellationToken)
            : _menus.SetGroupAsync(turn.From.ChatId, purpose, turn.Language, cancellationToken));
    }

    private void Greet(Turn turn)
    {
        var scope = turn.Scope;
        if (!scope.Private || scope.User.Role == Role.Stranger)
        {
            if (scope is { Private: false, Chat: not null })
            {
                Enable(turn, _ => Task.CompletedTask);
            }

            turn.Reply(scope.ReadRole == Role.Stranger ? Phrases.HowToGetInvited(turn.Language, turn.From.UserId) : new TelegramHtml().Text(turn.Say(scope.Chat is { } chat ? JoinTexts.HelloIn(chat.Purpose) : JoinTexts.Hello(Role.Client))));
            return;
        }

        if (turn.From.UserId is { } userId && _owners.UserIds.Contains(userId))
        {
            var binding = new NewBinding(turn.From.ChatId, null, ChatPurpose.Owner, turn.Language, null, null);
            turn.Answer.Write((connection, transaction) => _bindings.BindAsync(connection, transaction, binding, null, []));
        }

        Enable(turn, token => _menus.SetPrivateAsync(turn.From.ChatId, scope.User.Role, turn.Language, token));
        turn.Reply(JoinTexts.Hello(scope.User.Role));
    }

    /// <summary>Whoever had blocked the bot, or put it out of the group, and comes back gets digests again.</summary>
    private void Enable(Turn turn, Func<CancellationToken, Task> afterwards)
    {
        turn.Answer.Write((connection, transaction) => ChatLife.EnableChatAsync(connection, transaction, turn.From.ChatId, CancellationToken.None));
        turn.Answer.Write((connection, transaction) => ChatStore.SetEnabledAsync(connection, transaction, turn.From.ChatId, enabled: true));
        turn.Answer.AfterCommit(token =>
        {
            _chats.NotifyChanged();
            return afterwards(token);
        });
    }
}

using System.Data.Common;
using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Waits;

/// <summary>
/// What people decide about a wait with its buttons. Decisions are facts like messages: they take the same way into the store, change the figures and
/// edit every message that tells of the wait.
/// </summary>
internal sealed class WaitChoices(LiveInbox inbox, WaitNotices notices, WaitingDesk desk, WaitButtons buttons, WaitPress press, TimeProvider timeProvider)
{
    private readonly LiveInbox _inbox = inbox;
    private readonly WaitNotices _notices = notices;
    private readonly WaitingDesk _desk = desk;
    private readonly WaitButtons _buttons = buttons;
    private readonly WaitPress _press = press;
    private readonly TimeProvider _timeProvider = timeProvider;

    private delegate Task<Pressed> Decision(DbConnection connection, DbTransaction transaction, Client client, WaitingCustomer wait);

    /// <summary>The presser answers it.</summary>
    public void Take(Turn turn, string? argument, CancellationToken cancellationToken) => Decide(
        turn,
        argument,
        async (connection, transaction, client, wait) =>
        {
            var name = turn.From.Name ?? "?";
            await NoticeStore.TakeAsync(connection, transaction, wait.Key, turn.From.UserId.GetValueOrDefault(), name, UnixMicros.Of(Now));
            await RenderAsync(connection, transaction, client, wait, cancellationToken);
            return Open(turn, client, wait with { TakenBy = name });
        },
        cancellationToken);

    /// <summary>Whoever took it does not answer it after all: it is the whole team's again.</summary>
    public void GiveBack(Turn turn, string? argument, CancellationToken cancellationToken) => Decide(
        turn,
        argument,
        async (connection, transaction, client, wait) =>
        {
            await NoticeStore.GiveBackAsync(connection, transaction, wait.Key);
            await RenderAsync(connection, transaction, client, wait, cancellationToken);
            return Open(turn, client, wait with { TakenBy = null, TakenByUser = null });
        },
        cancellationToken);

    /// <summary>It was answered where the bot does not see it: an answer of a person, now.</summary>
    public void AnsweredElsewhere(Turn turn, string? argument, CancellationToken cancellationToken) => Decide(
        turn,
        argument,
        async (connection, transaction, client, wait) =>
        {
            var choice = new WaitChoice(wait.Key, UnixMicros.Of(Now));
            var answer = new ConversationMessage
            {
                AccountId = wait.Key.AccountId,
                Conversation = wait.Key.Conversation,
                MessageId = choice.ElsewhereId,
                At = UnixMicros.ToInstant(choice.EndedAt),
                Direction = Direction.Outbound,
                Kind = wait.Kind,
                Author = turn.From.Name,
                ObservedAt = Now,
            };
            await _inbox.TakeAsync(connection, transaction, new LiveDelivery { AccountId = wait.Key.AccountId, Messages = [new(answer)] }, cancellationToken);
            return Ended(turn, client, choice, new Words("✅ Записано: відповіли деінде.", "✅ Noted: answered elsewhere."));
        },
        cancellationToken);

    public void NeedsNoAnswer(Turn turn, string? argument, CancellationToken cancellationToken) => Decide(
        turn,
        argument,
        async (connection, transaction, client, wait) =>
        {
            var choice = new WaitChoice(wait.Key, UnixMicros.Of(Now));
            await _inbox.TakeAsync(connection, transaction, new LiveDelivery { AccountId = wait.Key.AccountId, Closures = [Closure(choice, turn.From.Name)] }, cancellationToken);
            return Ended(turn, client, choice, new Words("☑️ Записано: відповідь не потрібна.", "☑️ Noted: needs no answer."));
        },
        cancellationToken);

    /// <summary>This chat is reminded of it again, and its message says when.</summary>
    public void Remind(Turn turn, string? argument, TimeSpan after, CancellationToken cancellationToken) => Decide(
        turn,
        argument,
        async (connection, transaction, client, wait) =>
        {
            var at = Now + after;
            await NoticeStore.RemindAsync(connection, transaction, wait, turn.From.ChatId, turn.From.ThreadId, UnixMicros.Of(at));
            await RenderAsync(connection, transaction, client, wait, cancellationToken);
            var pressed = Open(turn, client, wait);
            return pressed with { Html = pressed.Html.Line().Italic(WaitWords.Reminds(at, Now, client.TimeZone, turn.Language)) };
        },
        cancellationToken);

    /// <summary>Takes back what ended a wait by a tap.</summary>
    public void Undo(Turn turn, string? argument, CancellationToken cancellationToken)
    {
        var parsed = WaitChoice.Parse(argument);
        Do(turn, parsed?.Key, async (connection, transaction, client) =>
        {
            var choice = parsed.GetValueOrDefault();
            var (accountId, conversation, _) = choice.Key;
            var back = new LiveDelivery { AccountId = accountId, Deleted = [(conversation, choice.ElsewhereId)], Reopened = [Closure(choice, null)] };
            await _inbox.TakeAsync(connection, transaction, back, cancellationToken);
            return await WaitingList.FindAsync(connection, transaction, choice.Key, client.Id, cancellationToken) is { } wait ? Open(turn, client, wait) : Over(turn);
        });
    }

    private DateTimeOffset Now => _timeProvider.GetUtcNow();

    private void Decide(Turn turn, string? argument, Decision decision, CancellationToken cancellationToken)
    {
        var key = WaitKey.Parse(argument);
        Do(turn, key, async (connection, transaction, client) =>
            await WaitingList.FindAsync(connection, transaction, key.GetValueOrDefault(), client.Id, cancellationToken) is { } wait
                ? await decision(connection, transaction, client, wait)
                : Over(turn));
    }

    /// <summary>Of an account that is disconnected nothing is decided any more: a decision would look as if the account told something again.</summary>
    private void Do(Turn turn, WaitKey? key, WaitPress.Work work) => _press.Do(turn, key, async (connection, transaction, client) =>
        (await AccountEnds.OfClientAsync(connection, transaction, client.Id)).ContainsKey(key.GetValueOrDefault().AccountId) ? Over(turn) : await work(connection, transaction, client));

    /// <summary>Writes every message anew that tells of the wait.</summary>
    private async Task RenderAsync(DbConnection connection, DbTransaction transaction, Client client, WaitingCustomer wait, CancellationToken cancellationToken)
    {
        var told = await NoticeStore.OfConversationAsync(connection, transaction, wait.Key.AccountId, wait.Key.Conversation);
        var keys = told.Where(row => row.Key == wait.Key).Select(row => row.MessageKey);
        await _notices.RenderAsync(connection, transaction, client, keys, cancellationToken);
    }

    private Pressed Open(Turn turn, Client client, WaitingCustomer wait) =>
        new(_desk.One(wait, client, turn.Language), _buttons.Of(turn.NewKeyboard(), client.Id, wait.Key, wait.TakenBy is not null, turn.Language));

    private static Pressed Ended(Turn turn, Client client, WaitChoice choice, Words words) =>
        new(new TelegramHtml().Text(turn.Say(words)), WaitButtons.Undo(turn.NewKeyboard(), client.Id, choice.Key, choice.EndedAt, turn.Language));

    private static Pressed Over(Turn turn) => new(new TelegramHtml().Text(turn.Say(WaitWords.Over)));

    private static WaitClosure Closure(WaitChoice choice, string? by) =>
        new(choice.Key.AccountId, choice.Key.Conversation, UnixMicros.ToInstant(choice.EndedAt), ClosureReason.NeedsNoAnswer, by);
}

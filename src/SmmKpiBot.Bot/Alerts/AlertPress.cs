using System.Data.Common;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Reporting.Alerts;
using SmmKpiBot.Reporting.Texts;
using Turn = SmmKpiBot.Bot.Telegram.Turn;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>What buttons under alerts share: whose alert it is, and what is said when it is over.</summary>
internal sealed class AlertPress(AlertSayings sayings, AlertCard card, AlertAudiences audiences, ButtonStore buttons, AlertWakes wakes, Outbox outbox)
{
    private static readonly Words Over = new("Це сповіщення вже закрите. Усе, що триває зараз: /alerts", "This alert is over. What goes on now: /alerts");

    private readonly AlertSayings _sayings = sayings;
    private readonly AlertCard _card = card;
    private readonly AlertAudiences _audiences = audiences;
    private readonly ButtonStore _buttons = buttons;
    private readonly AlertWakes _wakes = wakes;
    private readonly Outbox _outbox = outbox;

    /// <summary>The open alert of a button, as the presser may see it; null after it was said that there is none.</summary>
    public async Task<AlertState?> FindAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        var id = (button.Argument ?? "").Split('|')[0];
        var state = await _sayings.FindAsync(id, cancellationToken);
        if (state is not null && _audiences.IsSeen(turn, state.Subject))
            return state;

        turn.Reply(Over);
        return null;
    }

    /// <summary>The same, for who is about to change something: of no single client, only those who see all.</summary>
    public async Task<AlertState?> FindToChangeAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        var state = await FindAsync(turn, button, cancellationToken);
        if (state is not { Subject.ClientId: 0 } || turn.Scope.User.SeesAll)
            return state;

        turn.Reply(Phrases.NotYours);
        return null;
    }

    /// <summary>Says it for the presser, by name. The messages that tell of the alert are edited, and so is the pressed one where it only showed the alert.</summary>
    public void Say(Turn turn, AlertState state, Func<string, AlertHuman> human)
    {
        var by = turn.From.Name ?? turn.Say(new("хтось", "somebody"));
        turn.Answer.Write(async (connection, transaction) =>
        {
            var episode = state.EpisodeId!;
            if (!await _sayings.SayAsync(connection, transaction, episode, human(by), by, CancellationToken.None))
                return [turn.Message(new TextContent(new TelegramHtml().Text(turn.Say(Over)).ToString()), turn.Client?.Id)];
            return await AlertNoticeStore.TellsOfAsync(connection, transaction, episode, turn.From.ChatId, turn.MessageId) ? [] : await ShownAnewAsync(connection, transaction, turn, episode);
        });
        WakeAfter(turn);
    }

    public void WakeAfter(Turn turn) => turn.Answer.AfterCommit(_ =>
    {
        _wakes.Wake();
        _outbox.Wake();
        return Task.CompletedTask;
    });

    private async Task<IReadOnlyList<OutboxMessage>> ShownAnewAsync(DbConnection connection, DbTransaction transaction, Turn turn, string episode)
    {
        var book = await AlertRuleStore.ReadAsync(connection, transaction);
        if (await AlertStateStore.FindAsync(connection, transaction, episode) is not { } stored || _card.Of(turn, stored.State, book) is not { } card)
            return [];

        await _buttons.AddAsync(connection, transaction, card.Keyboard.Buttons);
        return [turn.Replacement(card.Html, card.Keyboard)];
    }
}

using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Buttons;

/// <summary>Checks a pressed button anew, for the person and for the chat, before it does anything. Every press is answered.</summary>
internal sealed class Presses(ButtonStore buttons, ScopedClients clients, IEnumerable<IButtonAction> actions, BotCalls bot)
{
    private readonly ButtonStore _buttons = buttons;
    private readonly ScopedClients _clients = clients;
    private readonly Dictionary<string, IButtonAction> _actions = actions.ToDictionary(action => action.Action);
    private readonly BotCalls _bot = bot;

    public async Task<Answer> AnswerAsync(IncomingPress press, Scope scope, CancellationToken cancellationToken)
    {
        var button = press.ButtonId is { Length: <= 64 } id ? await _buttons.FindAsync(id, cancellationToken) : null;
        if (button is null || !BelongsTo(button, press) || !_actions.TryGetValue(button.Action, out var action))
        {
            return await RefuseAsync(press, scope, Phrases.OldButton, cancellationToken);
        }

        if ((action.Changes ? scope.ChangeRole : scope.ReadRole) < action.MinimalRole)
        {
            return await RefuseAsync(press, scope, Phrases.NotYours, cancellationToken);
        }

        scope = scope with { Least = action.MinimalRole };
        var client = button.ClientId is { } clientId ? await _clients.FindAsync(scope, clientId, cancellationToken) : null;

        // A group of several clients shows each of them to everyone there; things of one are changed by those who work for it.
        if (button.ClientId is not null && (client is null || (action is { Changes: true, MinimalRole: >= Role.Staff } && !scope.MayChange(client.Id))))
        {
            return await RefuseAsync(press, scope, Phrases.NotYours, cancellationToken);
        }

        await _bot.AnswerPressAsync(press.CallbackId, null, cancellationToken);
        var turn = new Turn(press.From, scope, _buttons) { ReceivedAt = press.ReceivedAt, MessageId = press.MessageId, OnPhoto = press.OnPhoto, Client = client };
        if (button.SingleUse)
        {
            turn.Answer.Write((connection, transaction) => _buttons.UseAsync(connection, transaction, button.Id));
        }

        await action.PressAsync(turn, button, cancellationToken);
        return turn.Answer;
    }

    private static bool BelongsTo(Button button, IncomingPress press) =>
        button.ChatId == press.From.ChatId && (button.UserId is null || button.UserId == press.From.UserId);

    private async Task<Answer> RefuseAsync(IncomingPress press, Scope scope, Words why, CancellationToken cancellationToken)
    {
        await _bot.AnswerPressAsync(press.CallbackId, why.In(scope.Language), cancellationToken);
        return new Answer();
    }
}

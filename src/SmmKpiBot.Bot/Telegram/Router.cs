using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Conflicts;
using SmmKpiBot.Bot.Connecting;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Commands;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Bot.Telegram.Files;
using SmmKpiBot.Bot.Telegram.Questions;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram;

/// <summary>Takes an update to its handler, after the rights are decided. What is not allowed here never reaches one.</summary>
internal sealed class Router(AccessGate gate, FloodGate flood, CommandList commands, ButtonStore buttons, Presses presses, CustomerPresses customers, FileDesk files, Memberships memberships, UnboundGroups groups, FeedDesk feeds, TextTakers awaited, StraySecrets secrets, ConflictDoor conflicts, BotCalls bot)
{
    private readonly AccessGate _gate = gate;
    private readonly FloodGate _flood = flood;
    private readonly CommandList _commands = commands;
    private readonly ButtonStore _buttons = buttons;
    private readonly Presses _presses = presses;
    private readonly CustomerPresses _customers = customers;
    private readonly FileDesk _files = files;
    private readonly Memberships _memberships = memberships;
    private readonly UnboundGroups _groups = groups;
    private readonly FeedDesk _feeds = feeds;
    private readonly TextTakers _awaited = awaited;
    private readonly StraySecrets _secrets = secrets;
    private readonly ConflictDoor _conflicts = conflicts;
    private readonly BotCalls _bot = bot;

    public async Task<Answer> AnswerAsync(Incoming incoming, CancellationToken cancellationToken)
    {
        switch (incoming)
        {
            case IncomingMembership change:
                return await MembershipAsync(change, cancellationToken);
            case IncomingMove move:
                return _memberships.Answer(move);
            case IncomingText text when text.From.Private || text.Text.StartsWith('/') || text.Quoted?.BotId == _bot.BotId:
                return await LimitedAsync(text, turn => TextAsync(turn, text, cancellationToken), text.MessageId, text.Quoted, cancellationToken);
            case IncomingCaption caption:
                return await LimitedAsync(caption, turn => CaptionAsync(turn, caption, cancellationToken), caption.MessageId, null, cancellationToken);
            case IncomingFile file:
                return await LimitedAsync(file, turn => FileAsync(turn, file, cancellationToken), file.MessageId, null, cancellationToken);
            case IncomingPress press:
                return await PressAsync(press, cancellationToken);
            default:
                return new Answer();
        }
    }

    /// <summary>Whoever is of the team and adds the bot to the comments of a channel is asked in private whose they are: such a group is no place for figures.</summary>
    private async Task<Answer> MembershipAsync(IncomingMembership change, CancellationToken cancellationToken)
    {
        var scope = await ScopeAsync(change.From, cancellationToken);
        var offer = new Answer();
        var isOffered = change is { Inside: true, Channel: false, From: { UserId: { } userId } from } && scope is { Inert: true, User.Role: >= Role.Staff }
            && await _feeds.OfferCommentsAsync(from.ChatId, from.ChatTitle, userId, offer, cancellationToken);
        var answer = _memberships.Answer(change, scope, greets: !isOffered && !change.Channel);
        answer.Write(offer.WriteAsync);
        return answer;
    }

    /// <summary>What the person hears when an update was given up; null where nothing should be said.</summary>
    public async Task<OutboxMessage?> ApologyAsync(Incoming? incoming, CancellationToken cancellationToken)
    {
        if (incoming is not (IncomingText or IncomingCaption or IncomingFile or IncomingPress))
        {
            return null;
        }

        var scope = await ScopeAsync(incoming.From, cancellationToken);
        return scope.Inert ? null : new Turn(incoming.From, scope, _buttons).Message(new TextContent(new TelegramHtml().Text(Phrases.Failed.In(scope.Language)).ToString()));
    }

    private Task<Scope> ScopeAsync(Asker from, CancellationToken cancellationToken) =>
        _gate.DecideAsync(from.UserId, from.ChatId, from.ThreadId, from.Private, from.AppLanguage, cancellationToken);

    private async Task<Answer> LimitedAsync(Incoming incoming, Func<Turn, Task> answer, int messageId, QuotedMessage? quoted, CancellationToken cancellationToken)
    {
        var from = incoming.From;
        var verdict = _flood.Ask(from.UserId, from.ChatId);
        if (verdict == FloodVerdict.Silent)
        {
            return new Answer();
        }

        var turn = new Turn(from, await ScopeAsync(from, cancellationToken), _buttons) { ReceivedAt = incoming.ReceivedAt, MessageId = messageId, Quoted = quoted };
        if (verdict == FloodVerdict.Fine)
        {
            await answer(turn);
        }
        else if (!turn.Scope.Inert)
        {
            turn.Reply(Phrases.TooFast);
        }

        return turn.Answer;
    }

    private async Task TextAsync(Turn turn, IncomingText text, CancellationToken cancellationToken)
    {
        var command = CommandText.Parse(text.Text);
        if (!turn.Scope.Inert && _secrets.IsHeld(turn, text.Text) && (command is not null || !await _awaited.AwaitsSecretAsync(turn, cancellationToken)))
        {
            await _secrets.TakeAsync(turn, text.Text, cancellationToken);
            return;
        }

        if (command is null && !turn.Scope.Inert && await UnaskedAsync(turn, text, cancellationToken))
        {
            return;
        }

        var isOurs = command is null ? turn.From.Private : command.Bot is null || command.IsFor(await _bot.UsernameAsync(cancellationToken));
        if (!isOurs)
        {
            return;
        }

        var handler = command is null ? null : _commands.Find(command.Name);
        var isOffered = turn is { Scope: { Inert: true, User.Role: >= Role.Staff }, From.UserId: { } userId } && handler is SettingsCommand
            && await _feeds.OfferCommentsAsync(turn.From.ChatId, turn.From.ChatTitle, userId, turn.Answer, cancellationToken);
        if (isOffered)
        {
            return;
        }

        if (turn.Scope.Inert && handler is not StartCommand { } || turn.Scope.Inert && command?.Arguments.Length == 0)
        {
            HintOnce(turn);
        }
        else if (handler is not null)
        {
            await CommandAsync(turn, handler, command?.Arguments ?? string.Empty, cancellationToken);
        }
        else if (turn.From.Private || command?.Bot is not null)
        {
            // In groups a command without our name may be meant for another bot.
            SayUnknown(turn);
        }
    }

    /// <summary>A text that is no command: what the bot has asked for, or a message that the team passes on.</summary>
    private async Task<bool> UnaskedAsync(Turn turn, IncomingText text, CancellationToken cancellationToken)
    {
        // A secret that a colleague sent is passed on as well as typed.
        var isForwarded = text is { Forwarded: true, From.Private: true } && turn.Scope.User.Role >= Role.Staff && !await _awaited.AwaitsSecretAsync(turn, cancellationToken);
        if (isForwarded)
        {
            await _conflicts.OfferAsync(turn, text, cancellationToken);
        }

        return isForwarded || await _awaited.TakeAsync(turn, text.Text, cancellationToken);
    }

    /// <summary>Words below a picture are taken for what the bot has asked for, and for nothing else.</summary>
    private async Task CaptionAsync(Turn turn, IncomingCaption caption, CancellationToken cancellationToken)
    {
        if (_secrets.IsHeld(turn, caption.Text) && !await _awaited.AwaitsSecretAsync(turn, cancellationToken))
            await _secrets.TakeAsync(turn, caption.Text, cancellationToken);
        else
            await _awaited.TakeAsync(turn, caption.Text, cancellationToken);
    }

    /// <summary>Files hold figures, or a secret that the bot has asked for in private.</summary>
    private async Task FileAsync(Turn turn, IncomingFile file, CancellationToken cancellationToken)
    {
        var isTaken = turn.Scope.Private && await _awaited.AwaitsSecretAsync(turn, cancellationToken)
            ? await _awaited.TakeFileAsync(turn, file, cancellationToken)
            : !turn.Scope.Inert && await _secrets.TakeFileAsync(turn, file, cancellationToken);
        if (!isTaken)
            await _files.AnswerAsync(turn, file, cancellationToken);
    }

    private static Task CommandAsync(Turn turn, IBotCommand command, string arguments, CancellationToken cancellationToken)
    {
        if (CommandList.Allows(command, turn.Scope))
        {
            turn.Require(command.MinimalRole);
            return command.AnswerAsync(turn, arguments, cancellationToken);
        }

        if (turn.Scope.Private && turn.Scope.User.Role == Role.Stranger)
        {
            turn.Reply(Phrases.HowToGetInvited(turn.Language, turn.From.UserId));
        }
        else
        {
            var isPlace = turn.Scope.User.Role >= command.MinimalRole;
            turn.Reply(isPlace ? Phrases.NotHere : command.Refusal);
        }

        return Task.CompletedTask;
    }

    private async Task<Answer> PressAsync(IncomingPress press, CancellationToken cancellationToken)
    {
        var verdict = _flood.Ask(press.From.UserId, press.From.ChatId);
        if (verdict == FloodVerdict.Fine && await _customers.AnswerAsync(press, cancellationToken) is { } answered)
        {
            return answered;
        }

        // Rights are of no use in a chat of a business account: nothing is shown or changed there.
        if (press.ConnectionId is not null)
        {
            return new Answer();
        }

        var scope = await ScopeAsync(press.From, cancellationToken);
        if (verdict == FloodVerdict.Fine)
        {
            return await _presses.AnswerAsync(press, scope, cancellationToken);
        }

        if (verdict == FloodVerdict.Hint)
        {
            await _bot.AnswerPressAsync(press.CallbackId, Phrases.TooFast.In(scope.Language), cancellationToken);
        }

        return new Answer();
    }

    private static void SayUnknown(Turn turn)
    {
        if (turn.Scope.Private && turn.Scope.User.Role == Role.Stranger)
        {
            turn.Reply(Phrases.HowToGetInvited(turn.Language, turn.From.UserId));
        }
        else
        {
            turn.Reply(Phrases.Unknown);
        }
    }

    private void HintOnce(Turn turn) => turn.Answer.Write(async (connection, transaction) =>
    {
        var first = await _groups.NoteAsync(connection, transaction, turn.From.ChatId);
        IReadOnlyList<OutboxMessage> hint = [turn.Message(new TextContent(new TelegramHtml().Text(turn.Say(Phrases.Inert)).ToString()))];
        return first ? hint : [];
    });
}

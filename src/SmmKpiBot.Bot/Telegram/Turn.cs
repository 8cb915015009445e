using System.Data.Common;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram;

/// <summary>One question of one person: who and where, what may be shown, and the answer so far.</summary>
internal sealed class Turn(Asker from, Scope scope, ButtonStore buttons)
{
    private readonly ButtonStore _buttons = buttons;

    public Asker From { get; } = from;

    public Scope Scope { get; private set; } = scope;

    public Language Language => Scope.Language;

    public Answer Answer { get; } = new();

    /// <summary>When what is answered came; null: just now.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>The message that is answered.</summary>
    public int? MessageId { get; init; }

    /// <summary>The message that carries the pressed button shows a picture.</summary>
    public bool OnPhoto { get; init; }

    /// <summary>The message that the answered one replies to.</summary>
    public QuotedMessage? Quoted { get; init; }

    /// <summary>The client the pressed button is about; checked against the scope.</summary>
    public Client? Client { get; init; }

    /// <summary>From here on shows only clients for whom the person has this role.</summary>
    public void Require(Role least) => Scope = Scope with { Least = least };

    public Keyboard NewKeyboard() => new(From.ChatId);

    public string Say(Words words) => words.In(Language);

    public void Reply(Words words, Keyboard? keyboard = null) => Reply(new TelegramHtml().Text(Say(words)), keyboard);

    public void Reply(TelegramHtml html, Keyboard? keyboard = null, long? clientId = null) =>
        Send(new TextContent(html.ToString()) { Buttons = keyboard?.Rows ?? [] }, keyboard, clientId);

    /// <summary>Sends a message; its buttons are stored in the same transaction.</summary>
    public void Send(OutboxContent content, Keyboard? keyboard, long? clientId)
    {
        if (keyboard is not null)
        {
            Answer.Write((connection, transaction) => _buttons.AddAsync(connection, transaction, keyboard.Buttons));
        }

        Answer.Send(Message(content, clientId));
    }

    /// <summary>Replaces the text of the message whose button was pressed.</summary>
    public void Edit(TelegramHtml html, Keyboard? keyboard = null) => Send(Edited(html, keyboard), keyboard, null);

    /// <summary>Writes rows and says what came of it: in place of the message whose button was pressed, or as a reply.</summary>
    public void Write(Func<DbConnection, DbTransaction, Task<(TelegramHtml Html, Keyboard? Keyboard)>> write, bool edit, long? clientId) =>
        Answer.Write(async (connection, transaction) =>
        {
            var (html, keyboard) = await write(connection, transaction);
            if (keyboard is not null)
                await _buttons.AddAsync(connection, transaction, keyboard.Buttons);
            return [edit ? Replacement(html, keyboard) : Message(new TextContent(html.ToString()) { Buttons = keyboard?.Rows ?? [] }, clientId)];
        });

    /// <summary>A new text for the message whose button was pressed, not yet enqueued; whoever enqueues it stores its buttons.</summary>
    public OutboxMessage Replacement(TelegramHtml html, Keyboard? keyboard = null) => Message(Edited(html, keyboard));

    /// <summary>A reply to this chat, not yet enqueued. In groups it hangs on the message that asked.</summary>
    public OutboxMessage Message(OutboxContent content, long? clientId = null) => new()
    {
        ChatId = From.ChatId,
        ThreadId = From.ThreadId,
        Kind = OutboxKind.Reply,
        Content = content,
        ClientId = clientId,
        ReplyToMessageId = From.Private || content is EditTextContent or EditPhotoContent ? null : MessageId,
    };

    private OutboxContent Edited(TelegramHtml html, Keyboard? keyboard) => MessageId is { } id
        ? new EditTextContent(id, html.ToString()) { Buttons = keyboard?.Rows ?? [] }
        : new TextContent(html.ToString()) { Buttons = keyboard?.Rows ?? [] };
}

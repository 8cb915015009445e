using System.Text.Encodings.Web;
using System.Text.Json;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Conflicts.Buttons;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Bot.Telegram.Updates;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Conflicts;

/// <summary>What a conflict is about, before it is opened; kept by the buttons that ask whose it is.</summary>
/// <param name="Key">What tells it from others: the message it was opened from. Null for what somebody typed.</param>
/// <param name="Words">First words only.</param>
internal sealed record ConflictDraft(string? Key, string? Words, string? Link)
{
    /// <summary>What the message is where it has no words.</summary>
    public MessageMedia? Media { get; init; }

    /// <summary>The conversation that the message belongs to, where its chat is measured; the conflict is of that one then.</summary>
    public MeasuredMessage? Measured { get; init; }

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Null for what <see cref="ToString"/> did not write.</summary>
    public static ConflictDraft? Parse(string? text) => text is { Length: > 0 } ? JsonSerializer.Deserialize<ConflictDraft>(text, Json) : null;

    public override string ToString() => JsonSerializer.Serialize(this, Json);
}

/// <summary>Opens conflicts from messages and typed words, after asking whose they are where that is not clear.</summary>
internal sealed class ConflictDoor(ConflictPress press, ConflictLedger ledger, ScopedClients clients, FeedStore feeds)
{
    private const int MostButtons = 40;
    private const int PerRow = 2;

    private static readonly Words Whose = new("Чий це конфлікт? Оберіть клієнта.", "Whose conflict is it? Choose the client.");

    private readonly ConflictPress _press = press;
    private readonly ConflictLedger _ledger = ledger;
    private readonly ScopedClients _clients = clients;
    private readonly FeedStore _feeds = feeds;

    /// <summary>Opens it, or asks for the client.</summary>
    /// <param name="turn">Who opens it where.</param>
    /// <param name="client">Null when nobody said; then the only one of this person is meant.</param>
    /// <param name="draft">What it is about.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task OpenAsync(Turn turn, Client? client, ConflictDraft draft, CancellationToken cancellationToken)
    {
        client ??= await OfMeasuredAsync(turn, draft, cancellationToken) ?? await OnlyOneAsync(turn, cancellationToken);
        if (client is null)
            await AskAsync(turn, Whose, draft, cancellationToken);
        else if (turn.Scope.MayChange(client.Id))
            Open(turn, client, draft);
        else
            turn.Reply(Phrases.NotYours);
    }

    /// <summary>Finds the conversation that the message of a conflict belongs to, where it is measured: then it is the same conflict as one that is opened from there.</summary>
    /// <param name="draft">What it is about.</param>
    /// <param name="chatId">The chat of the message.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="forwardedFrom">When the original was written, where it is a copy.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<ConflictDraft> PlaceAsync(ConflictDraft draft, long chatId, int messageId, DateTimeOffset? forwardedFrom, CancellationToken cancellationToken) => draft with
    {
        Measured = forwardedFrom is { } writtenAt && draft.Words is { } words
            ? await _feeds.ForwardedAsync(writtenAt, words, cancellationToken)
            : await _feeds.MeasuredAsync(chatId, messageId, cancellationToken),
    };

    /// <summary>Somebody of the team passes a message on: is it a conflict?</summary>
    public async Task OfferAsync(Turn turn, IncomingText text, CancellationToken cancellationToken)
    {
        var passedOn = new ConflictDraft($"{turn.From.ChatId}/{text.MessageId}", FirstWords.Of(text.Text), text.ForwardLink);
        var draft = await PlaceAsync(passedOn, turn.From.ChatId, text.MessageId, text.ForwardedFrom, cancellationToken);
        if ((await OfMeasuredAsync(turn, draft, cancellationToken) ?? await OnlyOneAsync(turn, cancellationToken)) is { } client)
        {
            var keyboard = turn.NewKeyboard().Change(turn.Say(new("Відкрити конфлікт", "Open a conflict")), ConflictClientAction.Name, client.Id, draft.ToString(), turn.From.UserId);
            turn.Reply(new TelegramHtml().Text(turn.Say(new($"Це конфлікт? Клієнт: {client.Name}.", $"Is this a conflict? Client: {client.Name}."))), keyboard, client.Id);
        }
        else
        {
            await AskAsync(turn, new("Це конфлікт? Щоб відкрити його, оберіть клієнта.", "Is this a conflict? To open it, choose the client."), draft, cancellationToken);
        }
    }

    /// <summary>Opens it for a client things of which the person may change.</summary>
    public void Open(Turn turn, Client client, ConflictDraft draft, bool edit = false) => _press.Open(
        turn,
        client,
        async (connection, transaction) =>
        {
            var conflict = new NewConflict { Conversation = draft.Key, Words = draft.Words, Link = draft.Link, Media = draft.Media };

            // Somebody may say that it is another client's: then it has nothing to do with the conversation.
            if (draft.Measured is { } measured && await ConflictPress.IsOfAsync(connection, transaction, measured.AccountId, client.Id))
                conflict = conflict with { AccountId = measured.AccountId, Conversation = measured.Conversation, MessageId = measured.MessageId };
            return (await _ledger.OpenAsync(connection, transaction, client, conflict, ConflictPress.ActorOf(turn))).Id;
        },
        ConflictText.Gone,
        edit);

    /// <summary>The client whose conversation it is, where the person may change things of that client here.</summary>
    private async Task<Client?> OfMeasuredAsync(Turn turn, ConflictDraft draft, CancellationToken cancellationToken) =>
        draft.Measured is { } measured ? (await MineAsync(turn, cancellationToken)).Find(client => client.Id == measured.ClientId) : null;

    private async Task<Client?> OnlyOneAsync(Turn turn, CancellationToken cancellationToken) => await MineAsync(turn, cancellationToken) is [var only] ? only : null;

    private async Task<List<Client>> MineAsync(Turn turn, CancellationToken cancellationToken) =>
        [.. (await _clients.ListAsync(turn.Scope, cancellationToken)).Where(client => turn.Scope.MayChange(client.Id))];

    private async Task AskAsync(Turn turn, Words question, ConflictDraft draft, CancellationToken cancellationToken)
    {
        var mine = await MineAsync(turn, cancellationToken);
        if (mine.Count == 0)
        {
            turn.Reply(turn.Scope.User.Role >= Role.Staff ? Phrases.NoClients : Phrases.NotYours);
            return;
        }

        var keyboard = turn.NewKeyboard();
        for (var at = 0; at < Math.Min(mine.Count, MostButtons); at++)
        {
            if (at % PerRow == 0)
                keyboard.Row();
            keyboard.Change(mine[at].Name, ConflictClientAction.Name, mine[at].Id, draft.ToString(), turn.From.UserId);
        }

        if (mine.Count > MostButtons)
            question = new(question.Uk + " Якщо його тут немає, напишіть: /conflict клієнт, що сталося.", question.En + " If it is not here, write: /conflict client, what happened.");
        turn.Reply(question, keyboard);
    }
}

using System.Data.Common;
using System.Globalization;
using Dapper;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts.Store;
using SmmKpiBot.Bot.Conflicts.Buttons;
using SmmKpiBot.Bot.Conversations;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Waits;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Kpis;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Conflicts;

/// <summary>
/// Asks the team whether a conversation is a conflict when a customer's new message has a word that hints at one: once a day and conversation, and not where
/// a conflict is open already. Of the text only the first words are kept, in the buttons that ask, and as long as these live.
/// </summary>
internal sealed class ConflictSuggestions(ClientStore clients, Outbox outbox, ButtonStore buttons, QuietStore quiet, TimeProvider timeProvider) : IConversationFollower
{
    /// <summary>Older messages come from an inbox that is read for the first time.</summary>
    private static readonly TimeSpan News = TimeSpan.FromHours(24);

    private static readonly TimeSpan Open = TimeSpan.FromDays(7);

    private readonly ClientStore _clients = clients;
    private readonly Outbox _outbox = outbox;
    private readonly ButtonStore _buttons = buttons;
    private readonly QuietStore _quiet = quiet;
    private readonly TimeProvider _timeProvider = timeProvider;

    public async Task FollowAsync(DbConnection connection, DbTransaction transaction, LiveDelivery delivery, LiveOutcome outcome, CancellationToken cancellationToken)
    {
        var since = _timeProvider.GetUtcNow() - News;
        var said = delivery.Standing.Where(live => live is { Words: not null, Message.Direction: Direction.Inbound } && live.Message.At > since && outcome.Conversations.Contains(live.Message.Conversation)).ToList();
        if (said.Count == 0)
            return;
        var hints = (await HintWords.OfAccountAsync(connection, transaction, delivery.AccountId)).ToHints();
        foreach (var ofConversation in said.GroupBy(live => live.Message.Conversation))
        {
            if (ofConversation.Select(live => (Live: live, Term: hints.Find(live.Words))).FirstOrDefault(pair => pair.Term is not null) is { Term: { } term } hit)
                await SuggestAsync(connection, transaction, hit.Live, term, cancellationToken);
        }
    }

    private async Task SuggestAsync(DbConnection connection, DbTransaction transaction, LiveMessage live, string term, CancellationToken cancellationToken)
    {
        var (accountId, conversation) = (live.Message.AccountId, live.Message.Conversation);
        if (await ConflictLedger.FindOpenAsync(connection, transaction, accountId, conversation) is not null
            || await _clients.OfAccountAsync(connection, transaction, accountId, cancellationToken) is not { } client)
        {
            return;
        }

        var today = LocalDay.Of(_timeProvider.GetUtcNow(), client.TimeZone);
        if (!await NoteAsync(connection, transaction, accountId, conversation, today))
            return;
        var draft = new ConflictSuggestion
        {
            AccountId = accountId,
            Conversation = conversation,
            MessageId = live.Message.MessageId,
            Key = string.Create(CultureInfo.InvariantCulture, $"conflict?{accountId}:{conversation}:{today.DayNumber}"),
            Words = FirstWords.Of(live.Words),
            Link = live.Link,
            Term = term,
        };
        var network = await connection.ExecuteScalarAsync<string>("SELECT network FROM account WHERE id = @accountId", new { accountId }, transaction) ?? "";
        var bound = await ChatRow.ReadAsync(connection, transaction, ChatRow.Columns + " ORDER BY id", null);
        foreach (var chat in StaffNotices.Team(bound, client.Id))
            await TellAsync(connection, transaction, client, chat, draft, network, cancellationToken);
        _outbox.Wake();
    }

    private async Task TellAsync(
        DbConnection connection, DbTransaction transaction, Client client, BoundChat chat, ConflictSuggestion draft, string network, CancellationToken cancellationToken)
    {
        var language = chat.Language;
        var keyboard = new Keyboard(chat.ChatId)
            .Change(new Words("Відкрити конфлікт", "Open a conflict").In(language), AcceptSuggestionAction.Name, client.Id, draft.ToString(), life: Open)
            .Change(new Words("Не конфлікт", "No conflict").In(language), DismissSuggestionAction.Name, client.Id, draft.ToString(), life: Open);
        var html = new TelegramHtml().Text("❓ ").Bold(new Words("Схоже на конфлікт", "This looks like a conflict").In(language) + $" · {client.Name}")
            .Text($" · {NetworkNames.Network(network)}");
        if (WaitWords.Said(draft.Words, draft.Link, null, language) is { IsEmpty: false } said)
            html.Line().Append(said);
        var message = new OutboxMessage
        {
            ChatId = chat.ChatId,
            ThreadId = chat.ThreadId,
            Kind = OutboxKind.Notice,
            Content = new TextContent(html.ToString()) { Buttons = keyboard.Rows },
            ClientId = client.Id,
            DedupKey = draft.KeyOf(chat),
            Silent = !IsOpenNow(client) || await IsQuietAsync(connection, transaction, chat),
        };
        if (await _outbox.EnqueueAsync(connection, transaction, message, cancellationToken))
            await _buttons.AddAsync(connection, transaction, keyboard.Buttons);
    }

    /// <summary>Outside the client's hours nobody is disturbed: the message is there in the morning.</summary>
    private bool IsOpenNow(Client client)
    {
        var now = _timeProvider.GetUtcNow();
        return WorkingClock.Of(client) is not { } clock || clock.Elapsed(now, now + TimeSpan.FromMinutes(1)) > TimeSpan.Zero;
    }

    /// <summary>Nor in the quiet hours of the chat, whatever the hours of the client, who may have none.</summary>
    private async Task<bool> IsQuietAsync(DbConnection connection, DbTransaction transaction, BoundChat chat) =>
        (await _quiet.OfAsync(connection, transaction, [chat]))[chat.Id]?.Contains(_timeProvider.GetUtcNow()) == true;

    /// <summary>False when this conversation was suggested today already.</summary>
    private static async Task<bool> NoteAsync(DbConnection connection, DbTransaction transaction, long accountId, string conversation, DateOnly today)
    {
        const string purge = "DELETE FROM conflict_suggestion WHERE account_id = @accountId AND conversation = @conversation AND day < @day";
        const string sql = "INSERT INTO conflict_suggestion (account_id, conversation, day) VALUES (@accountId, @conversation, @day) ON CONFLICT (account_id, conversation, day) DO NOTHING";
        var values = new { accountId, conversation, day = (long)today.DayNumber };
        await connection.ExecuteAsync(purge, values, transaction);
        return await connection.ExecuteAsync(sql, values, transaction) > 0;
    }
}

using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Conflicts.Buttons;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Conversations;
using SmmKpiBot.Data.Database;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Conflicts;

/// <summary>Shows the ledger: lists with a number for each conflict, and one of them with what can be done about it.</summary>
internal sealed class ConflictDesk(Database database, ScopedClients clients, TimeProvider timeProvider)
{
    private const int PageLength = 10;

    private readonly Database _database = database;
    private readonly ScopedClients _clients = clients;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>A list of one client, or of all that are shown here: open ones longest first, resolved ones latest first.</summary>
    /// <param name="turn">Who asks where.</param>
    /// <param name="client">Null for all.</param>
    /// <param name="list">Which list, and from where on.</param>
    /// <param name="edit">Replaces the message whose button was pressed.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task ShowAsync(Turn turn, Client? client, ConflictList list, bool edit, CancellationToken cancellationToken)
    {
        IReadOnlyList<Client> shown = client is null ? await _clients.ListAsync(turn.Scope, cancellationToken) : [client];
        long[] ids = [.. shown.Select(one => one.Id)];
        var (page, all) = await PageAsync(ids, list, cancellationToken);
        while (page.Count == 0 && all > 0)
        {
            // Since the button was made the list has become shorter: this is its last page.
            list = list with { Skip = (all - 1) / PageLength * PageLength };
            (page, all) = await PageAsync(ids, list, cancellationToken);
        }

        var html = Text(turn, page, all, shown, client, list);
        if (list.Resolved && await ConflictCases.RatingsAsync(_database, ids, cancellationToken) is var (average, count) && ConflictText.Average(average, count, turn.Language) is { } rating)
            html.Line().Line().Text(rating);
        var keyboard = Buttons(turn, page, all, client, list);
        if (edit)
            turn.Edit(html, keyboard);
        else
            turn.Reply(html, keyboard, client?.Id);
    }

    /// <summary>One conflict with what can be done about it.</summary>
    public (TelegramHtml Html, Keyboard Keyboard) One(Turn turn, Client client, ConflictCase conflict) =>
        (ConflictText.One(conflict, client, _timeProvider.GetUtcNow(), turn.Language), Choices(turn, client, conflict));

    private Task<(IReadOnlyList<ConflictCase> Page, int All)> PageAsync(long[] clients, ConflictList list, CancellationToken cancellationToken) => list.Resolved
        ? ConflictCases.ResolvedAsync(_database, clients, list.Skip, PageLength, cancellationToken)
        : ConflictCases.OpenAsync(_database, clients, list.Skip, PageLength, cancellationToken);

    private TelegramHtml Text(Turn turn, IReadOnlyList<ConflictCase> page, int all, IReadOnlyList<Client> shown, Client? client, ConflictList list)
    {
        var suffix = client is null ? "" : $" · {client.Name}";
        if (page.Count == 0)
        {
            var none = list.Resolved
                ? new Words($"Вирішених конфліктів поки немає{suffix}", $"No conflict has been resolved yet{suffix}")
                : new Words($"✅ Невирішених конфліктів немає{suffix}", $"✅ No open conflicts{suffix}");
            var empty = new TelegramHtml().Text(turn.Say(none));
            empty.Line().Italic(turn.Say(ConflictText.OnlyLedger));
            return list.Resolved ? empty : empty.Line().Line().Text(turn.Say(ConflictText.Doors));
        }

        var names = shown.ToDictionary(one => one.Id);
        var now = _timeProvider.GetUtcNow();
        var title = list.Resolved ? new Words("Вирішені конфлікти", "Resolved conflicts") : new Words("Невирішені конфлікти", "Open conflicts");
        var html = new TelegramHtml().Bold($"{turn.Say(title)}: {NumberText.Count(all, turn.Language)}{suffix}");
        for (var at = 0; at < page.Count; at++)
        {
            html.Line().Line().Text(Number(list.Skip + at + 1) + ". ")
                .Append(ConflictText.Entry(page[at], names[page[at].ClientId], client is null, now, turn.Language));
        }

        return html;
    }

    private static Keyboard Buttons(Turn turn, IReadOnlyList<ConflictCase> page, int all, Client? client, ConflictList list)
    {
        var keyboard = turn.NewKeyboard().Numbers(ConflictOneAction.Name, [.. page.Select((one, at) => new NumberedEntry(list.Skip + at + 1, one.ClientId, Number(one.Id)))]).Row();
        if (list.Skip > 0)
            Page(new("‹ Назад", "‹ Back"), list with { Skip = Math.Max(0, list.Skip - PageLength) });
        if (list.Skip + page.Count < all)
            Page(new("Далі ›", "Next ›"), list with { Skip = list.Skip + PageLength });
        Page(list.Resolved ? new("Невирішені", "Open ones") : new("Вирішені", "Resolved ones"), new ConflictList(!list.Resolved, 0));
        if (client is not null && turn.Scope.MayChange(client.Id))
            keyboard.Row().Change(turn.Say(new("Слова-підказки", "Hint words")), HintWordsAction.Name, client.Id, null, life: Keyboard.ReadingLife);
        return keyboard;

        void Page(Words title, ConflictList target) => keyboard.Show(turn.Say(title), ConflictPageAction.Name, client?.Id, target.ToString());
    }

    private static Keyboard Choices(Turn turn, Client client, ConflictCase conflict)
    {
        var keyboard = turn.NewKeyboard().Row();
        if (conflict.IsOpen)
        {
            Add(conflict.Owner is null ? new("Беру", "Mine") : new("Перейняти", "Take over"), TakeConflictAction.Name);
            Add(new("Вирішено", "Resolve"), ResolveConflictAction.Name);
        }
        else
        {
            Add(new("Відкрити знову", "Reopen"), ReopenConflictAction.Name);
        }

        keyboard.Row();
        Add(new("Нотатка", "Note"), NoteConflictAction.Name);
        Add(new("Оцінка", "Rating"), RateConflictAction.Name);
        if (!conflict.IsOpen && client.AskRating && conflict.Question is null)
        {
            keyboard.Row();
            Add(new("Попросити людину оцінити", "Ask the customer to rate"), AskRatingAction.Name);
        }

        return keyboard.Row().Show(turn.Say(new("‹ Усі конфлікти", "‹ All conflicts")), ConflictPageAction.Name, client.Id, new ConflictList(!conflict.IsOpen, 0).ToString());

        void Add(Words title, string action) => keyboard.Change(turn.Say(title), action, client.Id, Number(conflict.Id), life: Keyboard.ReadingLife);
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

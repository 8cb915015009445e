using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Waits;

/// <summary>Shows who waits: a list with a number for each, and one of them with what can be done about it.</summary>
internal sealed class WaitingDesk(WaitingList waits, ScopedClients clients, WaitButtons buttons, TimeProvider timeProvider)
{
    public const string PageAction = "waiting.page";
    public const string OneAction = "waiting.one";

    private const int PageLength = 10;

    private readonly WaitingList _waits = waits;
    private readonly ScopedClients _clients = clients;
    private readonly WaitButtons _buttons = buttons;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>The list of one client, or of all that are shown here.</summary>
    /// <param name="turn">Who asks where.</param>
    /// <param name="client">Null for all.</param>
    /// <param name="skip">How many are on the pages before.</param>
    /// <param name="edit">Replaces the message whose button was pressed.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task ShowAsync(Turn turn, Client? client, int skip, bool edit, CancellationToken cancellationToken)
    {
        IReadOnlyList<Client> shown = client is null ? await _clients.ListAsync(turn.Scope, cancellationToken) : [client];
        long[] ids = [.. shown.Select(one => one.Id)];
        var (page, count) = await _waits.ReadAsync(ids, skip, PageLength, cancellationToken);
        while (page.Count == 0 && count.All > 0)
        {
            // Since the button was made the list has become shorter: this is its last page.
            skip = (count.All - 1) / PageLength * PageLength;
            (page, count) = await _waits.ReadAsync(ids, skip, PageLength, cancellationToken);
        }

        var html = List(page, shown, skip, count, turn.Language, client);
        var keyboard = Numbers(turn, page, skip, count.All, client);
        if (edit)
            turn.Edit(html, keyboard);
        else
            turn.Reply(html, keyboard, client?.Id);
    }

    /// <summary>One wait with its buttons.</summary>
    public async Task ShowOneAsync(Turn turn, Client client, WaitKey key, CancellationToken cancellationToken)
    {
        var wait = await _waits.FindAsync(key, client.Id, cancellationToken);
        if (wait is null)
            turn.Reply(WaitWords.Over);
        else
            turn.Reply(One(wait, client, turn.Language), _buttons.Of(turn.NewKeyboard(), client.Id, key, wait.TakenBy is not null, turn.Language), client.Id);
    }

    /// <summary>One wait as it is now.</summary>
    public TelegramHtml One(WaitingCustomer wait, Client client, Language language)
    {
        var now = _timeProvider.GetUtcNow();
        var age = WaitWords.Age(wait.BeganAt, now, client);
        var html = new TelegramHtml().Text(WaitWords.Mark(wait, now) + " ")
            .Bold($"{client.Name} · {WaitWords.Place(wait.Account, wait.Kind, language)}: {WaitWords.Waits(age, client, language)}");
        if (WaitWords.Said(wait, language) is { IsEmpty: false } said)
            html.Line().Append(said);
        if (WaitWords.Promise(client, wait.Kind, wait.FirstOfEpisode, wait.DueAt, now, language) is { } promise)
            html.Line().Text(promise);
        if (wait.TakenBy is { } name)
            html.Line().Italic(WaitWords.Taken(name, language));
        return html;
    }

    private TelegramHtml List(IReadOnlyList<WaitingCustomer> page, IReadOnlyList<Client> shown, int skip, WaitingCount count, Language language, Client? client)
    {
        var suffix = client is null ? "" : $" · {client.Name}";
        if (page.Count == 0)
        {
            return new TelegramHtml().Text(new Words($"✅ Ніхто не чекає на відповідь{suffix}", $"✅ Nobody is waiting for an answer{suffix}").In(language))
                .Line().Italic(WaitWords.OnlyLive.In(language));
        }

        var names = shown.ToDictionary(one => one.Id);
        var now = _timeProvider.GetUtcNow();
        var html = new TelegramHtml().Bold(WaitWords.Counted(count, language) + suffix);
        for (var at = 0; at < page.Count; at++)
        {
            var wait = page[at];
            var owner = names[wait.ClientId];
            html.Line().Line().Text((skip + at + 1).ToString(CultureInfo.InvariantCulture) + ". " + WaitWords.Mark(wait, now) + " ")
                .Bold(WaitWords.Length(WaitWords.Age(wait.BeganAt, now, owner), owner, language))
                .Text(client is null ? $" · {owner.Name} · " : " · ").Text(WaitWords.Place(wait.Account, wait.Kind, language));
            if (WaitWords.SinceDay(wait.BeganAt, now, owner.TimeZone, language) is { } since)
                html.Text(" · " + since);
            if (owner.AnsweredBy == AnsweringSide.Client)
                html.Text(new Words(" · відповідає клієнт", " · the client answers").In(language));
            if (WaitWords.Said(wait, language) is { IsEmpty: false } said)
                html.Line().Append(said);
            if (wait.TakenBy is { } name)
                html.Line().Italic(WaitWords.Taken(name, language));
        }

        var left = count.All - skip - page.Count;
        if (left > 0)
            html.Line().Line().Text(new Words($"…і ще {NumberText.Count(left, language)}", $"…and {NumberText.Count(left, language)} more").In(language));
        return html.Line().Line().Italic(WaitWords.HowCounted(language));
    }

    private static Keyboard? Numbers(Turn turn, IReadOnlyList<WaitingCustomer> page, int skip, int all, Client? client)
    {
        if (page.Count == 0)
            return null;
        var keyboard = turn.NewKeyboard().Numbers(OneAction, [.. page.Select((wait, at) => new NumberedEntry(skip + at + 1, wait.ClientId, wait.Key.ToString()))]).Row();
        if (skip > 0)
            keyboard.Show(turn.Say(new("‹ Назад", "‹ Back")), PageAction, client?.Id, Text(Math.Max(0, skip - PageLength)));
        keyboard.Show(turn.Say(new("Оновити", "Refresh")), PageAction, client?.Id, Text(skip));
        if (skip + page.Count < all)
            keyboard.Show(turn.Say(new("Далі ›", "Next ›")), PageAction, client?.Id, Text(skip + PageLength));
        return keyboard;

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}

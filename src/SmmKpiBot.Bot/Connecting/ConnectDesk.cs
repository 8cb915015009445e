using System.Globalization;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Bot.Connecting.Buttons;
using SmmKpiBot.Bot.Telegram;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Data.Accounts;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Connecting;

/// <summary>Shows what of a client is connected, and how it is; the way to connect more, connect again and disconnect.</summary>
internal sealed class ConnectDesk(SourceBook sources, AccountStandings standings, AccountDisconnecting disconnecting, AccountStore accounts, FeedStore feeds, CollectionNotes notes, AlertWakes alerts)
{
    private const int PerRow = 2;

    private readonly SourceBook _sources = sources;
    private readonly AccountStandings _standings = standings;
    private readonly AccountDisconnecting _disconnecting = disconnecting;
    private readonly AccountStore _accounts = accounts;
    private readonly FeedStore _feeds = feeds;
    private readonly CollectionNotes _notes = notes;
    private readonly AlertWakes _alerts = alerts;

    public async Task ShowAsync(Turn turn, Client client, bool isEdit, CancellationToken cancellationToken)
    {
        var connected = await _standings.ListAsync(client.Id, cancellationToken);
        var networks = _sources.All.Where(source => source.IsOn).Select(source => source.Network).ToList();
        var html = new TelegramHtml().Bold(client.Name).Text(turn.Say(new Words(" · під’єднані мережі", " · connected networks"))).Line();
        foreach (var line in connected.SelectMany(one => LinesOf(one, client, turn.Language)))
            html.Line().Text(line);
        if (connected.Count == 0)
            html.Line().Text(turn.Say(new Words("Ще нічого не під’єднано.", "Nothing is connected yet.")));
        html.Line().Line().Text(turn.Say(networks.Count > 0
            ? new Words("Що під’єднати?", "What to connect?")
            : new Words("Жодної мережі не увімкнено: додайте її розділ у Networks у налаштуваннях бота.", "No network is switched on: add its section under Networks to the bot’s settings.")));

        var keyboard = turn.NewKeyboard();
        foreach (var one in connected)
            keyboard.Row().Change(ButtonOf(one, turn.Language), ConnectAccountAction.Name, client.Id, Number(one.Connection.Account.Id), turn.From.UserId);
        for (var at = 0; at < networks.Count; at++)
        {
            if (at % PerRow == 0)
                keyboard.Row();
            keyboard.Change("+ " + NetworkNames.Network(networks[at]), ConnectNetworkAction.Name, client.Id, networks[at], turn.From.UserId);
        }

        if (isEdit)
            turn.Edit(html, keyboard);
        else
            turn.Reply(html, keyboard, client.Id);
    }

    /// <summary>Asks which of the accounts that are not connected yet is meant, or a new one; false where there are none.</summary>
    public async Task<bool> AskAccountAsync(Turn turn, Client client, string network, CancellationToken cancellationToken)
    {
        var connected = (await _standings.ListAsync(client.Id, cancellationToken)).Select(one => one.Connection.Account.Id).ToHashSet();
        var heard = await _feeds.ChatAccountsAsync(client.Id, cancellationToken);
        var waiting = (await _accounts.ListAsync(client.Id, cancellationToken)).Where(account => account.Network == network && !connected.Contains(account.Id) && !heard.Contains(account.Id)).ToList();
        if (waiting.Count == 0)
            return false;
        var keyboard = turn.NewKeyboard();
        foreach (var account in waiting)
            keyboard.Row().Change(NetworkNames.Account(account.FullName, turn.Language), ConnectWaysAction.Name, client.Id, new ConnectTarget(network, account.Id).ToString(), turn.From.UserId);
        keyboard.Row().Change(turn.Say(new Words("Новий акаунт", "A new account")), ConnectWaysAction.Name, client.Id, new ConnectTarget(network, null).ToString(), turn.From.UserId);
        ConnectKeys.Back(keyboard, turn, client);
        turn.Edit(
            new TelegramHtml().Text(turn.Say(new Words(
                "Такі акаунти вже є, але не під’єднані. Під’єднати один із них (цифри з файлів залишаться) чи новий?",
                "These accounts are there, but not connected. Connect one of them (figures of files stay), or a new one?"))),
            keyboard);
        return true;
    }

    public async Task ShowAccountAsync(Turn turn, Client client, long accountId, CancellationToken cancellationToken)
    {
        if (await FindAsync(client, accountId, cancellationToken) is not { Connection: var one } standing)
        {
            turn.Reply(ConnectWords.Gone);
            return;
        }

        var html = new TelegramHtml().Bold(NetworkNames.Account(one.Account.FullName, turn.Language)).Line()
            .Line().Text(turn.Say(new Words("У мережі: ", "In the network: "))).Text($"{one.PlaceName} ({one.PlaceId})")
            .Line().Text(turn.Say(new Words("Під’єднано: ", "Connected: "))).Text(Day(one.ConnectedAt, client, turn.Language));
        foreach (var line in LinesOf(standing, client, turn.Language))
            html.Line().Text(line);
        if (one.AccessExpiresAt is { } end)
            html.Line().Text(turn.Say(new Words("Доступ діє до: ", "Access lasts until: "))).Text(Day(end, client, turn.Language));
        if ((standing.Reason ?? standing.History?.Reason) is { } reason)
            html.Line().Line().Text(turn.Say(new Words("Подробиці: ", "In detail: "))).Italic(turn.Say(reason));
        (await FigureLimits.ReadAsync(_notes, standing, cancellationToken)).Write(html, turn.Language);
        var keyboard = turn.NewKeyboard()
            .Change(turn.Say(new Words("Під’єднати знову", "Connect again")), ConnectWaysAction.Name, client.Id, new ConnectTarget(one.Account.Network, one.Account.Id).ToString(), turn.From.UserId)
            .Row().Change(turn.Say(new Words("Від’єднати", "Disconnect")), ConnectDropAction.Name, client.Id, Number(accountId), turn.From.UserId);
        if (_sources.Find(one.Account.Network)?.Choice is not null)
            ConnectWords.OfferChoice(keyboard, one.Account, turn.From.UserId ?? 0, turn.Language);
        turn.Edit(html, ConnectKeys.Back(keyboard, turn, client));
    }

    public async Task AskDropAsync(Turn turn, Client client, long accountId, CancellationToken cancellationToken)
    {
        if (await FindAsync(client, accountId, cancellationToken) is not { Connection: var one })
        {
            turn.Reply(ConnectWords.Gone);
            return;
        }

        var name = NetworkNames.Account(one.Account.FullName, turn.Language);
        turn.Edit(
            new TelegramHtml().Text(turn.Say(one.Fields.Count > 0
                ? new Words(
                    $"Від’єднати {name}? Зібрані цифри залишаться, нових не буде, токен буде стерто.",
                    $"Disconnect {name}? Figures that were collected stay, no new ones come, and the token is erased.")
                : new Words($"Від’єднати {name}? Зібрані цифри залишаться, нових не буде.", $"Disconnect {name}? Figures that were collected stay, no new ones come."))),
            turn.NewKeyboard().Change(turn.Say(new Words("Так, від’єднати", "Yes, disconnect")), ConnectDroppedAction.Name, client.Id, Number(accountId), turn.From.UserId, once: true)
                .Row().Change(turn.Say(new Words("Ні", "No")), ConnectAccountAction.Name, client.Id, Number(accountId), turn.From.UserId));
    }

    public async Task DropAsync(Turn turn, Client client, long accountId, CancellationToken cancellationToken)
    {
        if (await FindAsync(client, accountId, cancellationToken) is not { Connection: var one } || await _disconnecting.FindAsync(one.Account, cancellationToken) is not { } disconnect)
        {
            turn.Reply(ConnectWords.Gone);
            return;
        }

        turn.Answer.Write(disconnect);
        _alerts.WakeAfter(turn.Answer);
        var name = NetworkNames.Account(one.Account.FullName, turn.Language);
        turn.Edit(
            new TelegramHtml().Text(turn.Say(one.Fields.Count > 0
                ? new Words(
                    $"{name} від’єднано. Цифри залишилися. Щоб доступ не діяв і в самій мережі, відкличте там токен або дозвіл застосунку.",
                    $"{name} is disconnected. Its figures are still there. To end the access in the network too, revoke the token or the app’s permission there.")
                : new Words($"{name} від’єднано. Цифри залишилися.", $"{name} is disconnected. Its figures are still there."))),
            ConnectKeys.Back(turn.NewKeyboard(), turn, client));
    }

    /// <summary>A connected account of this client.</summary>
    private async Task<AccountStanding?> FindAsync(Client client, long accountId, CancellationToken cancellationToken) =>
        (await _standings.ListAsync(client.Id, cancellationToken)).FirstOrDefault(one => one.Connection.Account.Id == accountId);

    /// <summary>How an account stands, and how far its history is filled in.</summary>
    private static IEnumerable<string> LinesOf(AccountStanding one, Client client, Language language)
    {
        if (one.Standing == Standing.Ok)
            yield return ButtonOf(one, language) + new Words(": збирається", ": is collected").In(language);
        foreach (var line in StandingText.Lines(one, client.TimeZone, language))
            yield return line;
    }

    private static string ButtonOf(AccountStanding one, Language language) =>
        (one.Standing == Standing.Ok ? "✅ " : "⚠️ ") + NetworkNames.Account(one.Connection.Account.FullName, language);

    private static string Day(DateTimeOffset at, Client client, Language language) => DateText.DayAndYear(LocalDay.Of(at, client.TimeZone), language);

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);
}

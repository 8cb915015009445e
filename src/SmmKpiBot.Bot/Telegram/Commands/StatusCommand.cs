using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Chatwoot;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Bot.Rates;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Bot.Telegram.Settings;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Digests;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Commands;

/// <summary><c>/status</c>: is everything running? One line for a client; accounts for staff; delivery too for the owner.</summary>
internal sealed class StatusCommand(
    ScopedClients clients, FigureDays days, DeliveryStatus delivery, ChatwootStore inboxes, AccountStandings standings, FeedStore feeds, RateFeed rates, ClientDefaults defaults, TimeProvider timeProvider) : IBotCommand
{
    private readonly ScopedClients _clients = clients;
    private readonly FigureDays _days = days;
    private readonly DeliveryStatus _delivery = delivery;
    private readonly ChatwootStore _inboxes = inboxes;
    private readonly AccountStandings _standings = standings;
    private readonly FeedStore _feeds = feeds;
    private readonly RateFeed _rates = rates;
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(defaults.TimeZone);
    private readonly TimeProvider _timeProvider = timeProvider;

    public string Name => "status";

    public Words Title { get; } = new("Чи все працює і наскільки свіжі цифри", "Whether all is well, and how fresh the figures are");

    public Role MinimalRole => Role.Client;

    public bool Changes => false;

    public int Place => 40;

    public async Task AnswerAsync(Turn turn, string arguments, CancellationToken cancellationToken)
    {
        var shown = await _clients.ListAsync(turn.Scope, cancellationToken);
        if (turn.Scope.ReadRole == Role.Client)
        {
            turn.Reply(await OneLineAsync(turn, shown, cancellationToken));
            return;
        }

        // Somebody of the team may be a client's person besides.
        var ofTeam = shown.ToLookup(client => turn.Scope.ReaderOf(client.Id) == Reader.Staff);
        var html = await AllAsync(turn, [.. ofTeam[true]], cancellationToken);
        turn.Reply(ofTeam[false].Any() ? html.Line().Line().Append(await OneLineAsync(turn, [.. ofTeam[false]], cancellationToken)) : html);
    }

    private async Task<TelegramHtml> OneLineAsync(Turn turn, IReadOnlyList<Client> shown, CancellationToken cancellationToken)
    {
        var html = new TelegramHtml();
        var isClients = turn.Scope.Chat is not { Purpose: not ChatPurpose.Client };
        var accounts = await _days.ReadAsync([.. shown.Select(client => client.Id)], cancellationToken);
        foreach (var client in shown)
        {
            var last = accounts[client.Id].Max(account => account.LastDay);
            html.Text(client.Name).Text(": ").Text(last is { } day
                ? turn.Say(new Words("цифри по ", "figures up to ")) + DateText.Day(day, turn.Language)
                : turn.Say(new Words("цифр іще немає", "no figures yet")));
            if (isClients)
                html.Text("; ").Text(turn.Say(new Words("звіт: ", "digest: "))).Text(ScheduleText.Of(turn.Scope.Chat?.Schedule ?? DigestSchedule.Off, turn.Language));
            html.Line();
        }

        return html.IsEmpty ? html.Text(turn.Say(Phrases.NoClients)) : html;
    }

    private async Task<TelegramHtml> AllAsync(Turn turn, IReadOnlyList<Client> shown, CancellationToken cancellationToken)
    {
        var html = new TelegramHtml().Bold(turn.Say(new Words("Стан", "Status"))).Line();
        if (turn.Scope.Private && turn.Scope.User.Owner)
        {
            html.Line().Append(await _delivery.TextAsync(turn.Language, cancellationToken)).Line();
        }

        if (RateFeedText.Line(await _rates.ReadAsync(cancellationToken), _zone) is { } rates)
        {
            html.Line().Text(turn.Say(rates)).Line();
        }

        long[] ids = [.. shown.Select(client => client.Id)];
        var accounts = await _days.ReadAsync(ids, cancellationToken);
        var inboxes = (await _inboxes.ListAsync(null, cancellationToken)).ToLookup(inbox => inbox.ClientId);
        var standings = (await _standings.ListAsync(null, cancellationToken)).ToLookup(standing => standing.Connection.Account.ClientId);
        var now = _timeProvider.GetUtcNow();
        var all = shown.Select(client =>
            new ClientStatus(client, accounts[client.Id], inboxes[client.Id], standings[client.Id], LocalDay.Of(now, client.TimeZone), turn.Language)).ToList();
        var hasChannel = (await _feeds.ChannelsAsync(cancellationToken)).Any(channel => channel.Feed.ClientId is { } of && ids.Contains(of));
        foreach (var ill in all.Where(status => status.IsTrouble))
            html.Line().Append(ill.Write()).Line();
        foreach (var well in all.Where(status => !status.IsTrouble).OrderByDescending(status => status.IsStale))
            html.Line().Append(well.Write());
        return hasChannel ? html.Line().Line().Italic(turn.Say(NoViews)) : html;
    }

    private static Words NoViews { get; } = new(
        "Перегляди каналу Telegram ботам не показує: надсилайте сюди файл із ними зі статистики каналу.",
        "Telegram shows bots no views of a channel: send me a file of them from the channel’s statistics here.");
}

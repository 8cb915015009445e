using System.Globalization;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Collecting;
using SmmKpiBot.Data.Facts;
using SmmKpiBot.Data.Metrics;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Channels.Links;

/// <summary>
/// What followers of each advertisement cost, and those who stayed. The cost comes from the client's own ads where a campaign has the name of the link, else from
/// what somebody typed; where nobody knows it there is no figure.
/// </summary>
internal sealed class LinksDesk(FeedStore feeds, AccountConnections connections, LinkStore links, FactReader facts, TimeProvider timeProvider)
{
    private const decimal MicrosPerUnit = 1_000_000m;
    private const int MostButtons = 40;

    private static readonly DateTimeOffset NoConversations = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FeedStore _feeds = feeds;
    private readonly AccountConnections _connections = connections;
    private readonly LinkStore _links = links;
    private readonly FactReader _facts = facts;
    private readonly TimeProvider _timeProvider = timeProvider;

    public async Task ShowAsync(Turn turn, Client client, CancellationToken cancellationToken)
    {
        var channels = (await _feeds.OfClientAsync(client.Id, cancellationToken)).Where(feed => feed.Kind == FeedKind.Channel).ToList();
        var html = new TelegramHtml().Bold(client.Name).Text(": ").Text(turn.Say(new Words("підписники за посиланнями", "followers by link"))).Line();
        var stopped = await _feeds.StoppedChannelsAsync(client.Id, cancellationToken);
        var counted = (await _connections.ListAsync(client.Id, cancellationToken))
            .Where(one => one.Account.Network == FeedStore.Network && channels.Concat(stopped).All(feed => feed.AccountId != one.Account.Id)).ToList();
        if (channels.Count + stopped.Count + counted.Count == 0)
            html.Line().Text(turn.Say(NoChannel));
        var keyboard = turn.NewKeyboard();
        foreach (var feed in channels)
            await ChannelAsync(turn, client, feed, html, keyboard, cancellationToken);
        foreach (var one in counted)
            html.Line().Bold(one.PlaceName).Text(turn.Say(OnlyCounted)).Line();
        foreach (var feed in stopped)
            html.Line().Bold(feed.Title).Text(turn.Say(Stopped)).Line();
        turn.Reply(html, keyboard, client.Id);
    }

    /// <summary>What the client's own ads of that name cost, a currency each; the account of the channel itself left out.</summary>
    public async Task<IReadOnlyList<(string Currency, decimal Amount)>> OwnAdsAsync(Client client, long feedId, string name, CancellationToken cancellationToken) =>
        await _feeds.FindAsync(feedId, cancellationToken) is { } feed ? OwnAds(await AdsAsync(client, feed, cancellationToken), name) : [];

    private async Task ChannelAsync(Turn turn, Client client, Feed feed, TelegramHtml html, Keyboard keyboard, CancellationToken cancellationToken)
    {
        var ads = await AdsAsync(client, feed, cancellationToken);
        html.Line().Bold(feed.Title).Text(turn.Say(new Words(" · від ", " · since "))).Text(DateText.Day(LocalDay.Of(feed.Since, client.TimeZone), turn.Language)).Line();
        foreach (var link in await _links.ListAsync(feed.Id, cancellationToken))
        {
            var own = OwnAds(ads, link.Name);
            html.Text("• ").Text(link.Name).Text(": ").Text(turn.Say(People(link))).Line();
            var costs = own.Count > 0 ? own : link.SpendMicros is { } micros ? [(link.Currency!, micros / MicrosPerUnit)] : [];
            html.Text("  ").Text(turn.Say(costs.Count == 0 ? NoCost : Cost(link, costs))).Line();
            if (own.Count == 0 && keyboard.Buttons.Count < MostButtons)
                keyboard.Row().Change(turn.Say(new Words("Скільки коштувало: ", "What it cost: ")) + link.Name, LinkCostAction.Name, client.Id, link.Id.ToString(CultureInfo.InvariantCulture));
        }

        var rest = await _links.UnattributedAsync(feed.Id, cancellationToken);
        html.Text("• ").Text(turn.Say(new Words("Без посилання (невідомо звідки): ", "Without a link (nobody knows from where): "))).Text(NumberText.Count(rest, turn.Language)).Line();
    }

    private async Task<IReadOnlyList<AdDay>> AdsAsync(Client client, Feed feed, CancellationToken cancellationToken)
    {
        // An advertisement may have been paid for before the bot came.
        var from = LocalDay.Of(feed.Since, client.TimeZone).AddDays(-90);
        var query = new FactQuery { ClientId = client.Id, From = from, To = LocalDay.Of(_timeProvider.GetUtcNow(), client.TimeZone), ConversationsSince = NoConversations };
        return [.. (await _facts.ReadAsync(query, cancellationToken)).Ads.Where(row => row.AccountId != feed.AccountId && row.SpendMicros is not null)];
    }

    private static IReadOnlyList<(string Currency, decimal Amount)> OwnAds(IReadOnlyList<AdDay> ads, string name) =>
    [
        .. ads.Where(row => row.Campaign.Equals(name, StringComparison.OrdinalIgnoreCase)).GroupBy(row => row.Currency!).OrderBy(rows => rows.Key, StringComparer.Ordinal)
            .Select(rows => (rows.Key, rows.Sum(row => row.SpendMicros.GetValueOrDefault()) / MicrosPerUnit)),
    ];

    private static Words People(LinkRow link) => new(
        $"прийшло {NumberText.Count(link.Joined, Language.Uk)}" + (link.Ripe > 0 ? $", через 14 днів лишилося {NumberText.Count(link.Stayed, Language.Uk)} із {NumberText.Count(link.Ripe, Language.Uk)}" : ", 14 днів ще не минуло"),
        $"{NumberText.Count(link.Joined, Language.En)} came" + (link.Ripe > 0 ? $", {NumberText.Count(link.Stayed, Language.En)} of {NumberText.Count(link.Ripe, Language.En)} were there 14 days later" : ", 14 days are not over yet"));

    /// <summary>Each currency by itself. Those who stayed are divided by only when it is known of all who came.</summary>
    private static Words Cost(LinkRow link, IReadOnlyList<(string Currency, decimal Amount)> costs) => new(Cost(link, costs, Language.Uk), Cost(link, costs, Language.En));

    private static string Cost(LinkRow link, IReadOnlyList<(string Currency, decimal Amount)> costs, Language language) => string.Join("; ", costs.Select(cost =>
    {
        var text = MoneyText.Amount(cost.Amount, cost.Currency, language);
        if (link.Joined > 0)
            text += " → " + MoneyText.Amount(cost.Amount / link.Joined, cost.Currency, language) + new Words(" за підписника", " per follower").In(language);
        if (link.Stayed > 0 && link.Ripe == link.Joined)
            text += ", " + MoneyText.Amount(cost.Amount / link.Stayed, cost.Currency, language) + new Words(" за того, хто лишився", " per one who stayed").In(language);
        return text;
    }));

    private static Words NoCost { get; } = new("скільки коштувало, невідомо", "what it cost is not known");

    /// <summary>Of a channel that was connected by its name Telegram tells nobody but its administrators who came by which link.</summary>
    private static Words OnlyCounted { get; } = new(
        ": бачу лише кількість підписників. Хто прийшов за яким посиланням, Telegram каже тільки адміністраторам: зробіть мене адміністратором каналу, і я запитаю, чий він.",
        ": I see the number of followers only. Who came by which link Telegram tells administrators alone: make me an administrator of the channel, and I ask whose it is.");

    /// <summary>The bot may still be its administrator: Telegram tells of new rights only.</summary>
    private static Words Stopped { get; } = new(
        ": не вимірюю, бо це зупинили. Щоб вимірювати знову, заберіть у мене права адміністратора каналу, якщо вони ще є, і дайте їх знову: я запитаю, чий він.",
        ": I do not measure it, as somebody stopped that. To measure it again, take my administrator’s rights in the channel away, if I still have them, and give them back: I ask whose it is.");

    private static Words NoChannel { get; } = new(
        "Жодного каналу ще не підключено. Зробіть мене адміністратором каналу, і я запитаю, чий він.",
        "No channel is connected yet. Make me an administrator of the channel, and I ask whose it is.");
}

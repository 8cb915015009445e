using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Channels;
using SmmKpiBot.Data.Clients;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>Somebody said which client's a feed is: from now on it is measured. A channel that is collected for another client already needs a second word.</summary>
internal sealed class FeedClientAction(FeedStore feeds, AccountConnecting connecting, ChannelConnecting channels, CollectWakes wakes) : IButtonAction
{
    public const string Name = "feed.client";

    /// <summary>Behind a feed of which somebody said that other clients may have it too.</summary>
    private const string Sharing = "shared";

    private readonly FeedStore _feeds = feeds;
    private readonly AccountConnecting _connecting = connecting;
    private readonly ChannelConnecting _channels = channels;
    private readonly CollectWakes _wakes = wakes;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        var (id, sharing) = button.Argument?.Split(' ') is [var number, .. var more] ? (long.Parse(number, CultureInfo.InvariantCulture), more is [Sharing]) : (0, false);
        if (turn.Client is not { } client || !turn.Scope.MayChange(client.Id))
        {
            turn.Reply(Phrases.NotYours);
            return;
        }

        if (!sharing && await OthersAsync(id, client, cancellationToken) is { Count: > 0 } others)
        {
            var keyboard = turn.NewKeyboard().Change(turn.Say(FeedWords.ForThisToo(client.Name)), Name, client.Id, $"{id} {Sharing}", turn.From.UserId);
            turn.Reply(FeedWords.IsOfOthers(OtherClients.Of(others, turn.Scope), client.Name), keyboard);
            return;
        }

        turn.Answer.Write(async (connection, transaction) =>
        {
            // Two people may be asked: the first answer holds.
            var feed = await FeedStore.FindAsync(connection, transaction, id);
            if (feed is null or { State: FeedState.On } || !FeedDesk.MayDecide(turn.Scope.User, turn.From.UserId, feed))
            {
                return [turn.Message(Text(FeedWords.Gone, turn))];
            }

            var now = await _feeds.SwitchOnAsync(connection, transaction, feed, client.Id);
            await _channels.ConnectAsync(connection, transaction, now);
            return [turn.Replacement(FeedWords.Assigned(feed, now, client.Name, turn.Language))];
        });
        _wakes.WakeAfter(turn.Answer);
    }

    /// <summary>Other clients that the channel's members are counted for.</summary>
    private async Task<IReadOnlyList<Client>> OthersAsync(long id, Client client, CancellationToken cancellationToken) =>
        await _feeds.FindAsync(id, cancellationToken) is { Kind: FeedKind.Channel, State: not FeedState.On } feed
            ? await _connecting.OtherClientsAsync(client, FeedStore.Network, feed.ChatId.ToString(CultureInfo.InvariantCulture), cancellationToken)
            : [];

    private static Delivery.TextContent Text(Reporting.Texts.Words words, Turn turn) => new(new Reporting.Texts.TelegramHtml().Text(turn.Say(words)).ToString());
}

using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Collecting;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Channels;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>Somebody said which client's a feed is: from now on it is measured.</summary>
internal sealed class FeedClientAction(FeedStore feeds, ChannelConnecting channels, CollectWakes wakes) : IButtonAction
{
    public const string Name = "feed.client";

    private readonly FeedStore _feeds = feeds;
    private readonly ChannelConnecting _channels = channels;
    private readonly CollectWakes _wakes = wakes;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        var id = long.Parse(button.Argument ?? "0", CultureInfo.InvariantCulture);
        if (turn.Client is not { } client || !turn.Scope.MayChange(client.Id))
        {
            turn.Reply(Phrases.NotYours);
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
        turn.Answer.AfterCommit(_ =>
        {
            _wakes.Wake();
            return Task.CompletedTask;
        });
    }

    private static Delivery.TextContent Text(Reporting.Texts.Words words, Turn turn) => new(new Reporting.Texts.TelegramHtml().Text(turn.Say(words)).ToString());
}

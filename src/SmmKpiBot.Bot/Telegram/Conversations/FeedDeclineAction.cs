using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>Somebody said that a feed is no client's.</summary>
internal sealed class FeedDeclineAction(FeedStore feeds) : IButtonAction
{
    public const string Name = "feed.decline";

    private readonly FeedStore _feeds = feeds;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        var id = long.Parse(button.Argument ?? "0", CultureInfo.InvariantCulture);
        turn.Answer.Write(async (connection, transaction) =>
        {
            var feed = await FeedStore.FindAsync(connection, transaction, id);
            var isOpen = feed is { State: FeedState.Offered } && FeedDesk.MayDecide(turn.Scope.User, turn.From.UserId, feed);
            if (isOpen && feed is not null)
            {
                await _feeds.SwitchOffAsync(connection, transaction, feed, FeedState.Declined);
            }

            return [turn.Replacement(new TelegramHtml().Text(turn.Say(isOpen ? FeedWords.Declined : FeedWords.Gone)))];
        });
        return Task.CompletedTask;
    }
}

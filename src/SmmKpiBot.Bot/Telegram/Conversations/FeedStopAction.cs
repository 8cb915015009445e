using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Settings;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>A feed of a client is not measured any more.</summary>
internal sealed class FeedStopAction(FeedStore feeds, AlertWakes alerts) : IButtonAction
{
    public const string Name = "feed.stop";

    private readonly FeedStore _feeds = feeds;
    private readonly AlertWakes _alerts = alerts;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        var id = long.Parse(button.Argument ?? "0", CultureInfo.InvariantCulture);
        var feed = await _feeds.FindAsync(id, cancellationToken);
        if (turn.Client is not { } client || !turn.Scope.MayChange(client.Id) || feed is null || feed.ClientId != client.Id)
        {
            turn.Edit(new TelegramHtml().Text(turn.Say(FeedWords.Gone)));
            return;
        }

        turn.Answer.Write((connection, transaction) => _feeds.SwitchOffAsync(connection, transaction, feed));
        _alerts.WakeAfter(turn.Answer);
        var left = (await _feeds.OfClientAsync(client.Id, cancellationToken)).Where(other => other.Id != id).ToList();
        ClientSettingsDesk.Show(turn, client, left, isEdit: true);
    }
}

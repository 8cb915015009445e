using SmmKpiBot.Bot.Access;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>Tells the team at <c>/start</c> what is measured by name only, because nothing can be read there, and what to change.</summary>
internal sealed class FeedReport(FeedStore feeds, FeedCheck check)
{
    private const int MostChecked = 20;

    private readonly FeedStore _feeds = feeds;
    private readonly FeedCheck _check = check;

    /// <summary>Says what is in the way, to people of the team in private and in the group itself; nothing where all is well.</summary>
    public async Task SayAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Scope.User.Role < Role.Staff)
        {
            return;
        }

        var html = new TelegramHtml();
        var measured = (await _feeds.ListAsync(cancellationToken)).Where(feed => feed.IsOn(out _, out var client) && turn.Scope.MayChange(client) && (turn.Scope.Private || feed.ChatId == turn.From.ChatId));
        foreach (var feed in measured.Take(MostChecked))
        {
            if (await _check.ProblemAsync(feed, cancellationToken) is { } problem)
            {
                html.Line().Bold(feed.Title).Text(": ").Text(turn.Say(problem)).Line();
            }
        }

        if (!html.IsEmpty)
        {
            turn.Reply(new TelegramHtml().Text(turn.Say(new Words("Тут нічого не вимірюється, хоч і ввімкнено:", "Nothing is measured here, though it is switched on:"))).Line().Append(html));
        }
    }
}

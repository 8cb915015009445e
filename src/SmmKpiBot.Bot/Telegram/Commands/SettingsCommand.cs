using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Telegram.Conversations;
using SmmKpiBot.Bot.Telegram.Settings;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Commands;

/// <summary><c>/settings [client]</c>: when digests come here and in which language; for the team also what is set for a client.</summary>
internal sealed class SettingsCommand(ChatStore chats, SettingsDesk desk, ClientSettingsDesk clientDesk, ClientChooser chooser, FeedStore feeds, ScopedClients clients) : IBotCommand
{
    private const int MostOffered = 5;

    private readonly ChatStore _chats = chats;
    private readonly SettingsDesk _desk = desk;
    private readonly ClientSettingsDesk _clientDesk = clientDesk;
    private readonly ClientChooser _chooser = chooser;
    private readonly FeedStore _feeds = feeds;
    private readonly ScopedClients _clients = clients;

    public string Name => "settings";

    public Words Title { get; } = new("Налаштування цього чату й клієнта", "Settings of this chat and of a client");

    public Role MinimalRole => Role.Client;

    public bool Changes => true;

    public int Place => 60;

    public async Task AnswerAsync(Turn turn, string arguments, CancellationToken cancellationToken)
    {
        var isTeam = turn.Scope.ReadRole >= Role.Staff;
        if (!isTeam || arguments.Length == 0)
        {
            await ChatAsync(turn, isTeam, cancellationToken);
        }

        if (isTeam)
        {
            await ClientAsync(turn, arguments, cancellationToken);
        }
    }

    private async Task ChatAsync(Turn turn, bool isTeam, CancellationToken cancellationToken)
    {
        var bindings = await _chats.ListAsync(turn.From.ChatId, turn.From.Private ? null : turn.From.ThreadId, cancellationToken);
        foreach (var binding in bindings)
        {
            turn.Reply(await _desk.TextAsync(turn, binding, turn.Language, cancellationToken), await _desk.ButtonsAsync(turn, binding, turn.Language, cancellationToken));
        }

        if (bindings.Count == 0 && !isTeam)
        {
            turn.Reply(new Words("Цей чат не отримує звітів. Мову змінює /language.", "This chat gets no digests. /language changes the language."));
        }
    }

    /// <summary>The settings of the client that is meant, after what waits for somebody to say whose it is.</summary>
    private async Task ClientAsync(Turn turn, string name, CancellationToken cancellationToken)
    {
        if (turn.Scope.Private && name.Length == 0)
        {
            await OfferedAsync(turn, cancellationToken);
        }

        var known = await _clients.ListAsync(turn.Scope, cancellationToken);
        if ((known.Count > 0 || name.Length > 0) && await _chooser.ChooseAsync(turn, name, ClientSettingsAction.Name, null, cancellationToken) is { } client)
        {
            await _clientDesk.ShowAsync(turn, client, isEdit: false, cancellationToken);
        }
    }

    private async Task OfferedAsync(Turn turn, CancellationToken cancellationToken)
    {
        var mine = (await _clients.ListAsync(turn.Scope, cancellationToken)).Where(client => turn.Scope.MayChange(client.Id)).ToList();
        var offered = (await _feeds.ListAsync(cancellationToken)).Where(feed => feed.State == FeedState.Offered && FeedDesk.MayDecide(turn.Scope.User, turn.From.UserId, feed));
        foreach (var feed in offered.Take(MostOffered))
        {
            turn.Reply(FeedWords.Question(feed, turn.Language), FeedDesk.Question(turn.NewKeyboard(), feed, mine, turn.Language));
        }
    }
}

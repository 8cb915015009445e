using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Bot.Telegram.Settings;
using SmmKpiBot.Reporting.Texts;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>Measuring how fast people are answered in a client's group is switched on or off. Where nothing could be read it stays off, with the reason.</summary>
internal sealed class MeasureAction(ChatStore chats, FeedStore feeds, FeedCheck check, SettingsDesk desk, ButtonStore buttons, BotCalls bot, AlertWakes alerts) : IButtonAction
{
    public const string Name = "feed.measure";
    public const string On = "on";
    public const string Off = "off";

    private readonly ChatStore _chats = chats;
    private readonly FeedStore _feeds = feeds;
    private readonly FeedCheck _check = check;
    private readonly SettingsDesk _desk = desk;
    private readonly ButtonStore _buttons = buttons;
    private readonly BotCalls _bot = bot;
    private readonly AlertWakes _alerts = alerts;

    public string Action => Name;

    public Role MinimalRole => Role.Staff;

    public bool Changes => true;

    /// <summary>Only groups of one client are measured by this button, and only the team decides.</summary>
    public static bool Offered(Scope scope, BoundChat chat) => !scope.Private && chat is { Purpose: ChatPurpose.Client, ClientIds: [var client] } && scope.MayChange(client);

    public async Task PressAsync(Turn turn, Button button, CancellationToken cancellationToken)
    {
        var parts = (button.Argument ?? string.Empty).Split('|');
        var chat = parts.Length == 2 && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var id) ? await _chats.FindAsync(id, cancellationToken) : null;
        if (chat is null || chat.ChatId != turn.From.ChatId || chat.ThreadId != turn.From.ThreadId || !Offered(turn.Scope, chat))
        {
            turn.Reply(Phrases.OldButton);
            return;
        }

        if (parts[1] == Off)
        {
            await SwitchOffAsync(turn, chat, cancellationToken);
        }
        else
        {
            await SwitchOnAsync(turn, chat, cancellationToken);
        }
    }

    private async Task SwitchOnAsync(Turn turn, BoundChat chat, CancellationToken cancellationToken)
    {
        var full = await _bot.ChatAsync(chat.ChatId, cancellationToken);
        var channel = full?.LinkedChatId is { } linked ? await _bot.ChatAsync(linked, cancellationToken) : null;
        var kind = full?.LinkedChatId is null ? FeedKind.Group : FeedKind.Comments;
        if (await _check.ProblemAsync(kind, chat.ChatId, full?.LinkedChatId, cancellationToken) is { } problem)
        {
            turn.Reply(problem);
            return;
        }

        var found = new NewFeed(kind, chat.ChatId, kind == FeedKind.Group ? chat.ThreadId : null, turn.From.ChatTitle ?? chat.Title ?? full?.Title ?? "?", full?.LinkedChatId, channel?.Username, turn.From.UserId);
        var keyboard = SettingsDesk.Buttons(turn, chat, turn.Language, measured: true);
        var page = turn.Replacement(await _desk.TextAsync(turn, chat, turn.Language, cancellationToken), keyboard);
        turn.Answer.Write(async (connection, transaction) =>
        {
            var (feed, _) = await _feeds.OfferAsync(connection, transaction, found, limited: false) ?? throw new InvalidOperationException("An unlimited offer is always noted.");
            if (feed.IsOn(out _, out var other) && other != chat.ClientIds[0])
            {
                return [turn.Message(new Delivery.TextContent(new TelegramHtml().Text(turn.Say(Taken)).ToString()))];
            }

            await _feeds.SwitchOnAsync(connection, transaction, feed, chat.ClientIds[0]);
            await _buttons.AddAsync(connection, transaction, keyboard.Buttons);
            return [page];
        });
    }

    private async Task SwitchOffAsync(Turn turn, BoundChat chat, CancellationToken cancellationToken)
    {
        if (await _feeds.OfChatAsync(chat.ChatId, chat.ThreadId, cancellationToken) is { } feed && feed.IsOn(out _, out var client) && client == chat.ClientIds[0])
        {
            turn.Answer.Write((connection, transaction) => _feeds.SwitchOffAsync(connection, transaction, feed));
            _alerts.WakeAfter(turn.Answer);
        }

        turn.Edit(await _desk.TextAsync(turn, chat, turn.Language, cancellationToken), SettingsDesk.Buttons(turn, chat, turn.Language, measured: false));
    }

    private static Words Taken { get; } = new(
        "Цей чат уже вимірюється для іншого клієнта.",
        "This chat is measured for another client already.");
}

using System.Data.Common;
using System.Globalization;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Alerts;
using SmmKpiBot.Bot.Delivery;
using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.Bot.Telegram.Buttons;
using SmmKpiBot.Data.Clients;
using SmmKpiBot.Data.Periods;
using SmmKpiBot.Reporting.Texts;
using Telegram.Bot.Types;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>
/// Finds out whose a feed is: whoever connects the bot to something decides nothing; an owner is asked, and who connected it where they are of the team.
/// </summary>
internal sealed class FeedDesk(FeedStore feeds, ChatStore chats, UserStore users, ClientStore clients, ButtonStore buttons, StaffNotices notices, AlertAudiences audiences, BotCalls bot, TimeProvider timeProvider)
{
    private const int MostButtons = 40;
    private const int PerRow = 2;

    private readonly FeedStore _feeds = feeds;
    private readonly ChatStore _chats = chats;
    private readonly UserStore _users = users;
    private readonly ClientStore _clients = clients;
    private readonly ButtonStore _buttons = buttons;
    private readonly StaffNotices _notices = notices;
    private readonly AlertAudiences _audiences = audiences;
    private readonly BotCalls _bot = bot;
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>A business account was connected or disconnected. One that was assigned before goes on where it belongs.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> ConnectedAsync(DbConnection database, DbTransaction transaction, BusinessConnection connection, CancellationToken cancellationToken)
    {
        var found = new NewFeed(FeedKind.Business, connection.User.Id, null, HeardText.NameOf(connection.User), BroughtBy: connection.User.Id);
        if (await _feeds.OfferAsync(database, transaction, found) is not var (feed, _))
        {
            return [];
        }

        var before = await FeedStore.IsConnectedAsync(database, transaction, feed.Id);
        await FeedStore.ConnectAsync(database, transaction, connection.Id, feed.Id, connection.IsEnabled);
        var after = await FeedStore.IsConnectedAsync(database, transaction, feed.Id);
        if (before == after)
        {
            return [];
        }

        if (feed.State == FeedState.Offered)
        {
            return after ? await AskAsync(database, transaction, feed, cancellationToken) : [];
        }

        await (after ? _feeds.ResumeAsync(database, transaction, feed) : _feeds.PauseAsync(database, transaction, feed));
        await NotifyAsync(database, transaction, feed, after ? FeedWords.Reconnected : FeedWords.Disconnected, cancellationToken);
        return [];
    }

    /// <summary>The direct messages of a channel came for the first time.</summary>
    public async Task OfferDirectAsync(Chat chat, Answer answer, CancellationToken cancellationToken)
    {
        var parent = (await _bot.ChatAsync(chat.Id, cancellationToken))?.ParentChat;
        var found = new NewFeed(FeedKind.Direct, chat.Id, null, parent?.Title ?? chat.Title ?? "?", parent?.Id, parent?.Username);
        Offer(answer, found, counts: true, cancellationToken);
    }

    /// <summary>The bot became an administrator of a channel.</summary>
    public void OfferChannel(Chat chat, long userId, Answer answer, CancellationToken cancellationToken) =>
        Offer(answer, new NewFeed(FeedKind.Channel, chat.Id, null, chat.Title ?? chat.Username ?? "?", chat.Id, chat.Username, userId), counts: false, cancellationToken);

    /// <summary>The comments of a channel, in a group that shows nothing: whoever is of the team is asked in private. False where the group is no such group.</summary>
    public async Task<bool> OfferCommentsAsync(long chatId, string? title, long userId, Answer answer, CancellationToken cancellationToken)
    {
        if ((await _bot.ChatAsync(chatId, cancellationToken))?.LinkedChatId is not { } channelId)
        {
            return false;
        }

        var channel = await _bot.ChatAsync(channelId, cancellationToken);
        Offer(answer, new NewFeed(FeedKind.Comments, chatId, null, title ?? channel?.Title ?? "?", channelId, channel?.Username, userId), counts: false, cancellationToken);
        return true;
    }

    /// <summary>Asks owners, and the one who brought the feed if they are of the team, which client's it is.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> AskAsync(DbConnection database, DbTransaction transaction, Feed feed, CancellationToken cancellationToken)
    {
        var known = (await _clients.ListAsync(cancellationToken)).OrderBy(client => client.Name, StringComparer.Ordinal).ToList();
        var messages = new List<OutboxMessage>();
        foreach (var (chatId, language, rights) in await AskedAsync(database, transaction, feed))
        {
            var keyboard = Question(new Keyboard(chatId), feed, [.. known.Where(client => rights.RoleFor(client.Id) >= Role.Staff)], language);
            await _buttons.AddAsync(database, transaction, keyboard.Buttons);
            messages.Add(new OutboxMessage
            {
                ChatId = chatId,
                Kind = OutboxKind.Notice,
                Content = new TextContent(FeedWords.Question(feed, language).ToString()) { Buttons = keyboard.Rows },
            });
        }

        return messages;
    }

    /// <summary>The buttons that say whose a feed is.</summary>
    public static Keyboard Question(Keyboard keyboard, Feed feed, IReadOnlyList<Client> offered, Language language)
    {
        var id = feed.Id.ToString(CultureInfo.InvariantCulture);
        for (var at = 0; at < Math.Min(offered.Count, MostButtons); at++)
        {
            if (at % PerRow == 0)
            {
                keyboard.Row();
            }

            keyboard.Change(offered[at].Name, FeedClientAction.Name, offered[at].Id, id);
        }

        return keyboard.Row().Change(FeedWords.Nobodys.In(language), FeedDeclineAction.Name, null, id);
    }

    /// <summary>May somebody say whose a feed is? Owners may, and who brought it.</summary>
    public static bool MayDecide(UserRights user, long? userId, Feed feed) => user.Owner || (user.Role >= Role.Staff && userId is not null && feed.BroughtBy == userId);

    /// <summary>Tells the team of the feed's client. Where those read who run the bot, an alert of the account says it, and how it ends.</summary>
    public async Task NotifyAsync(DbConnection database, DbTransaction transaction, Feed feed, Words what, CancellationToken cancellationToken)
    {
        if (!feed.IsOn(out _, out var clientId) || await _clients.FindAsync(clientId, cancellationToken) is not { } client)
        {
            return;
        }

        var chats = await _chats.ListAsync(cancellationToken);
        var operators = _audiences.Operators(chats).Select(chat => chat.ChatId).ToHashSet();
        var key = FormattableString.Invariant($"feed:{feed.Id}:{UnixMicros.Of(_timeProvider.GetUtcNow())}");
        await _notices.EnqueueAsync(
            database,
            transaction,
            [.. StaffNotices.Team(chats, clientId).Where(chat => !operators.Contains(chat.ChatId))],
            client,
            key,
            language => new TelegramHtml().Bold(client.Name).Text(": ").Text(what.In(language)).Bold(feed.Title).Text(".").ToString(),
            cancellationToken);
    }

    private void Offer(Answer answer, NewFeed found, bool counts, CancellationToken cancellationToken) => answer.Write(async (database, transaction) =>
    {
        if (await _feeds.OfferAsync(database, transaction, found) is not var (feed, isNew))
        {
            return [];
        }

        if (counts)
        {
            await FeedStore.MissAsync(database, transaction, feed.Id);
        }

        // Somebody who asks for it by a command is asked again, and so is whoever of the team lets the bot into a channel; what comes by itself asks once.
        var isAskedFor = !counts && feed.State != FeedState.On && (feed.Kind != FeedKind.Channel || (await _users.RightsAsync(database, transaction, found.BroughtBy ?? 0)).Role >= Role.Staff);
        return isNew || isAskedFor ? await AskAsync(database, transaction, feed with { BroughtBy = found.BroughtBy ?? feed.BroughtBy }, cancellationToken) : [];
    });

    private async Task<IReadOnlyList<(long ChatId, Language Language, UserRights Rights)>> AskedAsync(DbConnection database, DbTransaction transaction, Feed feed)
    {
        var asked = new List<(long, Language, UserRights)>();
        var owners = await ChatStore.OwnersAsync(database, transaction);
        if (feed.BroughtBy is { } userId && await _users.RightsAsync(database, transaction, userId) is { Role: >= Role.Staff } rights)
        {
            var chat = await ChatStore.FindAsync(database, transaction, userId, null);
            asked.Add((userId, chat?.Language ?? (owners.Count > 0 ? owners[0].Language : Language.Uk), rights));
        }

        foreach (var owner in owners.Where(owner => owner.ChatId != feed.BroughtBy))
        {
            asked.Add((owner.ChatId, owner.Language, new UserRights { Owner = true }));
        }

        return asked;
    }
}

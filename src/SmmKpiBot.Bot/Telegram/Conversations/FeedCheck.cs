using SmmKpiBot.Data.Accounts.Health;
using SmmKpiBot.Reporting.Texts;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace SmmKpiBot.Bot.Telegram.Conversations;

/// <summary>
/// Can the bot read what it is to measure? Telegram says nothing when it keeps messages back, so waits would be empty without a word. What the server does not
/// tell is no problem.
/// </summary>
internal sealed class FeedCheck(BotCalls bot)
{
    private readonly BotCalls _bot = bot;

    /// <summary>What is in the way and what to do about it; null for nothing.</summary>
    public async Task<Words?> ProblemAsync(Feed feed, CancellationToken cancellationToken) => (await FindAsync(feed, cancellationToken)).Advice;

    public async Task<Words?> ProblemAsync(FeedKind kind, long chatId, long? channelId, CancellationToken cancellationToken) =>
        (await FindAsync(kind, chatId, channelId, cancellationToken)).Advice;

    public Task<FeedFinding> FindAsync(Feed feed, CancellationToken cancellationToken) => FindAsync(feed.Kind, feed.ChatId, feed.ChannelId, cancellationToken);

    private async Task<FeedFinding> FindAsync(FeedKind kind, long chatId, long? channelId, CancellationToken cancellationToken) => kind switch
    {
        FeedKind.Business => await BusinessAsync(cancellationToken),
        FeedKind.Direct => await DirectAsync(chatId, channelId, cancellationToken),
        FeedKind.Channel => await ChannelAsync(chatId, cancellationToken),
        FeedKind.Comments => await GroupAsync(chatId, cancellationToken) is { Trouble: not null } found ? found : await CommentsAsync(chatId, cancellationToken),
        _ => await GroupAsync(chatId, cancellationToken),
    };

    private static bool IsOut(ChatMember member) => member.Status is ChatMemberStatus.Left or ChatMemberStatus.Kicked;

    private async Task<FeedFinding> BusinessAsync(CancellationToken cancellationToken) => await _bot.MeAsync(cancellationToken) switch
    {
        null => FeedFinding.Unknown,
        { CanConnectToBusiness: false } => FeedFinding.Of(
            AccountTrouble.SeesNothing,
            "Бізнес-режим бота вимкнено. Увімкніть його: @BotFather → /mybots → Bot Settings → Business Mode, потім підключіть бота в налаштуваннях акаунта ще раз.",
            "The bot's business mode is off. Switch it on: @BotFather → /mybots → Bot Settings → Business Mode, then connect the bot in the account's settings anew."),
        _ => FeedFinding.Heard,
    };

    private async Task<FeedFinding> GroupAsync(long chatId, CancellationToken cancellationToken)
    {
        if (await _bot.OwnMemberAsync(chatId, cancellationToken) is not { } member)
        {
            return FeedFinding.Unknown;
        }

        if (IsOut(member))
        {
            return FeedFinding.Of(AccountTrouble.PutOut, "Мене немає в цьому чаті: додайте мене знову.", "I am not in this chat: add me again.");
        }

        if (member.Status == ChatMemberStatus.Administrator)
        {
            return FeedFinding.Heard;
        }

        return await _bot.MeAsync(cancellationToken) switch
        {
            null => FeedFinding.Unknown,
            { CanReadAllGroupMessages: true } => FeedFinding.Heard,
            _ => FeedFinding.Of(
                AccountTrouble.SeesNothing,
                "Я не бачу тут повідомлень, лише команди. Зробіть мене адміністратором цього чату. Або вимкніть приватний режим для всіх чатів: @BotFather → /setprivacy → Disable, потім приберіть мене з чату й додайте знову.",
                "I see no messages here, only commands. Make me an administrator of this chat. Or switch privacy mode off for all chats: @BotFather → /setprivacy → Disable, then remove me from the chat and add me again."),
        };
    }

    private async Task<FeedFinding> ChannelAsync(long chatId, CancellationToken cancellationToken) => await _bot.OwnMemberAsync(chatId, cancellationToken) switch
    {
        null => FeedFinding.Unknown,
        { Status: ChatMemberStatus.Administrator or ChatMemberStatus.Creator } => FeedFinding.Heard,
        _ => FeedFinding.Of(
            AccountTrouble.PutOut,
            "Я не адміністратор цього каналу, тож не бачу дописів, реакцій і нових підписників. Зробіть мене адміністратором знову; жодних окремих прав не потрібно.",
            "I am no administrator of this channel, so I see no posts, reactions or new followers. Make me an administrator again; no right in particular is needed."),
    };

    private async Task<FeedFinding> CommentsAsync(long chatId, CancellationToken cancellationToken) => await _bot.ChatAsync(chatId, cancellationToken) switch
    {
        null => FeedFinding.Unknown,
        { LinkedChatId: null } => FeedFinding.Of(
            AccountTrouble.SeesNothing,
            "Ця група вже не прив’язана до каналу, тож коментарі сюди не приходять. Прив’яжіть її: налаштування каналу → Обговорення.",
            "This group is not linked to a channel any more, so no comments come here. Link it: settings of the channel → Discussion."),
        _ => FeedFinding.Heard,
    };

    private async Task<FeedFinding> DirectAsync(long chatId, long? channelId, CancellationToken cancellationToken)
    {
        var channel = channelId ?? (await _bot.ChatAsync(chatId, cancellationToken))?.ParentChat?.Id;
        return channel is not { } id ? FeedFinding.Unknown : await _bot.OwnMemberAsync(id, cancellationToken) switch
        {
            null => FeedFinding.Unknown,
            ChatMemberAdministrator { CanManageDirectMessages: true } or ChatMemberOwner => FeedFinding.Heard,
            _ => FeedFinding.Of(
                AccountTrouble.SeesNothing,
                "Я не бачу повідомлень каналу. Зробіть мене його адміністратором із правом керувати особистими повідомленнями.",
                "I do not see the direct messages of the channel. Make me an administrator of it with the right to manage direct messages."),
        };
    }
}

using System.Data.Common;
using Microsoft.Extensions.Options;
using SmmKpiBot.Bot.Access;
using SmmKpiBot.Reporting.Alerts;
using Turn = SmmKpiBot.Bot.Telegram.Turn;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>Which chats hear of alerts: the team of their client, those who run the bot, or both. Chats of clients never do.</summary>
internal sealed class AlertAudiences(IOptions<AlertsOptions> options)
{
    private readonly AlertsOptions _options = options.Value;

    /// <summary>
    /// The chosen chat, where it is bound to the whole team or an owner; else the owners'. What is bound to some clients, a topic say, is told of no other.
    /// </summary>
    public IReadOnlyList<BoundChat> Operators(IReadOnlyList<BoundChat> chats)
    {
        var chosen = chats.Where(chat => chat.ChatId == _options.OperatorChat && MayOperate(chat)).ToList();
        return chosen.Count > 0 ? chosen : [.. chats.Where(chat => chat.Enabled && chat.Purpose == ChatPurpose.Owner).DistinctBy(chat => (chat.ChatId, chat.ThreadId))];
    }

    /// <summary>Trouble with sources is of any client, so only a chat that sees all of them may hear of it.</summary>
    public static bool MayOperate(BoundChat chat) => chat is { Enabled: true, Purpose: not ChatPurpose.Client, ClientIds.Count: 0 };

    /// <summary>Whoever reads here reads of whole networks too: an owner, a chat of theirs, or the one that was chosen for it.</summary>
    private bool SeesPlatforms(Scope scope) => scope.User.Owner || AlertsDesk.SeesPlatforms(scope) || (scope.Chat is { } chat && chat.ChatId == _options.OperatorChat && MayOperate(chat));

    /// <summary>Is what the subject tells of for whoever asked or pressed here?</summary>
    public bool IsSeen(Turn turn, AlertSubject subject) => subject.ClientId == 0 ? SeesPlatforms(turn.Scope) : turn.Client?.Id == subject.ClientId;

    /// <summary>Who hears of these clients, and of what is about none. Chats of other clients are not read.</summary>
    public async Task<AlertAudienceOf> ReadAsync(DbConnection connection, DbTransaction? transaction, IReadOnlyCollection<long> clientIds) =>
        Over(await ChatStore.ListOfTeamsAsync(connection, transaction, clientIds));

    public AlertAudienceOf Over(IReadOnlyList<BoundChat> chats) => new(chats, Operators(chats));

    /// <summary>A chat of the team that hears of its own clients and of nothing else: what it is told depends on no other chat.</summary>
    public static bool HearsOfItsClientsOnly(BoundChat chat) => chat is { Purpose: ChatPurpose.Staff, ClientIds.Count: > 0 };
}

using SmmKpiBot.Bot.Access;
using SmmKpiBot.Bot.Schedule;
using SmmKpiBot.Reporting.Alerts;

namespace SmmKpiBot.Bot.Alerts;

/// <summary>Who of these chats hears of what. Made once and asked for each alert, so that it does not look at every chat for every alert.</summary>
/// <param name="chats">By id.</param>
/// <param name="operators">Those who hear of trouble with sources.</param>
internal sealed class AlertAudienceOf(IReadOnlyList<BoundChat> chats, IReadOnlyList<BoundChat> operators)
{
    private readonly IReadOnlyList<BoundChat> _operators = operators;
    private readonly List<BoundChat> _ofAll = [.. chats.Where(chat => chat.Purpose == ChatPurpose.Owner || (chat.Purpose == ChatPurpose.Staff && chat.ClientIds.Count == 0))];
    private readonly Dictionary<long, List<BoundChat>> _ofSome = chats
        .Where(chat => chat.Purpose == ChatPurpose.Staff)
        .SelectMany(chat => chat.ClientIds.Select(client => (client, chat)))
        .GroupBy(pair => pair.client, pair => pair.chat)
        .ToDictionary(own => own.Key, own => own.ToList());
    private readonly Dictionary<long, IReadOnlyList<BoundChat>> _teams = [];

    public IReadOnlyList<BoundChat> Of(AlertAudience audience, long clientId) => audience switch
    {
        AlertAudience.Operator => _operators,

        // A chat that is both, or stands twice among the chats, hears once, as the team it is whichever other chats are looked at.
        AlertAudience.StaffAndOperator => [.. Team(clientId).Where(chat => chat.Purpose == ChatPurpose.Staff).Concat(_operators).DistinctBy(chat => (chat.ChatId, chat.ThreadId))],
        _ => Team(clientId),
    };

    /// <summary>Everybody who can hear something of these clients, each once.</summary>
    public IReadOnlyList<BoundChat> Hearers(IReadOnlyCollection<long> clientIds) => [.. clientIds.SelectMany(Team).Concat(_operators).DistinctBy(chat => chat.Id)];

    private IReadOnlyList<BoundChat> Team(long clientId)
    {
        if (!_teams.TryGetValue(clientId, out var team))
            _teams[clientId] = team = StaffNotices.Team([.. _ofAll.Concat(_ofSome.GetValueOrDefault(clientId, [])).OrderBy(chat => chat.Id)], clientId);
        return team;
    }
}
